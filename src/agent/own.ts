import type { OwnBooking, Refusal } from '../bookings/booking.ts';
import { dayOf } from '../bookings/calendar.ts';
import { isBefore } from '../platform/time.ts';
import type { Act } from './act.ts';
import type { BookingHint } from './command.ts';
import { asking, noWish, ownBooking, talk } from './draft.ts';
import { ended, waitingFor, type Question } from './flow.ts';
import { isDayBefore, localOf } from './local.ts';
import { optionId } from './option.ts';
import { timeReadings } from './reading.ts';
import { emptyFrame, type Frame } from './state.ts';
import type { World } from './world.ts';

/** The contact's bookings that are still to come. */
export function upcoming({ bookings, now }: World): OwnBooking[] {
  return bookings.filter(({ status, start }) => status === 'booked' && isBefore(now, start));
}

/** Those of today that are not over: somebody may be late for them. */
export function todays({ bookings, business, now }: World): OwnBooking[] {
  const today = dayOf(business, now);
  return bookings.filter(
    ({ status, start, end }) => status === 'booked' && isBefore(now, end) && dayOf(business, start).equals(today),
  );
}

/** What can be done with a booking, and what a flow says when the rule that stands before it says no. */
type Errand = {
  readonly among: (world: World) => readonly OwnBooking[];
  readonly whyNot: (booking: OwnBooking, world: World) => Refusal | null;
  readonly next: (booking: OwnBooking, frame: Frame) => Question;
};

/** Finds the booking that is meant, asks where it may be several, and goes on only when no rule forbids it. */
export function withBooking(frame: Frame, world: World, { among, whyNot, next }: Errand): Question {
  const all = among(world);
  const meant = bookingsMeant(frame, all, world);
  const [only, second] = meant;
  if (!only) return none(world);
  if (second) return which(frame, meant);
  const why = whyNot(only, world);
  return why ? refused(only, why) : next(only, { ...frame, booking: only.id });
}

/** Nothing that could be meant: what there is, or the offer of a booking. */
function none(world: World): Question {
  const bookings = upcoming(world);
  if (bookings.length > 0) return ended([{ act: 'bookings', bookings }]);
  const option = optionId({ kind: 'menu', entry: 'book' });
  const { act, pending } = asking('booking', 'choice', [option], { yes: option });
  return ended([{ act: 'refuse', why: 'no_booking', wish: noWish, booking: null }, act], pending);
}

/** The one that is known, else those that the hint fits, else all. */
function bookingsMeant(frame: Frame, all: readonly OwnBooking[], world: World): readonly OwnBooking[] {
  const known = frame.booking && all.find(({ id }) => id === frame.booking);
  if (known) return [known];
  const { hint } = frame;
  const fitting = hint ? all.filter((booking) => fits(booking, hint, world)) : [];
  return fitting.length > 0 ? fitting : all;
}

function fits(booking: OwnBooking, { when, service }: BookingHint, { business }: World): boolean {
  if (service && booking.service !== service) return false;
  if (!when) return true;
  const at = localOf(booking.start, business);
  const date = when.date?.kind === 'same' ? null : when.date;
  return isOn(at.toPlainDate(), date) && isAt(at.toPlainTime(), when);
}

function isOn(day: Temporal.PlainDate, date: Frame['date']): boolean {
  switch (date?.kind) {
    case undefined:
      return true;
    case 'day':
      return date.day.equals(day);
    case 'either':
      return date.days.some((each) => each.equals(day));
    case 'days':
      return !(date.from && isDayBefore(day, date.from)) && !(date.to && isDayBefore(date.to, day));
  }
}

function isAt(time: Temporal.PlainTime, { time: wished, doubts }: NonNullable<BookingHint['when']>): boolean {
  if (wished === null || wished.kind === 'same') return true;
  const readings = timeReadings({ ...emptyFrame('check'), time: wished, doubts });
  return readings.length === 0 || readings.some((each) => each.equals(time));
}

function which(frame: Frame, meant: readonly OwnBooking[]): Question {
  const options = meant.slice(0, 10).map(({ id }) => optionId({ kind: 'own', verb: 'pick', booking: id }));
  return waitingFor(frame, asking('which', 'booking', options, { about: meant.slice(0, 10) }));
}

/** A rule forbids it: it is named, and a person may make an exception. */
function refused(booking: OwnBooking, why: Refusal): Question {
  const said: Act = { act: 'refuse', why, wish: noWish, booking };
  if (why === 'past') {
    const again = optionId({ kind: 'service', service: booking.service });
    const { act, pending } = asking('booking', 'choice', [again], { yes: again });
    return ended([said, act], pending);
  }
  const person = optionId({ kind: 'menu', entry: 'exception' });
  const { act, pending } = asking('exception', 'choice', [person], { yes: person });
  return ended([said, act], pending);
}

/** The booking stays as it is. */
export function kept(frame: Frame, world: World): Act {
  return talk(ownBooking(world, frame.booking) ? 'kept' : 'ended');
}
