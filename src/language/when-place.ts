import {
  dateOf,
  isEarlier,
  nextDayNumber,
  nextMonthDay,
  nextWeekday,
  weekDays,
  weekdayOfWeek,
  type Days,
} from './calendar.ts';
import type { DayPiece, WhichWeek } from './when-piece.ts';
import type { DateWish, When } from './when.ts';

type Day = Temporal.PlainDate;

/** A day piece on the calendar, and what is still open about it. */
export type Placed = {
  readonly wish: DateWish | null;
  /** It may be another week. */
  readonly unsure: boolean;
  /** It may be a time. */
  readonly orTime: boolean;
  readonly problem?: NonNullable<When['problem']>;
};

/** A wish about which nothing is open. */
export function settled(wish: DateWish): Placed {
  return { wish, unsure: false, orTime: false };
}

/** Where a piece lies, seen from `today`. */
export function placeOf(piece: DayPiece, today: Day): Placed {
  switch (piece.kind) {
    case 'weekday':
      return { ...weekdayDate(piece.weekday, piece.week, today), orTime: false };
    case 'monthDay':
      return monthDayDate(piece, today);
    case 'date':
      return settled(piece.date);
    case 'days':
      return { ...settled(daysWish(piece.from, piece.to)), unsure: piece.unsure ?? false };
    case 'dates':
      return settled({ options: piece.options });
    case 'sameDate':
      return settled({ sameAs: piece.as });
    case 'offset':
      return offsetFrom(piece, today);
  }
}

export function daysWish(from: Day | undefined, to: Day | undefined): { from?: Day; to?: Day } {
  return { ...(from && { from }), ...(to && { to }) };
}

/**
 * "próxima sexta" is read as next week's and "sexta que vem" as the nearest; where the week holds another, both are
 * open. The name of today's own day is a week away, unless "essa" says today.
 */
function weekdayDate(weekday: number, week: WhichWeek, today: Day): { wish: Day; unsure: boolean } {
  const nearest = nextWeekday(today, weekday);
  const isToday = weekday === today.dayOfWeek;
  const thisWeek = weekday > today.dayOfWeek;
  if (typeof week === 'number') return { wish: weekdayOfWeek(today, weekday, week), unsure: false };
  switch (week) {
    case 'plain':
      return { wish: nearest, unsure: isToday };
    case 'this':
      return { wish: isToday ? today : nearest, unsure: isToday };
    case 'coming':
      return { wish: nearest, unsure: thisWeek };
    case 'next':
      return { wish: weekdayOfWeek(today, weekday, 1), unsure: thisWeek };
    case 'other':
      return { wish: nearest.add({ days: 7 }), unsure: false };
    case 'last':
      return { wish: nearest.subtract({ days: isToday ? 14 : 7 }), unsure: false };
  }
}

function offsetFrom({ by, from, again }: DayPiece & { kind: 'offset' }, today: Day): Placed {
  if (!from) return nowhere;
  const { wish, unsure } = placeOf(from, today);
  if (wish instanceof Temporal.PlainDate) return { ...settled(by(wish)), unsure };
  if (!wish || !('to' in wish) || !wish.from) return nowhere;
  return settled(again ? daysAgain(by, wish.from, wish.to) : besideDays(by, wish.from, wish.to));
}

const nowhere: Placed = { wish: null, unsure: false, orTime: false };

/** As many days as those, so much later; after the rest of a week comes a whole one. */
function daysAgain(by: (day: Day) => Day | Days, first: Day, last: Day): Days {
  const [from, to] = [by(first), by(last)];
  if (!(from instanceof Temporal.PlainDate)) return from;
  const isWeek = first.until(last).days > 2 || !(to instanceof Temporal.PlainDate);
  return isWeek ? weekDays(first, 1) : { from, to };
}

/** Before the first of several days, or after the last. */
function besideDays(by: (day: Day) => Day | Days, first: Day, last: Day): Day | Days {
  const before = by(first);
  return isEarlier(before instanceof Temporal.PlainDate ? before : before.from, first) ? before : by(last);
}

function monthDayDate({ day, month, year, or }: DayPiece & { kind: 'monthDay' }, today: Day): Placed {
  const date = dayInCalendar(day, month, year, today);
  if (date) return { ...settled(date), orTime: or !== undefined };
  const said = [day, month, year].filter((part) => part !== undefined).join('/');
  return { wish: null, unsure: false, orTime: false, problem: { kind: 'impossible', detail: said } };
}

function dayInCalendar(day: number, month: number | undefined, year: number | undefined, today: Day): Day | null {
  if (month === undefined) return nextDayNumber(today, day);
  return year === undefined ? nextMonthDay(today, day, month) : dateOf(year, month, day);
}
