import { monthDays, nextMonth, weekDays, weekdayOfWeek, weekendDays, type Days } from './calendar.ts';
import { rule, type Groups, type Piece, type Rule } from './when-piece.ts';
import { monthName, monthOf } from './when-pt-words.ts';

type Today = Temporal.PlainDate;

function span(source: string, read: (today: Today, groups: Groups) => Days | null, unsure = false): Rule {
  return rule(source, (groups, now): Piece | null => {
    const days = read(now.toPlainDate(), groups);
    if (!days) return null;
    return unsure ? { kind: 'days', ...days, unsure: true } : { kind: 'days', ...days };
  });
}

const lead = '(?:(?:para|em|durante|n[ao]|ao longo d[ao]|ness[ea]|nest[ea]|ainda|so|d[ao]) )*';
const weekend = '(?:fim|final|finalzinho) de semana';
const coming = '(?:que vem|proxim[ao]|seguinte|que entra)';
const begins = '(?:n?o )?(?:comec(?:o|inho)|inicio|principio) d[aeo]';
const middles = '(?:n?o )?(?:meio|meados|metade) d[aeo]|(?:em )?meados d[aeo]';
const finishes = '(?:n?o )?(?:fim|final|finalzinho|fins) d[aeo]';
const thisMonth = '(?:(?:d?esse |d?este )?mes(?: agora| atual)?)';
const monthNext = '(?:(?:d?o )?mes que vem|(?:d?o )?proximo mes|(?:d?o )?mes seguinte|(?:d?o )?outro mes)';
const inYear = '(?: de (?<y>20\\d{2}))?';

/** The first, second or third part of a month. */
const thirds: readonly (readonly [words: string, first: number, last: number])[] = [
  [begins, 1, 10],
  [middles, 11, 20],
  [finishes, 21, 31],
  ['(?:n?a )?(?:primeira|1a) quinzena d[aeo]', 1, 15],
  ['(?:n?a )?(?:segunda|2a) quinzena d[aeo]', 16, 31],
  ['(?:n?a )?(?:primeira|1a) semana d[aeo]', 1, 7],
  ['(?:n?a )?(?:segunda|2a) semana d[aeo]', 8, 14],
  ['(?:n?a )?(?:terceira|3a) semana d[aeo]', 15, 21],
  ['(?:n?a )?ultima semana d[aeo]', 25, 31],
  ['(?:n?a )?ultima quinzena d[aeo]', 16, 31],
];

function monthOfGroups(today: Today, { m, y }: Groups): Temporal.PlainYearMonth {
  const month = nextMonth(today, monthOf(m) ?? today.month);
  return y === undefined ? month : month.with({ year: Number(y) });
}

/** Part of this month, or of the next when that part is over. */
function partOfMonth(today: Today, first: number, last: number): Days | null {
  const month = today.toPlainYearMonth();
  return monthDays(month, first, last, today) ?? monthDays(month.add({ months: 1 }), first, last, today);
}

function wholeMonth(today: Today, plus: number): Days | null {
  return monthDays(today.toPlainYearMonth().add({ months: plus }), 1, 31, today);
}

/** Weeks, weekends and months, whole or in part. */
export const spansPt: readonly Rule[] = [
  span(
    `${lead}(?:(?:d|n)?(?:ess|est)[ae] semana|semana (?:atual|agora)|(?:ainda )?(?:d|n)?(?:ess|est)a semana)(?: ainda| agora)?`,
    (today) => weekDays(today, 0),
  ),
  span(`${lead}(?:a )?(?:semana ${coming}|proxima semana|outra semana)`, (today) => weekDays(today, 1)),
  span(
    `${lead}semana (?:depois d[ae] (?:que vem|proxima)|retrasada que vem)|${lead}semana que vem (?:nao,? )?n?a outra`,
    (today) => weekDays(today, 2),
  ),
  span(`${lead}(?:semana passada|ultima semana)`, (today) => ({
    from: weekdayOfWeek(today, 1, -1),
    to: weekdayOfWeek(today, 7, -1),
  })),
  span(`${lead}(?:(?:ess|est)e )?${weekend}(?: agora)?`, (today) => weekendDays(today, 0)),
  span(`${lead}(?:${weekend} ${coming}|proximo ${weekend}|outro ${weekend})`, (today) => weekendDays(today, 1), true),
  span(`${lead}${weekend} d[ae] (?:semana que vem|proxima semana)`, (today) => weekendDays(today, 1)),
  span(`(?:${begins}|logo n[oa] comeco d[ae]) semana(?: que vem)?`, (today) => ({
    from: weekdayOfWeek(today, 1, 1),
    to: weekdayOfWeek(today, 2, 1),
  })),
  span(`(?:${begins}) (?:proxima semana)`, (today) => ({
    from: weekdayOfWeek(today, 1, 1),
    to: weekdayOfWeek(today, 2, 1),
  })),
  span(`(?:${middles}) semana que vem`, (today) => ({
    from: weekdayOfWeek(today, 3, 1),
    to: weekdayOfWeek(today, 4, 1),
  })),
  span(`(?:n?o )?(?:fim|final) da semana que vem`, (today) => ({
    from: weekdayOfWeek(today, 4, 1),
    to: weekdayOfWeek(today, 6, 1),
  })),
  span(`${lead}${monthNext}`, (today) => wholeMonth(today, 1)),
  span(`${lead}(?:d|n)?(?:ess|est)e mes(?: ainda| agora)?`, (today) => wholeMonth(today, 0)),
  span(`${lead}mes passado`, (today) => {
    const month = today.toPlainYearMonth().subtract({ months: 1 });
    return { from: month.toPlainDate({ day: 1 }), to: month.toPlainDate({ day: month.daysInMonth }) };
  }),
  span(
    `(?:para |em |agora em |so em |la em |no mes de |mes de |durante )(?<m>${monthName})${inYear}(?! \\d)`,
    (today, groups) => monthDays(monthOfGroups(today, groups), 1, 31, today),
  ),
  ...thirds.flatMap(([words, first, last]) => [
    span(`(?:${words}) ?(?:mes de )?(?<m>${monthName})${inYear}`, (today, groups) =>
      monthDays(monthOfGroups(today, groups), first, last, today),
    ),
    span(`(?:${words}) ?${thisMonth}`, (today) => partOfMonth(today, first, last)),
    span(`(?:${words}) ?${monthNext}`, (today) =>
      monthDays(today.toPlainYearMonth().add({ months: 1 }), first, last, today),
    ),
  ]),
  span(`(?:${begins}) ano(?: que vem)?`, (today) => monthDays(nextMonth(today.add({ months: 1 }), 1), 1, 31, today)),
  span(`(?:${finishes}) ano`, (today) => monthDays(nextMonth(today, 12), 15, 31, today)),
  span('(?:n?o |para o |so )?(?:ano que vem|proximo ano)', (today) => ({
    from: today.with({ month: 1, day: 1 }).add({ years: 1 }),
    to: today.with({ month: 12, day: 31 }).add({ years: 1 }),
  })),
  span(`(?<=^)(?<m>${monthName})(?=[ .!?]*$)`, (today, groups) =>
    monthDays(monthOfGroups(today, groups), 1, 31, today),
  ),
  span('(?:n?os )?proximos dias|nesses dias|esses dias', (today) => ({ from: today, to: today.add({ days: 7 }) })),
];
