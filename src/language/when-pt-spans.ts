import { monthDays, nextDayNumber, nextMonth, nextMonthDay, weekDays, weekdayOfWeek, weekendDays } from './calendar.ts';
import type { Rule } from './when-piece.ts';
import { lexiconPt, monthName } from './when-pt-words.ts';
import {
  comingDays,
  lastMonth,
  monthNamed,
  monthPartRules,
  nextYear,
  span,
  wholeMonth,
  type MonthParts,
} from './when-span.ts';

const lead = '(?:(?:para|em|durante|n[ao]|ao longo d[ao]|ness[ea]|nest[ea]|ainda|so|d[ao]) )*';
const weekend = '(?:fim|final|finalzinho) de semana';
const coming = '(?:que vem|proxim[ao]|seguinte|que entra)';
/** Not the week that comes. */
const notComing = '(?:nao (?:e )?|sem ser )(?:n?a |d?n?ess?a |da )(?:semana )?(?:que vem|proxima|que entra)';
const begins = '(?:n?o )?(?:comec(?:o|inho)|inicio|principio) d[aeo]';
const middles = '(?:n?o )?(?:meio|meados|metade) d[aeo]|(?:em )?meados d[aeo]';
const finishes = '(?:n?o )?(?:fim|final|finalzinho|fins) d[aeo]';
const thisMonth = '(?:(?:d?esse |d?este )?mes(?: agora| atual)?)';
const monthNext = '(?:(?:d?o )?mes que vem|(?:d?o )?proximo mes|(?:d?o )?mes seguinte|(?:d?o )?outro mes)';
const inYear = '(?: de (?<y>20\\d{2}))?';

/** The first, second or third part of a month. */
const thirds: MonthParts = [
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

const monthOfGroups = monthNamed(lexiconPt);

/** Weeks, weekends and months, whole or in part. */
export const spansPt: readonly Rule[] = [
  span(
    `${lead}(?:(?:d|n)?(?:ess|est)[ae] semana|semana (?:atual|agora)|(?:ainda )?(?:d|n)?(?:ess|est)a semana)(?: ainda| agora)?`,
    (today) => weekDays(today, 0),
  ),
  span(`${lead}(?:a )?(?:semana (?:que vem|proxima|que entra)|proxima semana)`, (today) => weekDays(today, 1)),
  span(
    `${lead}(?:outra )?semana,? (?:a |nao ess?a, )?(?:(?:depois|seguinte) (?:d?a|d?ess?a|a) (?:semana )?(?:que vem|proxima)|retrasada que vem)|${lead}semana que vem (?:nao,? )?n?a outra|${lead}outra semana,? (?:mas )?${notComing}`,
    (today) => weekDays(today, 2),
  ),
  span(`${lead}semana d[eo] dia (?<d>\\d{1,2})(?! ?/)(?: de (?<m>${monthName}))?`, (today, { d, m }) => {
    const [number, month] = [Number(d), lexiconPt.monthOf(m)];
    const date = month === undefined ? nextDayNumber(today, number) : nextMonthDay(today, number, month);
    return date && { from: weekdayOfWeek(date, 1, 0), to: weekdayOfWeek(date, 7, 0) };
  }),
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
  span(`${lead}mes passado`, lastMonth),
  span(
    `(?:para |em |agora em |so em |la em |no mes de |mes de |durante )(?<m>${monthName})${inYear}(?! \\d)`,
    (today, groups) => monthDays(monthOfGroups(today, groups), 1, 31, today),
  ),
  span(
    `(?:(?:em |n?um |para )?(?:qualquer|algum|1|todo) dia (?:d[eo]|em|n[eo]) (?:mes (?:de )?)?|d?o mes (?:todo|inteiro) de |d?o mes inteirinho de )(?<m>${monthName})${inYear}`,
    (today, groups) => monthDays(monthOfGroups(today, groups), 1, 31, today),
  ),
  span(`(?<m>${monthName}) (?:inteiro|todo|todinho)`, (today, groups) =>
    monthDays(monthOfGroups(today, groups), 1, 31, today),
  ),
  ...monthPartRules(thirds, { named: `(?:mes de )?(?<m>${monthName})${inYear}`, thisMonth, monthNext }, lexiconPt),
  span(`(?:${begins}) ano(?: que vem)?`, (today) => monthDays(nextMonth(today.add({ months: 1 }), 1), 1, 31, today)),
  span(`(?:${finishes}) ano`, (today) => monthDays(nextMonth(today, 12), 15, 31, today)),
  span('(?:n?o |para o |so )?(?:ano que vem|proximo ano)', nextYear),
  span(`(?<=^)(?<m>${monthName})(?=[ .!?]*$)`, (today, groups) =>
    monthDays(monthOfGroups(today, groups), 1, 31, today),
  ),
  span(
    '(?:(?:(?:para|por|pel)?os|n?os|n?esses|dentro d[eo]s|ao longo d[eo]s) )?proximos dias|nesses dias|esses dias',
    (today) => ({ from: today, to: today.add({ days: 7 }) }),
  ),
  comingDays(`${lead}(?:dentro d[ao]s |pel[ao]s |[ao]s |n?ess[ae]s )?proxim[ao]s (?<n>\\d{1,2}) (?<unit>dias|semanas)`),
];
