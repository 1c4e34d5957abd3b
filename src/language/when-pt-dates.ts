import { monthDayReader, nthReader, severalReader, weekdaysReader } from './when-month-day.ts';
import { numericDates } from './when-number.ts';
import { rule, type Rule } from './when-piece.ts';
import { lexiconPt, monthName, monthWord, weekdayName } from './when-pt-words.ts';

const lead = '(?:(?:n?[oa] |em |para (?:o )?|ao |de )?dia |n?o |em |de |aos? |para (?:o )?)?';
/** An hour, not a day or a year: "12 h", "12:30", "12 horas". */
const notHour = '(?! ?(?:h|hs|horas?)(?![\\p{L}])|:\\d| ?e meia| da (?:manha|tarde|noite)| ?(?:am|pm)(?![\\p{L}]))';
/** Nothing that counts, pays or measures follows. */
const notThing = `${notHour}(?!\\d|[.,/]\\d| ?(?:x|%|reais|real|pessoas?|anos?|vezes|minutos?|dias?|sessoes|sessao|meses|mes|semanas?)(?![\\p{L}]))`;
const year = `(?:,? ?(?:de |do ano de |do ano |do |/ ?|- ?)?(?<y>\\d{4})${notHour}|,? ?(?:de |/ ?|- ?)(?<y>\\d{2})${notHour}|,? (?<y>[3-9]\\d)${notThing})?`;
const ends =
  '(?= *(?:$|[.,;!?()\\n-])| (?:as|a|de|da|do|para|com|ou|e|pode|por favor|se|tem|nao|que|mesmo|ai|entao|depois|ate|la|no|na|quero)(?![\\p{L}\\d]))';

const monthDay = monthDayReader(lexiconPt);
const several = severalReader(lexiconPt, /^(?:a|ate|-|ao)$/);

const ranks: Readonly<Record<string, number>> = { primeir: 1, segund: 2, terceir: 3, quart: 4, quint: 5, ultim: -1 };
const nth = nthReader(
  lexiconPt,
  (rank) => (/^\d/.test(rank) ? Number(rank.slice(0, -1)) : (ranks[rank.slice(0, -1)] ?? 0)),
  { thisMonth: /^mes(?: atual)?$/ },
);

/** Dates of the calendar: day numbers, numeric dates, days with a month. */
export const datesPt: readonly Rule[] = [
  rule(
    `(?:n?[ao] |em )?(?<nth>[1-5]o|primeir[ao]|segund[ao]|terceir[ao]|quart[ao]|quint[ao]|ultim[ao]) (?<wd>${weekdayName}) d?(?:[eo]|[en]?este|esse) (?:mes de )?(?:(?<m>${monthWord})(?: de (?<y>\\d{4}))?|(?<near>mes que vem|proximo mes|mes))`,
    nth,
  ),
  rule(
    `(?:n?o )?(?<nth>\\d{1,2}o|ultimo) dia d?(?:[eo]|este|esse) (?:mes de )?(?:(?<m>${monthWord})(?: de (?<y>\\d{4}))?|(?<near>mes que vem|proximo mes|mes))`,
    nth,
  ),
  rule(
    `(?:(?:n?[ao]s?|aos?|em|n?uma?|1|qualquer|alguma?|para) ){0,3}(?<wd>${weekdayName}) d[eo] (?:mes de )?(?<m>${monthName})(?!,? (?:dia )?\\d)`,
    weekdaysReader(lexiconPt),
  ),
  rule(`(?:n?[oa] |em |para (?:o )?|ao |de )?dia (?<d>\\d{1,2})o?(?: agora)?(?! ?/)${notThing}`, monthDay),
  rule(`${lead}(?<d>\\d{1,2})o? d[eo] (?:mes que vem|proximo mes|outro mes)`, ({ d }, now) => {
    const { year: y, month: m } = now.toPlainDate().toPlainYearMonth().add({ months: 1 });
    return monthDay({ d, m: String(m), y: String(y) });
  }),
  rule(`(?:n?o |para o )?dia (?<d>\\d{1,2})o? (?:d?este|d?esse) mes`, ({ d }, now) =>
    monthDay({ d, m: String(now.month), y: String(now.year) }),
  ),
  rule(`(?:n?o |para o )?(?:proximo |proxima )dia (?<d>\\d{1,2})o?(?! ?/)${notThing}`, monthDay),
  rule('(?:n?o )?(?<d>[12]\\do|3[01]o) dia(?= *(?:$|[.,;!?])| do mes)', ({ d }) => monthDay({ d: d?.slice(0, -1) })),
  rule(`n?o (?<d>\\d{1,2})${notThing}(?= *(?:$|[.,;!?]))`, (groups) =>
    Number(groups['d']) <= 31 ? monthDay(groups) : null,
  ),
  rule(
    `(?:(?<between>entre) |n?os dias |de |do )?(?:dia )?(?<d>\\d{1,2}) (?<joint>e|ou|ate|ao|a) (?:o |dia )?(?<e>\\d{1,2})/(?<m>1[0-2]|0?[1-9])(?![\\d/])`,
    several,
  ),
  ...numericDates(lexiconPt, lead),
  rule(`${lead}(?<d>\\d{1,2})o? ?[-/]? ?(?:dia )?(?:de |do mes de |do )?(?<m>${monthWord})${year}`, monthDay),
  rule(
    `${lead}(?<d>\\d{1,2})o? do (?:mes )?(?<m>1[0-2]|0?[1-9])(?: d[eo] (?<y>\\d{4}|\\d{2}))?(?!\\d)${ends}`,
    monthDay,
  ),
  rule(`(?<m>${monthWord})(?:,? (?:dia )?|[-/])(?<d>\\d{1,2})o?(?:,? (?<y>\\d{4}))?${notThing}`, monthDay),
  rule(
    `(?:n?os? |(?<between>entre) (?:os? )?|de |do )?dias? (?<d>\\d{1,2}) ?(?<joint>,(?! ?dia)|e|ou|ate|ao|a|-)(?: o)?(?: dias?)? ?(?<e>\\d{1,2})(?: de (?<m>${monthWord}))?${notThing}`,
    several,
  ),
  rule(
    `(?:(?<between>entre) |de |do )?(?<d>\\d{1,2}) ?(?<joint>,|e|ou|ate|ao|a|-) ?(?:o |dia )?(?<e>\\d{1,2}) (?:de )?(?<m>${monthWord})${notThing}`,
    several,
  ),
  rule(
    `(?:n?os? )?dias? (?<d>\\d{1,2}), ?(?:dia )?(?<e>\\d{1,2}) ?(?:e|ou|,) ?(?:o )?(?:dia )?(?<f>\\d{1,2})(?: de (?<m>${monthWord}))?${notThing}`,
    several,
  ),
  rule(`(?<d>\\d{1,2}), ?(?<e>\\d{1,2}) ?(?:e|ou) ?(?<f>\\d{1,2}) de (?<m>${monthWord})${notThing}`, several),
];
