import { monthDays, nextMonth, weekDays, weekdayOfWeek, weekendDays } from './calendar.ts';
import { lexiconEn, monthName } from './when-en-words.ts';
import { carnivalRule, easter, feastRules, nth, on, type Feasts } from './when-feast.ts';
import type { Rule } from './when-piece.ts';
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

/** Feasts of Brazil, for the business keeps them, as English speakers name them. */
const feasts: Feasts = [
  ['christmas(?: day)?|xmas', on(12, 25)],
  ['boxing day', on(12, 26)],
  ['christmas eve|xmas eve', on(12, 24)],
  ["new year'?s? eve|nye", on(12, 31)],
  ["new year'?s?(?: day)?(?! eve)", on(1, 1)],
  ['good friday', easter(-2)],
  ['holy thursday|maundy thursday', easter(-3)],
  ['ash wednesday', easter(-46)],
  ['easter(?: sunday)?', easter(0)],
  ['easter monday', easter(1)],
  ['corpus christi', easter(60)],
  ["(?:international )?women'?s day", on(3, 8)],
  ["labou?r day|may day|workers'? day", on(5, 1)],
  ["mother'?s day", nth(2, 7, 5)],
  ["father'?s day", nth(2, 7, 8)],
  ["children'?s day", on(10, 12)],
  ["(?:brazilian )?valentine'?s(?: day)?", on(6, 12)],
  ['halloween', on(10, 31)],
  ["all saints'?(?: day)?", on(11, 1)],
  ["all souls'?(?: day)?", on(11, 2)],
  ['black friday', nth(4, 4, 11, 1)],
  ['thanksgiving(?: day)?', nth(4, 4, 11)],
];

const lead = '(?:(?:in|on|during|for|over|at) )?(?:the )?';
const begins = '(?:at |in )?(?:the )?(?:start|beginning) of|early(?: in)?';
const middles = '(?:in )?(?:the )?middle of|mid-?(?= )|mid-';
const finishes = '(?:at |by )?(?:the )?end of|late(?: in)?';
const parts: MonthParts = [
  [begins, 1, 10],
  [middles, 11, 20],
  [finishes, 21, 31],
  ['(?:in )?the 1st half of', 1, 15],
  ['(?:in )?the 2nd half of', 16, 31],
  ['(?:in )?the 1st week of', 1, 7],
  ['(?:in )?the last week of', 25, 31],
];
const inYear = '(?:,? (?:of )?(?<y>20\\d{2}))?';

/** Weeks, weekends, months and feasts. */
export const spansEn: readonly Rule[] = [
  span(`${lead}(?:this week|rest of the week|later this week)`, (today) => weekDays(today, 0)),
  span(`${lead}(?:next week|coming week)|sometime next week`, (today) => weekDays(today, 1)),
  span(`${lead}week after next`, (today) => weekDays(today, 2)),
  span(`${lead}last week`, (today) => ({ from: weekdayOfWeek(today, 1, -1), to: weekdayOfWeek(today, 7, -1) })),
  span(`${lead}(?:this )?(?:coming )?weekend`, (today) => weekendDays(today, 0)),
  span(`${lead}next weekend`, (today) => weekendDays(today, 1), true),
  span(`${lead}(?:next|following) month`, (today) => wholeMonth(today, 1)),
  span(`${lead}this month`, (today) => wholeMonth(today, 0)),
  span(`${lead}last month`, lastMonth),
  span(`(?:in|for|during|this|next) (?<m>${monthName})${inYear}(?! \\d)`, (today, groups) =>
    monthDays(monthNamed(lexiconEn)(today, groups), 1, 31, today),
  ),
  span(`(?<=^)(?<m>(?!may|march)${monthName})(?=[ .!?]*$)`, (today, groups) =>
    monthDays(monthNamed(lexiconEn)(today, groups), 1, 31, today),
  ),
  ...monthPartRules(
    parts,
    { named: `(?<m>${monthName})${inYear}`, thisMonth: '(?:this|the) month', monthNext: 'next month' },
    lexiconEn,
  ),
  span('(?:at )?(?:the )?end of (?:the|this) year', (today) => monthDays(nextMonth(today, 12), 15, 31, today)),
  span(`${lead}next year`, nextYear),
  span(`${lead}next (?:few|couple of) days`, (today) => ({ from: today, to: today.add({ days: 7 }) })),
  comingDays(`${lead}(?:next|coming) (?<n>\\d{1,2}) (?<unit>days|weeks)`),
  ...feastRules(
    feasts,
    (name) => `(?<eve>(?:the )?day before )?(?<after>(?:the )?day after )?${lead}${name}(?:,? (?:of )?(?<y>20\\d{2}))?`,
  ),
  carnivalRule(`${lead}carnival`),
];
