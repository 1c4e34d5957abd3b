import assert from 'node:assert/strict';
import { it } from 'node:test';
import readXlsxFile from 'read-excel-file/node';
import { ReportView } from '../src/insight/report.view.ts';
import { openDashboard } from './dashboard.ts';
import { askedUnanswered, chargesOf, counted, daysBack, hourNow, visited } from './reported.ts';

const { as, db, business } = await openDashboard({ WHATSAPP_PRICES: 'docs/examples/whatsapp-prices.json' });
const viewer = await as('viewer');
/** What a spreadsheet would run, what XML cannot hold, and what a cell could end at. */
const evil = ['=HYPERLINK("http://x";"clique aqui")', '+55 11 tem\u0001 vaga?', 'tem; "henna"?\r\n=1+1'];
await askedUnanswered(db, business, evil);
await visited(db, business, { status: 'done', comment: '4, @gostei muito; voltarei' });
await visited(db, business, { status: 'no_show', comment: null });
await counted(db, business, hourNow(), { started: 1234, bookings: 3, by_contacts: 1 });
await chargesOf(db, business, hourNow());
const days = `from=${daysBack(6).toPlainDate().toString()}&to=${daysBack(0).toPlainDate().toString()}`;
const page = ReportView.parse((await viewer.call('GET', `/reports/business?${days}`)).body);

async function file(format: string, language = 'pt-BR'): Promise<Response> {
  const answer = await viewer.fetch(
    'GET',
    `/api/v1/reports/business/file?${days}&format=${format}&language=${language}`,
  );
  assert.equal(answer.status, 200);
  return answer;
}

/** The cells of a CSV line by line, each as it stands there. */
function cellsOf(csv: string): string[][] {
  const lines: string[][] = [[]];
  for (const [, cell = '', end] of csv.matchAll(/("(?:[^"]|"")*"|[^;\r\n]*)(;|\r\n|$)/g)) {
    lines.at(-1)?.push(cell);
    if (end !== ';') lines.push([]);
  }
  return lines;
}

/** The rows of the table of this name, without its head. */
function tableIn(lines: readonly string[][], name: string): string[][] {
  const from = lines.findIndex(([first, ...more]) => first === `"${name}"` && more.length === 0);
  assert(from >= 0, `no ${name}`);
  const rows = lines.slice(from + 2);
  return rows.slice(
    0,
    rows.findIndex((cells) => cells.join('') === ''),
  );
}

const comma = (value: number | null) => (value === null ? '' : String(value).replace('.', ','));
const plain = (cell: string) => cell.slice(1, -1).replaceAll('""', '"');

it('gives as CSV what the page shows, as Excel in Brazil opens it, and nothing that it would run (CSV injection)', async () => {
  const answer = await file('csv');
  assert.match(answer.headers.get('content-disposition') ?? '', /attachment; filename="relatorio_.*\.csv"/);
  const bytes = Buffer.from(await answer.arrayBuffer());
  assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
  const lines = cellsOf(bytes.subarray(3).toString());
  assert.deepEqual(
    tableIn(lines, 'Perguntas sem resposta').map(([text = '', times]) => [plain(text).replace(/^'/, ''), times]),
    page.unanswered.map(({ text, times }) => [text, String(times)]),
  );
  assert.deepEqual(
    tableIn(lines, 'Profissionais').map((cells) => cells.slice(1)),
    page.professionals.map(({ bookings, cents, noShows, occupancyPercent }) => [
      String(bookings),
      comma(cents / 100),
      String(noShows),
      `${comma(occupancyPercent)}%`,
    ]),
  );
  assert.deepEqual(
    tableIn(lines, 'Dia a dia').map(([day, conversations]) => [day, conversations]),
    page.days.map((day, index) => [day, comma(page.figures.conversations.daily[index] ?? null)]),
  );
  assert.deepEqual(
    tableIn(lines, 'Números').find(([name]) => name === '"Gasto com mensagens (USD)"'),
    ['"Gasto com mensagens (USD)"', '0,0136', '0'],
  );
  for (const cell of lines.flat())
    assert.match(cell, /^("([^=+\-@\t\r\n]|$)|-?\d[\d,]*%?$|\d{4}-\d\d-\d\d( \d\d:\d\d)?$|$)/, cell);
});

it('gives as XLSX the same, with numbers, money and days that a spreadsheet counts with', async () => {
  const answer = await file('xlsx');
  const sheets = await readXlsxFile(Buffer.from(await answer.arrayBuffer()));
  const rowsOf = (name: string) => sheets.find(({ sheet }) => sheet === name)?.data.slice(1) ?? [];
  assert.equal(sheets.length, 12);
  assert.deepEqual(
    rowsOf('Perguntas sem resposta').map(([text, times]) => [text, times]),
    page.unanswered.map(({ text, times }) => [text.replaceAll('\u0001', ''), times]),
  );
  assert.deepEqual(
    rowsOf('Serviços'),
    page.services.map(({ name, bookings, cents, noShows }) => [name, bookings, cents / 100, noShows]),
  );
  assert.deepEqual(
    rowsOf('Dia a dia').map(([day, conversations]) => [
      day instanceof Date ? day.toISOString().slice(0, 10) : day,
      conversations,
    ]),
    page.days.map((day, index) => [day, page.figures.conversations.daily[index]]),
  );
  assert.deepEqual(
    rowsOf('Funil').map(([, now, , before]) => [now, before]),
    (['started', 'wished', 'offered', 'booked', 'came', 'ahead'] as const).map((step) => [
      page.funnel.now[step],
      page.funnel.before[step],
    ]),
  );
  assert.deepEqual(
    rowsOf('Quando os clientes escrevem'),
    page.busy.hours.map((hour, place) => [hour, ...page.busy.counts.map((counts) => counts[place])]),
  );
  assert.deepEqual(rowsOf('Modelos de linguagem'), [['modelo', 2, 0.0042]]);
  const [rated] = rowsOf('Comentários');
  assert.deepEqual(rated?.slice(0, 2), ['4, @gostei muito; voltarei', 4]);
});

it('gives paper, and the words of who asks', async () => {
  const paper = Buffer.from(await (await file('pdf')).arrayBuffer());
  assert.equal(paper.subarray(0, 5).toString(), '%PDF-');
  assert(paper.length > 20_000, `${paper.length} bytes`);
  const english = await (await file('csv', 'en')).text();
  assert.match(english, /"Unanswered questions"/);
});
