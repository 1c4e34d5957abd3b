import type { OwnBooking } from '../bookings/booking.ts';
import { whyNotMove } from '../bookings/policy.ts';
import { withoutBooking } from '../bookings/calendar.ts';
import { bookQuestion } from './book.ts';
import { asking, talk, type Draft } from './draft.ts';
import { wishedOf } from './find.ts';
import { ended, waitingFor, type Question } from './flow.ts';
import { localOf } from './local.ts';
import { optionId } from './option.ts';
import { upcoming, withBooking } from './own.ts';
import type { Frame, ProposedItem } from './state.ts';
import type { World } from './world.ts';

/** Which booking, whether the rules allow it, where it goes, and then the summary that waits for a yes. */
export function moveQuestion(frame: Frame, draft: Draft, world: World): Question {
  return withBooking(frame, world, {
    among: upcoming,
    whyNot: (booking, { business, now }) => whyNotMove(booking, business, now),
    next: (booking, known) => whereTo(booking, known, draft, world),
  });
}

function whereTo(booking: OwnBooking, frame: Frame, draft: Draft, world: World): Question {
  const wish = wishFrom(frame, booking, world);
  // Its own place is free for it to go to, or next to.
  const agenda = withoutBooking(world.business, world.agenda, booking);
  if (!wish.date && !wish.time && !wish.pick) {
    const days = freeDaysFrom(wish, draft, world);
    return waitingFor(frame, asking('newDate', 'date', days, { about: [booking], wish: wishedOf(wish) }));
  }
  const { frame: left, ...question } = bookQuestion(wish, draft, { ...world, agenda });
  const [item] = question.proposal?.items ?? [];
  if (item && isSame(item, booking)) return ended([talk('kept')]);
  // The service belongs to the booking unless another was asked for.
  return { ...question, frame: left && { ...left, service: frame.service, professional: frame.professional } };
}

function isSame(item: ProposedItem, booking: OwnBooking): boolean {
  const { service, professional, start } = item;
  return start.equals(booking.start) && service === booking.service && professional === booking.professional;
}

/** The days on offer, as the booking flow would ask for them. */
function freeDaysFrom(wish: Frame, draft: Draft, world: World): readonly string[] {
  const { pending } = bookQuestion(wish, draft, world);
  return pending?.kind === 'date' ? pending.options : [];
}

/** What is wished for, with what the booking says of the rest: a new time alone is on the same day, "no mesmo horário" is its time. */
function wishFrom(frame: Frame, booking: OwnBooking, { business }: World): Frame {
  const at = localOf(booking.start, business);
  const isForeign = frame.professional !== null && frame.professional !== booking.professional;
  const time = frame.time ?? (frame.sameTime && frame.date ? { kind: 'at' as const, time: at.toPlainTime() } : null);
  const date = frame.date ?? (frame.time ? { kind: 'day' as const, day: at.toPlainDate() } : null);
  return {
    ...frame,
    service: frame.service ?? booking.service,
    professional: isForeign ? frame.professional : booking.professional,
    date,
    time,
  };
}

/** The option that begins a move of this booking. */
export function moveOption({ id }: OwnBooking): string {
  return optionId({ kind: 'own', verb: 'move', booking: id });
}
