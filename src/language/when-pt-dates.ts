import { dateOf, fullYear, isEarlier, nextMonth, weekdayInMonth } from './calendar.ts';
import { clockOf } from './when-pt-clock.ts';
import { rule, type Groups, type Piece, type Rule } from './when-piece.ts';
import { monthOf, monthWord, weekdayName, weekdayOf } from './when-pt-words.ts';

const lead = '(?:(?:n?[oa] |em |para (?:o )?|ao |de )?dia |n?o |em |de |aos? |para (?:o )?)?';
/** An hour, not a day or a year: "12 h", "12:30", "12 horas". */
const notHour = '(?! ?(?:h|hs|horas?)(?![\\p{L}])|:\\d| ?e meia| da (?:manha|tarde|noite)| ?(?:am|pm)(?![\\p{L}]))';
/** Nothing that counts, pays or measures follows. */
const notThing = `${notHour}(?!\\d|[.,/]\\d| ?(?:x|%|reais|real|pessoas?|anos?|vezes|minutos?|dias?|sessoes|sessao|meses|mes|semanas?)(?![\\p{L}]))`;
const year = `(?:,? ?(?:de |do ano de |do ano |do |/ ?|- ?)?(?<y>\\d{4})${notHour}|,? ?(?:de |/ ?|- ?)(?<y>\\d{2})${notHour}|,? (?<y>[3-9]\\d)${notThing})?`;
const ends =
  '(?= *(?:$|[.,;!?()\\n-])| (?:as|a|de|da|do|para|com|ou|e|pode|por favor|se|tem|nao|que|mesmo|ai|entao|depois|ate|la|no|na|quero)(?![\\p{L}\\d]))';

function monthDay({ d, m, y }: Groups): Piece | null {
  const month = monthOf(m);
  const day = Number(d);
  if (day < 1 || day > 39 || (m !== undefined && (month === undefined || month < 1 || month > 12))) return null;
  return {
    kind: 'monthDay',
    day,
    ...(month === undefined ? {} : { month }),
    ...(y === undefined ? {} : { year: fullYear(Number(y)) }),
  };
}

/** "10-12" and "12.10" may be hours too. */
function loosely(groups: Groups): Piece | null {
  const piece = monthDay(groups);
  const { d = '', m = '', dash } = groups;
  const isTime = groups['y'] === undefined && Number(d) < 24 && Number(m) > (dash === undefined ? 9 : Number(d));
  if (piece?.kind !== 'monthDay' || !isTime) return piece;
  if (dash === undefined) return { ...piece, or: { kind: 'clock', ...clockOf(d, m, true) } };
  return {
    ...piece,
    or: { kind: 'clocks', clocks: [clockOf(d, undefined, false), clockOf(m, undefined, false)], range: true },
  };
}

/** Several days of one month: "dia 10 ou 11", "entre os dias 10 e 15". */
function several({ d, e, m, joint }: Groups, now: Temporal.ZonedDateTime): Piece | null {
  const today = now.toPlainDate();
  const month = monthOf(m);
  const [first, last] = [d, e].map((day) => closest(today, Number(day), month));
  if (!first || !last) return null;
  const later = Temporal.PlainDate.compare(last, first) < 0 ? last.add({ months: 1 }) : last;
  return /^(?:a|ate|-|ao)$/.test(joint ?? '')
    ? { kind: 'days', from: first, to: later }
    : { kind: 'dates', options: [first, last] };
}

function closest(today: Temporal.PlainDate, day: number, month: number | undefined): Temporal.PlainDate | null {
  const target = month ?? today.month + (day < today.day ? 1 : 0);
  const over = target > 12 ? 1 : 0;
  const past = month !== undefined && (month < today.month || (month === today.month && day < today.day)) ? 1 : 0;
  return dateOf(today.year + over + past, over > 0 ? target - 12 : target, day);
}

const ranks: Readonly<Record<string, number>> = { primeir: 1, segund: 2, terceir: 3, quart: 4, quint: 5, ultim: -1 };

/** "a primeira sexta de julho", "o último sábado do mês": of the next month when this one's is over. */
function nthWeekday(groups: Groups, now: Temporal.ZonedDateTime): Piece | null {
  const { nth = '', wd, near } = groups;
  const today = now.toPlainDate();
  const n = /^\d/.test(nth) ? Number(nth.slice(0, 1)) : (ranks[nth.slice(0, -1)] ?? 0);
  const month = monthOfGroups(groups, today);
  const date = weekdayInMonth(month, n, weekdayOf(wd));
  const over = date !== null && near === 'mes' && isEarlier(date, today);
  const found = over ? weekdayInMonth(month.add({ months: 1 }), n, weekdayOf(wd)) : date;
  return found && { kind: 'date', date: found };
}

function monthOfGroups({ m, y, near }: Groups, today: Temporal.PlainDate): Temporal.PlainYearMonth {
  if (m === undefined) return today.toPlainYearMonth().add({ months: near === 'mes' ? 0 : 1 });
  const month = nextMonth(today, monthOf(m) ?? 1);
  return y === undefined ? month : month.with({ year: Number(y) });
}

/** Dates of the calendar: day numbers, numeric dates, days with a month. */
export const datesPt: readonly Rule[] = [
  rule(
    `(?:n?[ao] |em )?(?<nth>[1-5]o|primeir[ao]|segund[ao]|terceir[ao]|quart[ao]|quint[ao]|ultim[ao]) (?<wd>${weekdayName}) d?(?:[eo]|[en]?este|esse) (?:mes de )?(?:(?<m>${monthWord})(?: de (?<y>\\d{4}))?|(?<near>mes que vem|proximo mes|mes))`,
    nthWeekday,
  ),
  rule(`(?:n?[oa] |em |para (?:o )?|ao |de )?dia (?<d>\\d{1,2})o?(?! ?/)${notThing}`, monthDay),
  rule(`n?o (?<d>\\d{1,2})${notThing}(?= *(?:$|[.,;!?]))`, (groups) =>
    Number(groups['d']) <= 31 ? monthDay(groups) : null,
  ),
  rule(`${lead}(?<d>\\d{1,2}) ?/ ?(?<m>\\d{1,2})(?: ?/ ?(?<y>\\d{4}|\\d{2}))?(?!\\d| ?/)`, monthDay),
  rule(
    `${lead}(?<d>\\d{1,2}) ?(?<dash>-) ?(?<m>\\d{1,2})(?: ?- ?(?<y>\\d{4}|\\d{2}))?(?!\\d|-| ?(?:h|horas|:))`,
    loosely,
  ),
  rule(`${lead}(?<d>\\d{1,2})\\.(?<m>\\d{1,2})(?:\\.(?<y>\\d{4}|\\d{2}))?(?!\\d|\\.\\d| ?(?:h|horas))`, loosely),
  // Month first, as machines write it, where the other way round there is no such month.
  rule(`${lead}(?<m>0?[1-9]|1[0-2])/(?<d>1[3-9]|2\\d|3[01])/(?<y>\\d{4}|\\d{2})(?!\\d)`, monthDay),
  rule(`${lead}(?<m>0[1-9])/(?<d>1[3-9]|2\\d|3[01])(?!\\d| ?/)`, monthDay),
  rule(`${lead}(?<y>\\d{4})[-/](?<m>\\d{1,2})[-/](?<d>\\d{1,2})(?!\\d)`, monthDay),
  rule(`${lead}(?<d>\\d{1,2})o? ?[-/]? ?(?:dia )?(?:de |do mes de |do )?(?<m>${monthWord})${year}`, monthDay),
  rule(
    `${lead}(?<d>\\d{1,2})o? do (?:mes )?(?<m>1[0-2]|0?[1-9])(?: d[eo] (?<y>\\d{4}|\\d{2}))?(?!\\d)${ends}`,
    monthDay,
  ),
  rule(`(?:o |no )?(?<d>\\d{1,2})o dia (?:de |do mes de )(?<m>${monthWord})${year}`, monthDay),
  rule(`(?<m>${monthWord}),? (?:dia )?(?<d>\\d{1,2})(?:,? (?<y>\\d{4}))?${notThing}`, monthDay),
  rule(
    `(?:n?os? |entre (?:os? )?|de |do )?dias? (?<d>\\d{1,2}) ?(?<joint>,(?! ?dia)|e|ou|ate|ao|a|-)(?: o)?(?: dias?)? ?(?<e>\\d{1,2})(?: de (?<m>${monthWord}))?${notThing}`,
    several,
  ),
  rule(
    `(?:entre |de |do )?(?<d>\\d{1,2}) ?(?<joint>,|e|ou|ate|ao|a|-) ?(?:o |dia )?(?<e>\\d{1,2}) (?:de )?(?<m>${monthWord})${notThing}`,
    several,
  ),
];
