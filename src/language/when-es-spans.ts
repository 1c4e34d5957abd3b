import { monthDays, nextMonth, weekDays, weekdayOfWeek, weekendDays } from './calendar.ts';
import { lexiconEs, monthName } from './when-es-words.ts';
import { carnivalRule, easter, feastRules, nextFeast, nth, on, type Feasts } from './when-feast.ts';
import { rule, type Rule } from './when-piece.ts';
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

/** Feasts of Brazil, for the business keeps them, as Spanish speakers name them. */
const feasts: Feasts = [
  ['navidad', on(12, 25)],
  ['nochebuena', on(12, 24)],
  ['ano nuevo', on(1, 1)],
  ['(?:dia de )?reyes', on(1, 6)],
  ['martes de carnaval', easter(-47)],
  ['lunes de carnaval', easter(-48)],
  ['miercoles de ceniza', easter(-46)],
  ['jueves santo', easter(-3)],
  ['viernes santo', easter(-2)],
  ['(?:domingo de )?(?:pascua|resurreccion)', easter(0)],
  ['corpus christi', easter(60)],
  ['dia de la mujer', on(3, 8)],
  ['dia del? trabajo|dia del trabajador', on(5, 1)],
  ['dia de la madre', nth(2, 7, 5)],
  ['dia del padre', nth(2, 7, 8)],
  ['dia del nino', on(10, 12)],
  ['dia de (?:todos los santos|los santos)', on(11, 1)],
  ['dia de (?:los )?muertos', on(11, 2)],
  ['black friday', nth(4, 4, 11, 1)],
  ['halloween', on(10, 31)],
];

const lead = '(?:(?:para|en|durante) )?(?:(?:el|la|los|las) )?';
const begins = '(?:a |en |al? )?(?:principios?|inicios?|comienzos?) de(?:l)?';
const middles = '(?:a )?mediados de(?:l)?';
const finishes = '(?:a |al )?(?:fines|finales|final|fin) de(?:l)?';
const parts: MonthParts = [
  [begins, 1, 10],
  [middles, 11, 20],
  [finishes, 21, 31],
  ['(?:la )?primera quincena de(?:l)?', 1, 15],
  ['(?:la )?segunda quincena de(?:l)?', 16, 31],
  ['(?:la )?primera semana de(?:l)?', 1, 7],
  ['(?:la )?ultima semana de(?:l)?', 25, 31],
];
const monthNext = '(?:mes que viene|proximo mes|mes siguiente)';

/** Weeks, weekends, months and feasts. */
export const spansEs: readonly Rule[] = [
  span(`${lead}(?:esta |misma )semana`, (today) => weekDays(today, 0)),
  span(`${lead}(?:semana (?:que viene|proxima|entrante)|proxima semana)`, (today) => weekDays(today, 1)),
  span(`${lead}semana pasada`, (today) => ({ from: weekdayOfWeek(today, 1, -1), to: weekdayOfWeek(today, 7, -1) })),
  span(`${lead}(?:este )?fin de semana`, (today) => weekendDays(today, 0)),
  span(`${lead}(?:proximo fin de semana|fin de semana (?:que viene|proximo))`, (today) => weekendDays(today, 1), true),
  span(`${lead}${monthNext}`, (today) => wholeMonth(today, 1)),
  span(`${lead}este mes`, (today) => wholeMonth(today, 0)),
  span(`${lead}mes pasado`, lastMonth),
  span(`(?:en|para|durante) (?<m>${monthName})(?: de (?<y>20\\d{2}))?(?! \\d)`, (today, groups) =>
    monthDays(monthNamed(lexiconEs)(today, groups), 1, 31, today),
  ),
  span(`(?<=^)(?<m>${monthName})(?=[ .!?]*$)`, (today, groups) =>
    monthDays(monthNamed(lexiconEs)(today, groups), 1, 31, today),
  ),
  span(`(?:(?:en|para) )?(?:cualquier|algun|1) dia (?:de|en) (?<m>${monthName})`, (today, groups) =>
    monthDays(monthNamed(lexiconEs)(today, groups), 1, 31, today),
  ),
  ...monthPartRules(
    parts,
    { named: `(?<m>${monthName})(?: de (?<y>20\\d{2}))?`, thisMonth: '(?:este )?mes', monthNext },
    lexiconEs,
  ),
  span(`(?:a )?(?:fines|finales|fin) de(?:l)? ano`, (today) => monthDays(nextMonth(today, 12), 15, 31, today)),
  span(`${lead}(?:ano que viene|proximo ano)`, nextYear),
  span(`${lead}proximos dias`, (today) => ({ from: today, to: today.add({ days: 7 }) })),
  comingDays(`${lead}proxim[oa]s (?<n>\\d{1,2}) (?<unit>dias|semanas)`),
  ...feastRules(
    feasts,
    (name) =>
      `(?<eve>(?:la )?vispera de(?:l)? )?(?<after>(?:el )?dia despues de(?:l)? )?${lead}${name}(?: de (?<y>\\d{4}))?`,
  ),
  carnivalRule(`${lead}carnaval`),
  rule(`${lead}(?:nochevieja|fin de ano)`, (_, now) => ({
    kind: 'date',
    date: nextFeast(now.toPlainDate(), on(12, 31)),
  })),
];
