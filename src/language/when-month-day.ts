import { dateOf, fullYear, isEarlier, nextMonth, weekdayInMonth } from './calendar.ts';
import { clockOf } from './when-clock.ts';
import type { Lexicon } from './when-lexicon.ts';
import type { Groups, Piece } from './when-piece.ts';

type Now = Temporal.ZonedDateTime;
type Day = Temporal.PlainDate;

/** Day `d`, month `m` and year `y`, as far as they are said. */
export function monthDayReader({ monthOf }: Lexicon): (groups: Groups) => Piece | null {
  return ({ d, m, y }) => {
    const month = monthOf(m);
    const day = Number(d);
    if (day < 1 || day > 39 || (m !== undefined && (month === undefined || month < 1 || month > 12))) return null;
    return {
      kind: 'monthDay',
      day,
      ...(month === undefined ? {} : { month }),
      ...(y === undefined ? {} : { year: fullYear(Number(y)) }),
    };
  };
}

/** "10-12" (`dash`) and "12.10" may be hours too. */
export function looseReader(lexicon: Lexicon): (groups: Groups) => Piece | null {
  const monthDay = monthDayReader(lexicon);
  return (groups) => {
    const piece = monthDay(groups);
    const { d = '', m = '', dash } = groups;
    const isTime = groups['y'] === undefined && Number(d) < 24 && Number(m) > (dash === undefined ? 9 : Number(d));
    if (piece?.kind !== 'monthDay' || !isTime) return piece;
    if (dash === undefined) return { ...piece, or: { kind: 'clock', ...clockOf(d, m, true) } };
    const clocks = [clockOf(d, undefined, false), clockOf(m, undefined, false)];
    return { ...piece, or: { kind: 'clocks', clocks, range: true } };
  };
}

/**
 * Several days of one month, `d` and `e` and perhaps `f`: "dia 10 ou 11", "3, 4 ou 5 de dezembro", "entre os dias 10 e 15".
 *
 * @param ranges what as `joint` makes a range of them; so does a `between`
 */
export function severalReader({ monthOf }: Lexicon, ranges: RegExp): (groups: Groups, now: Now) => Piece | null {
  return ({ d, e, f, m, joint, between }, now) => {
    const today = now.toPlainDate();
    const days = [d, e, f].flatMap((day) => (day === undefined ? [] : [closest(today, Number(day), monthOf(m))]));
    const [first, last, third] = days;
    if (!first || !last) return null;
    if (third) return { kind: 'dates', options: [first, last, third] };
    const later = isEarlier(last, first) ? last.add({ months: 1 }) : last;
    return between !== undefined || ranges.test(joint ?? '')
      ? { kind: 'days', from: first, to: later }
      : { kind: 'dates', options: [first, last] };
  };
}

function closest(today: Day, day: number, month: number | undefined): Day | null {
  const target = month ?? today.month + (day < today.day ? 1 : 0);
  const over = target > 12 ? 1 : 0;
  const past = month !== undefined && (month < today.month || (month === today.month && day < today.day)) ? 1 : 0;
  return dateOf(today.year + over + past, over > 0 ? target - 12 : target, day);
}

/** What stands for this month and the next in the group `near`. */
export type NearMonths = { readonly thisMonth: RegExp };

/**
 * "a primeira sexta de julho", "o último dia do mês": the `nth` weekday `wd`, or day where none is said, of month `m`
 * or of a `near` one; of the next when this month's is over.
 *
 * @param rankOf the number of a rank, -1 for the last
 */
export function nthReader(
  lexicon: Lexicon,
  rankOf: (rank: string) => number,
  { thisMonth }: NearMonths,
): (groups: Groups, now: Now) => Piece | null {
  return (groups, now) => {
    const { nth = '', wd, m, y, near = '' } = groups;
    const today = now.toPlainDate();
    const inMonth = (month: Temporal.PlainYearMonth): Day | null =>
      wd === undefined ? nthDay(month, rankOf(nth)) : weekdayInMonth(month, rankOf(nth), lexicon.weekdayOf(wd));
    if (m !== undefined) return dated(inMonth(monthOfName(lexicon.monthOf(m), y, today)));
    const isThis = thisMonth.test(near);
    const month = today.toPlainYearMonth().add({ months: isThis ? 0 : 1 });
    const date = inMonth(month);
    return dated(isThis && date && isEarlier(date, today) ? inMonth(month.add({ months: 1 })) : date);
  };
}

/** "um sábado de dezembro": each weekday `wd` of month `m` that lies ahead. */
export function weekdaysReader({ weekdayOf, monthOf }: Lexicon): (groups: Groups, now: Now) => Piece | null {
  return ({ wd, m }, now) => {
    const today = now.toPlainDate();
    const month = nextMonth(today, monthOf(m) ?? today.month);
    const all = [1, 2, 3, 4, 5].flatMap((nth) => weekdayInMonth(month, nth, weekdayOf(wd)) ?? []);
    const options = all.filter((date) => !isEarlier(date, today));
    return options.length === 0 ? null : { kind: 'dates', options };
  };
}

function dated(date: Day | null): Piece | null {
  return date && { kind: 'date', date };
}

function nthDay(month: Temporal.PlainYearMonth, n: number): Day | null {
  if (n === 0 || n > month.daysInMonth) return null;
  return month.toPlainDate({ day: n < 0 ? month.daysInMonth : n });
}

function monthOfName(number: number | undefined, year: string | undefined, today: Day): Temporal.PlainYearMonth {
  const month = nextMonth(today, number ?? today.month);
  return year === undefined ? month : month.with({ year: Number(year) });
}
