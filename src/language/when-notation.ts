import { isEarlier } from './calendar.ts';
import type { DateWish, TimeWish, When } from './when.ts';

/**
 * What a text says about when, in words that a script can compare.
 *
 * `date` is null, `YYYY-MM-DD`, `A..B`, `A..`, `..B`, `A|B`, `INVALID` or `CONFLICT`; `time` is null, `HH:MM`, `A..B`, `A..`,
 * `..B`, `A|B`, `FIRST` or `LAST`.
 */
export type WhenNotation = {
  readonly kind: 'point' | 'range' | 'options' | 'ambiguous' | 'invalid' | 'none';
  readonly date: string | null;
  readonly time: string | null;
};

/** @param today the day of the business: a week earlier than it is no reading */
export function whenNotation(when: When | null, today: Temporal.PlainDate): WhenNotation {
  if (!when) return { kind: 'none', date: null, time: null };
  const isOpen = (doubt: NonNullable<When['ambiguous']>[number]) => when.ambiguous?.includes(doubt) ?? false;
  const date = problemOf(when) ?? dateNotation(when.date, isOpen('whichWeek') ? today : null);
  const time = timeNotation(when.time, isOpen('halfOfDay'));
  return { kind: kindOf(when, date, time), date, time };
}

function problemOf({ problem }: When): 'INVALID' | 'CONFLICT' | null {
  if (problem?.kind === 'impossible') return 'INVALID';
  return problem?.kind === 'conflict' ? 'CONFLICT' : null;
}

function kindOf(when: When, date: string | null, time: string | null): WhenNotation['kind'] {
  if (problemOf(when)) return 'invalid';
  if (date === null && time === null) return 'none';
  if (when.ambiguous) return 'ambiguous';
  const has = (mark: string) => [date, time].some((each) => each?.includes(mark));
  if (has('|')) return 'options';
  return has('..') ? 'range' : 'point';
}

/** @param today given where another week may be meant: then both days are told, the earlier first */
function dateNotation(date: DateWish | undefined, today: Temporal.PlainDate | null): string | null {
  if (date === undefined || 'sameAs' in date) return null;
  if (date instanceof Temporal.PlainDate) return (today ? bothWeeks(date, today) : [date]).join('|');
  if ('options' in date) return date.options.join('|');
  return bounds(date.from?.toString(), date.to?.toString());
}

function bothWeeks(date: Temporal.PlainDate, today: Temporal.PlainDate): Temporal.PlainDate[] {
  const before = date.subtract({ weeks: 1 });
  return isEarlier(before, today) ? [date, date.add({ weeks: 1 })] : [before, date];
}

/** @param half the half of the day is open: then both times are told, those before noon first */
function timeNotation(time: TimeWish | undefined, half: boolean): string | null {
  if (time === undefined) return null;
  if (typeof time === 'string') return time.toUpperCase();
  if (time instanceof Temporal.PlainTime) return clocks([time], half);
  if ('sameAs' in time) return null;
  if ('options' in time) return clocks(time.options, half);
  return bounds(time.from && clock(time.from), time.to && clock(time.to));
}

function clocks(times: readonly Temporal.PlainTime[], half: boolean): string {
  const late = half ? times.filter(({ hour }) => hour < 12).map((time) => time.add({ hours: 12 })) : [];
  return [...new Set([...times, ...late].map(clock))].join('|');
}

function clock(time: Temporal.PlainTime): string {
  return time.toString({ smallestUnit: 'minute' });
}

function bounds(from: string | undefined, to: string | undefined): string | null {
  return from === undefined && to === undefined ? null : `${from ?? ''}..${to ?? ''}`;
}
