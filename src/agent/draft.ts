import type { BookingId, OwnBooking } from '../bookings/booking.ts';
import type { ServiceId } from '../business/business.ts';
import type { Act, Asked, SmallTalk, Wished } from './act.ts';
import type { FlowName, HandoffReason } from './command.ts';
import { emptyFrame, type DialogueState, type Frame, type Pending, type PendingKind } from './state.ts';
import type { Effect, World } from './world.ts';

/** A turn while its commands are obeyed, one after the other. */
export type Draft = {
  readonly state: DialogueState;
  /** Answers given so far; the question that remains is added at the end. */
  readonly acts: readonly Act[];
  readonly effects: readonly Effect[];
  readonly handoff: HandoffReason | null;
  /** The proposal a yes was said to; `tapped` if its own button said it, which proves that it was shown. */
  readonly consent: { readonly proposalId: string; readonly tapped: boolean } | null;
  /** Some command made sense. */
  readonly understood: boolean;
  /** What was said is none of the business's matters. */
  readonly isElse: boolean;
  /** The wish changed in this turn. */
  readonly touched: boolean;
  /** A question that goes before the flow's own. */
  readonly question: Asking | null;
  /** The contact takes leave: no question follows. */
  readonly leaving: boolean;
};

export function draftOf(state: DialogueState): Draft {
  return {
    state,
    acts: [],
    effects: [],
    handoff: null,
    consent: null,
    understood: false,
    isElse: false,
    touched: false,
    question: null,
    leaving: false,
  };
}

export function withState(draft: Draft, change: Partial<DialogueState>): Draft {
  return { ...draft, state: { ...draft.state, ...change } };
}

export function saying(draft: Draft, ...acts: readonly Act[]): Draft {
  return { ...draft, acts: [...draft.acts, ...acts] };
}

export function doing(draft: Draft, effect: Effect): Draft {
  return { ...draft, effects: [...draft.effects, effect] };
}

/** The flow spoken about, if there is one. */
export function frameOf({ state }: Pick<Draft, 'state'>): Frame | null {
  return state.stack.at(-1) ?? null;
}

export function withFrame(draft: Draft, change: Partial<Frame>): Draft {
  const frame = frameOf(draft);
  if (!frame) return draft;
  return {
    ...withState(draft, { stack: [...draft.state.stack.slice(0, -1), { ...frame, ...change }] }),
    touched: true,
  };
}

/** Flows about a booking that exists: to change one's mind between them keeps what is known of it. */
const aboutOne: ReadonlySet<FlowName> = new Set(['reschedule', 'cancel', 'late']);

/** Flows that look for a time; the others only concern a booking there is. */
const looking: ReadonlySet<FlowName> = new Set(['book', 'reschedule', 'waitlist']);

export function isLooking(frame: Frame | null): boolean {
  return frame !== null && looking.has(frame.flow);
}

/** Opens a flow unless the same one is under way; what was spoken about last carries over. */
export function opened(draft: Draft, flow: FlowName): Draft {
  const frame = frameOf(draft);
  if (frame?.flow === flow) return draft;
  if (frame && aboutOne.has(frame.flow) && aboutOne.has(flow))
    return withFrame(draft, { ...emptyFrame(flow), booking: frame.booking, hint: frame.hint });
  // To wait for what cannot be had is the same wish.
  if (frame?.flow === 'book' && flow === 'waitlist') return withFrame(draft, { flow, pick: null });
  const service = aboutOne.has(flow) ? null : (draft.state.mentioned.at(-1) ?? null);
  const stack = [...draft.state.stack, { ...emptyFrame(flow), service }].slice(-stackMax);
  return { ...withState(draft, { stack }), touched: true };
}

/** More flows than these on top of each other and the oldest is forgotten. */
const stackMax = 4;

/** How many services are remembered as spoken about. */
const mentionedMax = 5;

export function mention(draft: Draft, service: ServiceId): Draft {
  const others = draft.state.mentioned.filter((id) => id !== service);
  return withState(draft, { mentioned: [...others, service].slice(-mentionedMax) });
}

/** The contact's name: as they said it here, else as their profile has it. */
export function nameOf(state: DialogueState, world: World): string | null {
  return state.name ?? world.contactName;
}

export function talk(kind: SmallTalk, name: string | null = null): Act {
  return { act: 'smallTalk', kind, name };
}

/** No flow, no question, nothing on offer; what was spoken about is remembered. */
export function putAside(draft: Draft): Draft {
  return withState(draft, {
    stack: [],
    pending: null,
    proposal: null,
    serial: draft.state.serial + (draft.state.proposal ? 1 : 0),
  });
}

/** Nothing is wished for yet. */
export const noWish: Wished = { service: null, more: [], people: 1, professional: null, day: null, time: null };

/** A question, and what the contact is left with. */
export type Asking = { readonly act: Act; readonly pending: Pending };

/** A question and what it waits for. `yes`: what a plain yes picks. */
export function asking(
  slot: Asked,
  kind: PendingKind,
  options: readonly string[],
  more: { readonly wish?: Wished; readonly about?: readonly OwnBooking[]; readonly yes?: string } = {},
): Asking {
  const { wish = noWish, about = [], yes = null } = more;
  return { act: { act: 'ask', slot, options, wish, about }, pending: { kind, options: [...options], yes } };
}

/** The contact's own booking of this id; nobody else's is ever found. */
export function ownBooking({ bookings }: World, id: BookingId | null): OwnBooking | null {
  return bookings.find((booking) => booking.id === id) ?? null;
}
