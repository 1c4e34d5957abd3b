/**
 * A cell of a table, with what it is: a spreadsheet counts with numbers, shares and money, and sorts by days and moments.
 * `null` is unknown: an empty cell, never a zero.
 */
export type Cell =
  | string
  | null
  | { readonly kind: 'number'; readonly value: number }
  /** `value`: 0 to 100. */
  | { readonly kind: 'percent'; readonly value: number }
  /** `value`: of the currency, not of its hundredth. */
  | { readonly kind: 'money'; readonly value: number; readonly currency: string }
  | { readonly kind: 'day'; readonly value: Temporal.PlainDate }
  /** By the clocks of its readers, to the minute. */
  | { readonly kind: 'moment'; readonly value: Temporal.PlainDateTime };

/** A table with a name of at most 31 characters, which is all that Excel takes. */
export type Sheet = {
  readonly name: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
};

/** What a spreadsheet program would take for a formula, also behind spaces or in wide letters (OWASP, CSV injection). */
const formula = /^(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/;

/** Text between quotes; one that would be run is told as text. */
export const quoted = (text: string): string => `"${(formula.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

/**
 * The tables one beneath the other, each under its name, as Excel opens them in Brazil by a double click: UTF-8 that says
 * so (BOM), semicolons between cells, decimal commas, days as ISO writes them. Money has no sign: the head names it.
 */
export function asCsv(sheets: readonly Sheet[]): string {
  const parts = sheets.map(({ name, head, rows }) =>
    [[name], head, ...rows].map((cells) => `${cells.map(csvOf).join(';')}\r\n`).join(''),
  );
  return `\uFEFF${parts.join('\r\n')}`;
}

function csvOf(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return quoted(cell);
  switch (cell.kind) {
    case 'number':
    case 'money':
      return decimal(cell.value);
    case 'percent':
      return `${decimal(cell.value)}%`;
    case 'day':
      return cell.value.toString();
    case 'moment':
      return localText(cell.value);
    default:
      return cell satisfies never;
  }
}

/** Money of calls is small: six places, and none that say nothing. */
const decimal = (value: number) => String(Math.round(value * 1e6) / 1e6).replace('.', ',');

const localText = (value: Temporal.PlainDateTime) => value.toString({ smallestUnit: 'minute' }).replace('T', ' ');

/** A cell as people of this language read it; what is unknown is a dash. */
export function shown(cell: Cell, locale: string): string {
  if (cell === null) return '—';
  if (typeof cell === 'string') return cell;
  const format = (options: Intl.NumberFormatOptions, value: number) =>
    new Intl.NumberFormat(locale, options).format(value);
  switch (cell.kind) {
    case 'number':
      return format({ maximumFractionDigits: 2 }, cell.value);
    case 'percent':
      return `${format({ maximumFractionDigits: 1 }, cell.value)} %`;
    case 'money':
      return format({ style: 'currency', currency: cell.currency }, cell.value);
    case 'day':
      return cell.value.toLocaleString(locale);
    case 'moment':
      return localText(cell.value);
    default:
      return cell satisfies never;
  }
}
