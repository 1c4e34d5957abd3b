import writeExcelFile from 'write-excel-file/node';
import type { Cell, Sheet } from './sheet.ts';

/** The tables as a workbook, a sheet each: numbers, shares, money, days and moments as such, and text never as a formula. */
export async function asXlsx(sheets: readonly Sheet[]): Promise<Buffer> {
  return writeExcelFile(
    sheets.map(({ name, head, rows }) => ({
      sheet: name,
      stickyRowsCount: 1,
      columns: head.map((title, column) => ({
        width: widthOf(
          title,
          rows.map((cells) => cells[column] ?? null),
        ),
      })),
      data: [
        head.map((title) => ({ type: String, value: title, fontWeight: 'bold' as const })),
        ...rows.map((cells) => cells.map(cellOf)),
      ],
    })),
  ).toBuffer();
}

/** Characters that XML does not have: with one of them no program would open the file. */
// oxlint-disable-next-line no-control-regex
const unwritable = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

function cellOf(cell: Cell) {
  if (cell === null) return null;
  if (typeof cell === 'string') return { type: String, value: cell.replaceAll(unwritable, '') };
  switch (cell.kind) {
    case 'number':
      return { type: Number, value: cell.value };
    case 'percent':
      return { type: Number, value: cell.value / 100, format: '0.0%' };
    case 'money':
      return { type: Number, value: cell.value, format: moneyFormats[cell.currency] ?? '#,##0.00' };
    case 'day':
      return { type: Number, value: daysOf(cell.value), format: 'yyyy-mm-dd' };
    case 'moment':
      return { type: Number, value: daysOf(cell.value), format: 'yyyy-mm-dd hh:mm' };
    default:
      return cell satisfies never;
  }
}

const moneyFormats: Readonly<Record<string, string>> = { BRL: '[$R$-416] #,##0.00', USD: '[$$-409]#,##0.00####' };

/** What a spreadsheet takes a day for: how many have passed since the one before 1900 began, as Excel counts. */
function daysOf(value: Temporal.PlainDate | Temporal.PlainDateTime): number {
  const start = Temporal.PlainDateTime.from('1899-12-30');
  const moment = value instanceof Temporal.PlainDate ? value.toPlainDateTime() : value;
  return start.until(moment, { largestUnit: 'days' }).total('days');
}

const widthMax = 60;

/** In characters: as wide as its widest cell. */
function widthOf(title: string, cells: readonly Cell[]): number {
  const lengths = cells.map((cell) => (typeof cell === 'string' ? cell.length : 12));
  return Math.min(widthMax, 2 + Math.max(title.length, ...lengths));
}
