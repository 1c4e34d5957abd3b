import { monthDays, nextMonth, type Days } from './calendar.ts';
import type { Lexicon } from './when-lexicon.ts';
import { rule, type Groups, type Piece, type Rule } from './when-piece.ts';

export type Today = Temporal.PlainDate;

/** Days from..to that begin with today or later. `unsure`: it may be the week after. */
export function span(source: string, read: (today: Today, groups: Groups) => Days | null, unsure = false): Rule {
  return rule(source, (groups, now): Piece | null => {
    const days = read(now.toPlainDate(), groups);
    if (!days) return null;
    return unsure ? { kind: 'days', ...days, unsure: true } : { kind: 'days', ...days };
  });
}

/** "nos próximos 3 dias": from today on, `n` days or weeks, whichever `unit` begins like. */
export function comingDays(source: string): Rule {
  return span(source, (today, { n, unit }) => ({
    from: today,
    to: today.add({ days: Number(n) * (/^[sw]/.test(unit ?? '') ? 7 : 1) }),
  }));
}

/** Part of this month, or of the next when that part is over. */
export function partOfMonth(today: Today, first: number, last: number): Days | null {
  const month = today.toPlainYearMonth();
  return monthDays(month, first, last, today) ?? monthDays(month.add({ months: 1 }), first, last, today);
}

export function wholeMonth(today: Today, plus: number): Days | null {
  return monthDays(today.toPlainYearMonth().add({ months: plus }), 1, 31, today);
}

export function lastMonth(today: Today): Days {
  const month = today.toPlainYearMonth().subtract({ months: 1 });
  return { from: month.toPlainDate({ day: 1 }), to: month.toPlainDate({ day: month.daysInMonth }) };
}

export function nextYear(today: Today): Days {
  const first = today.with({ month: 1, day: 1 }).add({ years: 1 });
  return { from: first, to: first.with({ month: 12, day: 31 }) };
}

/** The month named in `m`, of the year `y` if one is said. */
export function monthNamed({ monthOf }: Lexicon): (today: Today, groups: Groups) => Temporal.PlainYearMonth {
  return (today, { m, y }) => {
    const month = nextMonth(today, monthOf(m) ?? today.month);
    return y === undefined ? month : month.with({ year: Number(y) });
  };
}

/** How parts of a month are said, and which days they are. */
export type MonthParts = readonly (readonly [words: string, first: number, last: number])[];

/** The parts of a month that is named, of this one and of the next. */
export function monthPartRules(
  parts: MonthParts,
  { named, thisMonth, monthNext }: { readonly named: string; readonly thisMonth: string; readonly monthNext: string },
  lexicon: Lexicon,
): Rule[] {
  const monthOfGroups = monthNamed(lexicon);
  return parts.flatMap(([words, first, last]) => [
    span(`(?:${words}) ?${named}`, (today, groups) => monthDays(monthOfGroups(today, groups), first, last, today)),
    span(`(?:${words}) ?${thisMonth}`, (today) => partOfMonth(today, first, last)),
    span(`(?:${words}) ?${monthNext}`, (today) =>
      monthDays(today.toPlainYearMonth().add({ months: 1 }), first, last, today),
    ),
  ]);
}
