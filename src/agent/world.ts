import type { Agenda } from '../bookings/agenda.ts';
import type { BookingOutcome, Proposal } from '../bookings/booking.ts';
import type { Business } from '../business/business.ts';
import type { ReplyPlan } from './act.ts';
import type { HandoffReason } from './command.ts';
import type { DialogueState } from './state.ts';

/** What a decision may rest on: looked up for this turn, read-only. */
export type World = {
  readonly business: Business;
  readonly agenda: Agenda;
  readonly contactName: string | null;
  /** The message with the open proposal reached `sent`. */
  readonly proposalShown: boolean;
  readonly now: Temporal.Instant;
};

/** What must happen in the one transaction that closes the turn. */
export type Effect =
  | { readonly kind: 'book'; readonly proposal: Proposal; readonly proposalId: string }
  | { readonly kind: 'handoff'; readonly reason: HandoffReason }
  /** The contact said their name. */
  | { readonly kind: 'name'; readonly name: string };

/** What the world answered to an effect. */
export type Outcome =
  | { readonly kind: 'book'; readonly outcome: BookingOutcome }
  | { readonly kind: 'handoff' }
  | { readonly kind: 'name' };

export type Decision = {
  readonly state: DialogueState;
  readonly effects: readonly Effect[];
  readonly plan: ReplyPlan;
};
