import { looseReader, monthDayReader } from './when-month-day.ts';
import type { Lexicon } from './when-lexicon.ts';
import { nothing, rule, type Rule } from './when-piece.ts';

/** Numbers of people, of papers and shares, that look like a time in any language. */
export const numberNothings: readonly Rule[] = [
  nothing('\\d{3}\\.?\\d{3}\\.?\\d{3} ?[-/]? ?\\d{2}'),
  nothing('\\d{2}\\.?\\d{3}[.-]?\\d{3}(?:/\\d{4}-?\\d{2})?'),
  nothing('\\d{5} ?- ?\\d{3}'),
  nothing('(?:\\+?55 ?)?\\(?0?\\d{2}\\)? ?(?:9 ?)?\\d{4}[ .-]?\\d{4}'),
  nothing('9? ?\\d{4}[ .-]\\d{4}'),
  nothing('\\d{5,}'),
  nothing('r ?\\$ ?[\\d.,]*\\d'),
  nothing('\\$ ?[\\d.,]*\\d'),
  nothing('\\d+ ?/ ?\\d+ ?x'),
  nothing('10 ?/ ?10'),
  nothing('24 ?/ ?7'),
];

/**
 * Dates in digits: day before month, as in Brazil, whatever language the contact writes; month first only with a year, as
 * machines write it, or where somebody `swaps` and the other way round there is no such month.
 *
 * @param lead what may stand before one
 */
export function numericDates(lexicon: Lexicon, lead: string, swaps = false): Rule[] {
  const [monthDay, loosely] = [monthDayReader(lexicon), looseReader(lexicon)];
  return [
    rule(`${lead}(?<d>\\d{1,2})o? ?/ ?(?<m>\\d{1,2})(?: ?/ ?(?<y>\\d{4}|\\d{2}))?(?!\\d| ?/)`, monthDay),
    rule(
      `${lead}(?<d>\\d{1,2}) ?(?<dash>-) ?(?<m>\\d{1,2})(?: ?- ?(?<y>\\d{4}|\\d{2}))?(?!\\d|-| ?(?:h|horas|am|pm|:))`,
      loosely,
    ),
    rule(
      `${lead}(?<d>\\d{1,2})\\.(?<m>\\d{1,2})(?:\\.(?<y>\\d{4}|\\d{2}))?(?!\\d|\\.\\d| ?(?:h|horas|am|pm))`,
      loosely,
    ),
    rule(`${lead}(?<m>0?[1-9]|1[0-2])/(?<d>1[3-9]|2\\d|3[01])/(?<y>\\d{4}|\\d{2})(?!\\d)`, monthDay),
    rule(
      `${lead}(?<m>0?[1-9]|1[0-2])[-/](?<d>1[3-9]|2\\d|3[01])(?!\\d| ?[-/]| ?(?:h|am|pm))`,
      swaps ? monthDay : noSuchDay,
    ),
    rule(`${lead}(?<m>[45]\\d|3[2-9])/(?<d>0?[1-9]|1[0-2])(?!\\d| ?[-/]| ?(?:h|am|pm))`, noSuchDay),
    rule(`${lead}(?<m>0?[1-9]|1[0-2])-(?<d>1[3-9]|2\\d|3[01])-(?<y>\\d{4}|\\d{2})(?!\\d)`, monthDay),
    rule(`${lead}(?<y>\\d{4})[-/.](?<m>\\d{1,2})[-/.](?<d>\\d{1,2})(?!\\d)`, monthDay),
  ];
}

/** "10/13", "45/12": written as a date, and no calendar has it. */
const noSuchDay: Rule['read'] = ({ m, d }) => ({ kind: 'monthDay', day: Number(m), month: Number(d) });
