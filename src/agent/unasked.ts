import type { OwnBooking } from '../bookings/booking.ts';
import type { VisitItem } from '../bookings/visits.ts';
import type { Business } from '../business/business.ts';
import type { Content } from '../conversations/content.ts';
import { isBefore } from '../platform/time.ts';
import type { Act } from './act.ts';
import { cancellationOf } from './cancel.ts';
import { decided, remembered } from './dialogue.ts';
import { picked } from './fill.ts';
import { optionId, reminderOptions } from './option.ts';
import { phrase } from './replies.ts';
import { DialogueState, emptyFrame, freshState } from './state.ts';
import { asTemplate, type Registered } from './templates.ts';
import type { World } from './world.ts';

type Present = Pick<World, 'business' | 'now'>;

/** Something said without being asked, and the state in which the contact's next words answer it. */
export type Unasked = { readonly act: Act; readonly state: DialogueState };

/**
 * Before a visit: 1 they come, 2 they do not, 3 another time. The reminder shows the whole booking, so 2 is a yes to
 * the cancellation of exactly that. What else the contact was about stays open beneath.
 */
export function reminding(stored: unknown, booking: OwnBooking, present: Present): Unasked {
  const before = stateBefore(stored, present);
  const options = reminderOptions(booking.id);
  const pending = { kind: 'reminder' as const, options, yes: options[0] ?? null };
  const proposal = cancellationOf(booking, before.serial, present);
  return { act: { act: 'remind', booking }, state: { ...before, pending, proposal } };
}

/** After a visit: one to five. */
export function followingUp(stored: unknown, booking: OwnBooking, present: Present): Unasked {
  // "5" is the fifth of these as well.
  const options = [1, 2, 3, 4, 5].map((stars) => optionId({ kind: 'rate', stars, booking: booking.id }));
  const pending = { kind: 'rating' as const, options, yes: null };
  return { act: { act: 'followUp', booking }, state: { ...stateBefore(stored, present), pending } };
}

/** A slot that they waited for: a yes picks it, and then it is proposed like any other. */
export function offeringFreed(stored: unknown, item: VisitItem, present: Present): Unasked {
  const before = stateBefore(stored, present);
  const { service, start, end, professional } = item;
  const frame = { ...emptyFrame('book'), service, ...picked({ start, professional }, present.business) };
  const option = optionId({ kind: 'slot', start, professional });
  return {
    act: { act: 'freed', service, visit: { start, end, items: [item] } },
    state: {
      ...before,
      stack: [...before.stack, frame].slice(-framesMax),
      pending: { kind: 'time', options: [option], yes: option },
    },
  };
}

/** As many flows as a state may hold. */
const framesMax = 4;

/** No question and no proposal is open any more: the next yes answers what is said now. */
function stateBefore(stored: unknown, { now }: Present): DialogueState {
  const before = remembered(DialogueState.safeParse(stored).data ?? freshState, { now });
  const serial = before.serial + (before.proposal ? 1 : 0);
  return { ...before, serial, pending: null, proposal: null, at: now };
}

/** The manners in which the templates were registered; within the window the business's own are spoken. */
const registered = { tone: 'informal', emoji: true } as const;

/**
 * The words for it, with dates as they stand on the calendar: what is read tomorrow must be true tomorrow.
 *
 * @param isOpen the window of the conversation; a shut one lets only templates out
 * @throws Fault `agent.ungrounded`, `agent.template`
 */
export function wordsOf(
  { act, state }: Unasked,
  business: Business,
  { isOpen, templates }: { readonly isOpen: boolean; readonly templates: readonly Registered[] },
): Content[] {
  const { plan } = decided(state, [act], [], { business });
  if (isOpen) return phrase(plan, business, 0);
  const manners = { ...business, style: { ...business.style, ...registered } };
  return phrase(plan, manners, 0).map((content) => asTemplate(content, templates));
}

type Reached = {
  readonly isHuman: boolean;
  readonly isWaiting: boolean;
  readonly lastInboundAt: Temporal.Instant;
};

/**
 * May we speak now? Not over a person, not before what they wrote is answered, and not while they are writing: a "2"
 * that was meant for the question before would cancel their visit.
 */
export function maySpeak(
  { isHuman, isWaiting, lastInboundAt }: Reached,
  calm: Temporal.Duration,
  now: Temporal.Instant,
): boolean {
  return !isHuman && !isWaiting && !isBefore(now, lastInboundAt.add(calm));
}
