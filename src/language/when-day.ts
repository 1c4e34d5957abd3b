import type { Lexicon } from './when-lexicon.ts';
import { rule, type Every, type Groups, type Piece, type Rule, type WhichWeek } from './when-piece.ts';
import { nextWeekday } from './calendar.ts';

type Now = Temporal.ZonedDateTime;

/** So many days from today. */
export function day(source: string, days: number): Rule {
  return rule(source, (_, now) => ({ kind: 'date', date: now.toPlainDate().add({ days }) }));
}

/** A weekday in the group `wd`, of the week that the words around it say. */
export function weekdayRule({ weekdayOf }: Lexicon): (source: string, week: WhichWeek) => Rule {
  return (source, week) => rule(source, ({ wd }) => ({ kind: 'weekday', weekday: weekdayOf(wd), week }));
}

/** The same, again every so many days: "toda quinta". */
export function everyWeekdayRule({ weekdayOf }: Lexicon): (source: string, days: Every) => Rule {
  return (source, days) =>
    rule(source, ({ wd }) => ({ kind: 'weekday', weekday: weekdayOf(wd), week: 'plain', every: days }));
}

/** Again every so many days, the day said beside it: "quinzenalmente". */
export function every(source: string, days: Every): Rule {
  return rule(source, () => ({ kind: 'every', days }));
}

/** The moment or, where no hours and minutes are counted, the day at that distance. */
export function fromNow(now: Now, length: Temporal.Duration, about = false): Piece {
  const hasTime = length.hours !== 0 || length.minutes !== 0;
  if (!hasTime) return { kind: 'date', date: now.toPlainDate().add(length), ...(about && { about }) };
  return { kind: 'moment', at: now.add(length).round('minute'), ...(about && { about }) };
}

/** `n` of a `unit`, one where it is not said, with `more` minutes; `half` an hour; `quarters` of one. */
export function lengthReader({ lengthOf }: Lexicon): (groups: Groups, sign: 1 | -1) => Temporal.Duration {
  return ({ half, quarters, n, unit, more }, sign) => {
    if (half !== undefined) return Temporal.Duration.from({ minutes: sign * 30 });
    if (quarters !== undefined) return Temporal.Duration.from({ minutes: sign * 15 * Number(quarters) });
    const whole = lengthOf(sign * Number(n ?? 1), unit);
    const extra = more === undefined ? 0 : /^\d+$/.test(more) ? Number(more) : 30;
    return extra > 0 ? whole.with({ minutes: sign * extra }) : whole;
  };
}

/** "duas segundas a partir de agora": the `n`-th of the weekday `wd` that comes. */
export function nthComing({ weekdayOf }: Lexicon, source: string): Rule {
  return rule(source, ({ n, wd }, now) => {
    const first = nextWeekday(now.toPlainDate(), weekdayOf(wd));
    return { kind: 'date', date: first.add({ weeks: Number(n) - 1 }) };
  });
}

/** The next Friday that is a 13th. */
export function fridayThirteenth(source: string): Rule {
  return rule(source, (_, now) => {
    const today = now.toPlainDate();
    let friday = today.dayOfWeek === 5 ? today : nextWeekday(today, 5);
    while (friday.day !== 13) friday = friday.add({ days: 7 });
    return { kind: 'date', date: friday };
  });
}
