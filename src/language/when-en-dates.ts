import {
  day,
  every,
  everyWeekdayRule,
  fridayThirteenth,
  fromNow,
  lengthReader,
  nthComing,
  weekdayRule,
} from './when-day.ts';
import { lexiconEn, monthName, monthWord, unitWord, weekdayName } from './when-en-words.ts';
import { monthDayReader, nthReader, severalReader, weekdaysReader } from './when-month-day.ts';
import { numericDates } from './when-number.ts';
import { rule, type Rule } from './when-piece.ts';

const weekday = weekdayRule(lexiconEn);
const everyWeekday = everyWeekdayRule(lexiconEn);
const countIn = lengthReader(lexiconEn);
const monthDay = monthDayReader(lexiconEn);
const several = severalReader(lexiconEn, /^(?:to|until|till|through|-)$/);

const nth = nthReader(lexiconEn, (rank) => (rank === 'last' ? -1 : Number(/^\d+/.exec(rank)?.[0] ?? 0)), {
  thisMonth: /^(?:this|the) month$/,
});

const wd = `(?<wd>${weekdayName})`;
const on = '(?:(?:on|for|to) )?(?:the )?';
const th = '(?:st|nd|rd|th)';
const amount = `(?<about>about |around )?(?:(?<half>half) an hour|(?:(?<n>\\d{1,3})|an?|the) ?(?<unit>${unitWord})(?: and (?:a )?(?<more>half|\\d{1,2}(?= minutes)))?(?: minutes)?)`;
const lead = '(?:(?:on|for|to) )?(?:the )?';
const notThing =
  '(?!\\d|[.,/:]\\d| ?(?:h|am|pm|x|%|reais|people|years?|times|minutes?|hours?|days?|weeks?|months?|options?|floor|visit|session|one|1)(?![\\p{L}\\d]))';
const year = '(?:,? (?:of )?(?<y>\\d{4})(?!\\d| ?h))?';

/** Days counted from today, days of the week, dates of the calendar. */
export const datesEn: readonly Rule[] = [
  day('(?:for )?today', 0),
  day('(?:for )?tomorrow', 1),
  day('(?:for )?(?:the )?day after tomorrow', 2),
  day('yesterday', -1),
  day('(?:the )?day before yesterday', -2),
  rule(`in ${amount}(?: time| from now)?`, (groups, now) =>
    (groups['half'] ?? /^(?:hour|min)/.test(groups['unit'] ?? ''))
      ? null
      : fromNow(now, countIn(groups, 1), groups['about'] !== undefined),
  ),
  // "in 2 hours" inside a sentence may be how long something takes.
  rule(
    `(?<=^|(?:back|there|come|over|by|free|available) )in ${amount}(?= *(?:$|[.!?])|,? (?:is that|will that|ok|okay|if|can)(?![\\p{L}]))`,
    (groups, now) => fromNow(now, countIn(groups, 1)),
  ),
  rule(`${amount} (?:from now|later than now)`, (groups, now) => fromNow(now, countIn(groups, 1))),
  rule(`${amount} (?:from|after) (?<base>today|tomorrow)`, (groups, now) =>
    fromNow(now.add({ days: groups['base'] === 'tomorrow' ? 1 : 0 }), countIn(groups, 1)),
  ),
  rule(`${amount} ago`, (groups, now) => fromNow(now, countIn(groups, -1))),
  nthComing(lexiconEn, `(?<n>[2-9]) ${wd} from (?:now|today)`),
  weekday(`${on}${wd}`, 'plain'),
  rule(`(?:(?:on|any|an?|some|1) ){0,3}${wd} (?:in|of) (?<m>${monthName})(?! \\d)`, weekdaysReader(lexiconEn)),
  weekday(`${on}this ${wd}|${on}${wd} this week|${on}this coming ${wd}`, 'this'),
  weekday(`${on}(?:coming|upcoming) ${wd}|${on}${wd} coming`, 'this'),
  weekday(`${on}next ${wd}`, 'next'),
  weekday(`${on}${wd} (?:of |in )?(?:next week|the following week|the week after)`, 1),
  weekday(
    `(?:a |1 )?week (?:from|on) (?:this )?${wd}|${wd} week(?! after)|${on}following ${wd}|not this ${wd},? (?:but )?the (?:next|following)(?: 1)?`,
    'other',
  ),
  weekday(`${on}${wd} after next`, 2),
  weekday(`${on}(?:last|past) ${wd}(?! (?:of|in) )`, 'last'),
  everyWeekday(`(?:every|each) ${wd}`, 7),
  everyWeekday(`every (?:other|2nd) ${wd}`, 14),
  every('every week|weekly|once a week|1 time a week', 7),
  every('every (?:other|2nd|2) weeks?|fortnightly|biweekly|every fortnight', 14),
  every('every month|monthly|once a month|every 4 weeks', 28),
  rule('(?:on )?the same day', () => ({ kind: 'sameDate', as: 'booking' })),
  rule('(?:on )?that (?:same )?day', () => ({ kind: 'sameDate', as: 'offer' })),
  rule('(?:on )?any day(?: of the week)?|whichever day', () => ({ kind: 'days' })),
  fridayThirteenth('(?:on )?friday the 13th'),
  rule(
    `${lead}(?<nth>[1-5]${th}|last|[12]\\d${th}) (?:${wd}|day) (?:of|in) (?:(?<m>${monthWord})(?:,? (?:of )?(?<y>\\d{4}))?|(?<near>this month|the month|next month))`,
    nth,
  ),
  rule(`(?:(?:on|for|to|by) )?the (?<d>\\d{1,2})${th}(?! of)${notThing}`, monthDay),
  rule(`(?:on )(?<d>\\d{1,2})${th}${notThing}`, monthDay),
  rule(`(?:on |for )?day (?<d>\\d{1,2})${notThing}`, monthDay),
  rule(`(?<=${weekdayName},? )(?:the )?(?<d>\\d{1,2})${th}${notThing}`, monthDay),
  rule(`(?<=^)(?<d>\\d{1,2})${th}(?=[ .!?]*$)`, monthDay),
  rule(`${lead}(?<d>\\d{1,2})(?:${th})?(?: of |[ -/]?)(?<m>${monthWord})${year}`, monthDay),
  rule(`${lead}(?<m>${monthWord}),? ?-?(?:the )?(?<d>\\d{1,2})(?:${th})?${year}${notThing}`, monthDay),
  rule(`${lead}(?<d>\\d{1,2})${th} of next month`, ({ d }, now) => {
    const next = now.toPlainDate().toPlainYearMonth().add({ months: 1 });
    return monthDay({ d, m: String(next.month), y: String(next.year) });
  }),
  ...numericDates(lexiconEn, lead, true),
  rule(
    `(?:between |from )?(?:the )?(?<d>\\d{1,2})(?:${th})? ?(?<joint>or|and|to|until|-) ?(?:the )?(?<e>\\d{1,2})${th}?(?: of)? (?<m>${monthWord})${notThing}`,
    several,
  ),
  rule(
    `(?:between |from |on )?(?:the )?(?<d>\\d{1,2})${th} ?(?<joint>or|and|to|until|-) ?(?:the )?(?<e>\\d{1,2})${th}(?: of (?<m>${monthWord}))?${notThing}`,
    several,
  ),
  rule(
    `(?:between |from )?(?<m>${monthWord}) (?<d>\\d{1,2})(?:${th})? ?(?<joint>or|and|to|until|-) ?(?:the )?(?<e>\\d{1,2})(?:${th})?${notThing}`,
    several,
  ),
];
