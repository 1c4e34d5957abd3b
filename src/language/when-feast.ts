import { easterOf, isEarlier, weekDays, weekdayOfWeek } from './calendar.ts';
import { rule, type Groups, type Rule } from './when-piece.ts';

type Day = Temporal.PlainDate;

/** A day of each year. */
export type Yearly = (year: number) => Day;

export function on(month: number, day: number): Yearly {
  return (year) => Temporal.PlainDate.from({ year, month, day });
}

/** So many days from Easter Sunday. */
export function easter(days: number): Yearly {
  return (year) => easterOf(year).add({ days });
}

/** The n-th such weekday of a month. */
export function nth(n: number, weekday: number, month: number, plus = 0): Yearly {
  return (year) => {
    const first = Temporal.PlainDate.from({ year, month, day: 1 });
    return first.add({ days: ((weekday - first.dayOfWeek + 7) % 7) + 7 * (n - 1) + plus });
  };
}

/** Names of feasts, as patterns, and their days. */
export type Feasts = readonly (readonly [name: string, date: Yearly])[];

export function nextFeast(today: Day, date: Yearly, shift = 0): Day {
  const thisYear = date(today.year).add({ days: shift });
  return isEarlier(thisYear, today) ? date(today.year + 1).add({ days: shift }) : thisYear;
}

/**
 * The rules of feasts.
 *
 * @param around what stands around a name; the groups `eve`, `ante` and `after` move the day, `week` makes its whole week of
 *   it, `y` names its
 *   year, `coming` and `last` the years beside this one
 */
export function feastRules(feasts: Feasts, around: (name: string) => string): Rule[] {
  return feasts.map(([name, date]) =>
    rule(around(`(?:${name})`), (groups, now) => {
      const day = feastDay(date, groups, now.toPlainDate());
      return groups['week']
        ? { kind: 'days', ...weekDays(day, 0), from: weekdayOfWeek(day, 1, 0) }
        : { kind: 'date', date: day };
    }),
  );
}

function feastDay(date: Yearly, groups: Groups, today: Day): Day {
  const shift = shiftOf(groups);
  const of = (year: number): Day => date(year).add({ days: shift });
  if (groups['y']) return of(Number(groups['y']));
  if (groups['coming']) return of(today.year + 1);
  if (!groups['last']) return nextFeast(today, date, shift);
  return isEarlier(of(today.year), today) && !/ano/.test(groups['last']) ? of(today.year) : of(today.year - 1);
}

function shiftOf({ ante, eve, after }: Groups): number {
  if (after) return 1;
  return ante ? -2 : eve ? -1 : 0;
}

/** The carnival as a whole is four days. */
export function carnivalRule(source: string): Rule {
  return rule(source, (_, now) => {
    const to = nextFeast(now.toPlainDate(), easter(-47));
    return { kind: 'days', from: to.subtract({ days: 3 }), to };
  });
}
