import type { Agenda } from '../bookings/agenda.ts';
import type {
  BookingId,
  BookingOutcome,
  CancelOutcome,
  MoveOutcome,
  OwnBooking,
  Proposal,
  Slot,
} from '../bookings/booking.ts';
import type { Habit } from '../bookings/habit.ts';
import type { Business, ProfessionalId, ServiceId } from '../business/business.ts';
import type { WaitlistWish } from '../bookings/waitlist.ts';
import type { ReplyPlan } from './act.ts';
import type { HandoffReason } from './command.ts';
import type { DialogueState } from './state.ts';

/** What a decision may rest on: looked up for this turn, read-only. */
export type World = {
  readonly business: Business;
  readonly agenda: Agenda;
  readonly contactName: string | null;
  /** The contact's own, ahead and of late, in order of their start. Nobody else's are ever in here. */
  readonly bookings: readonly OwnBooking[];
  /** What the contact usually wants; `null`: nothing is kept of it. */
  readonly habit: Habit | null;
  /** The message with the open proposal reached `sent`. */
  readonly proposalShown: boolean;
  readonly now: Temporal.Instant;
};

/** For the person who takes over: what an attendant must know to go on. Said in the business's own words, never sent. */
export type Brief = {
  readonly who: string | null;
  readonly wants: string;
  readonly known: readonly string[];
  readonly tried: string;
  /** Empty when there is nothing to say of it. */
  readonly mood: string;
  /** Who tells it: our rules, or a model that was asked to afterwards (`summary.job.ts`). */
  readonly by: 'rules' | 'asked' | 'model';
};

type Effects = {
  /** `asked`: the professional whom the contact wanted, by name. */
  readonly book: {
    readonly items: readonly Proposal[];
    readonly proposalId: string;
    readonly asked: ProfessionalId | null;
  };
  readonly move: {
    readonly booking: BookingId;
    readonly slot: Slot;
    readonly service: ServiceId;
    readonly proposalId: string;
  };
  readonly cancel: { readonly booking: BookingId; readonly proposalId: string };
  /** The contact comes: the answer to a reminder. */
  readonly attend: { readonly booking: BookingId };
  readonly late: { readonly booking: BookingId; readonly minutes: number | null };
  readonly rate: { readonly booking: BookingId; readonly stars: number };
  readonly wait: { readonly wish: WaitlistWish };
  readonly privacy: { readonly request: 'export' | 'erase' | 'optOut' | 'optIn' | 'news' };
  readonly handoff: { readonly reason: HandoffReason; readonly brief: Brief };
  /** The contact said their name. */
  readonly name: { readonly name: string };
};

/** What must happen in the one transaction that closes the turn. */
export type Effect<Kind extends keyof Effects = keyof Effects> = {
  readonly [Each in Kind]: { readonly kind: Each } & Effects[Each];
}[Kind];

/** What the world answered to an effect. `link`: where the booking can be put into a calendar. */
export type Outcome =
  | { readonly kind: 'book'; readonly outcome: BookingOutcome; readonly link: string | null }
  | { readonly kind: 'move'; readonly outcome: MoveOutcome; readonly link: string | null }
  | { readonly kind: 'cancel'; readonly outcome: CancelOutcome }
  | { readonly kind: 'done' };

export type Decision = {
  readonly state: DialogueState;
  readonly effects: readonly Effect[];
  readonly plan: ReplyPlan;
};
