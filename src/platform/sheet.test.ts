import assert from 'node:assert/strict';
import { it } from 'node:test';
import { asCsv, quoted, shown } from './sheet.ts';

it('gives a spreadsheet no formula, however it is dressed, and leaves words and numbers alone (CSV injection)', () => {
  for (const text of [
    '=1+1',
    '+55',
    '-2',
    '@SUM(A1)',
    ' =1',
    '\t=1',
    '\r=1',
    '\n=1',
    '＝1',
    "=cmd|' /C calc'!A0",
    '=A1";"=B1',
  ])
    assert.match(quoted(text), /^"'/, text);
  assert.equal(quoted('a "b"; c\nd'), '"a ""b""; c\nd"');
  assert.equal(quoted('2 + 2 = 4'), '"2 + 2 = 4"');
  const csv = asCsv([{ name: 'x', head: ['=a'], rows: [[{ kind: 'number', value: -5 }]] }]);
  assert.equal(csv, '\uFEFF"x"\r\n"\'=a"\r\n-5\r\n');
});

it('writes each kind of cell as Excel in Brazil reads it', () => {
  const cells = [
    { kind: 'number', value: 1234.5 },
    { kind: 'percent', value: 12.5 },
    { kind: 'money', value: 0.0068, currency: 'USD' },
    { kind: 'day', value: Temporal.PlainDate.from('2026-11-27') },
    { kind: 'moment', value: Temporal.PlainDateTime.from('2026-11-27T09:30:15') },
    null,
  ] as const;
  const csv = asCsv([{ name: 'a', head: ['b'], rows: [cells] }]);
  assert.equal(csv.split('\r\n')[2], '1234,5;12,5%;0,0068;2026-11-27;2026-11-27 09:30;');
  assert.deepEqual(
    cells.map((cell) => shown(cell, 'pt-BR').replaceAll('\u00A0', ' ')),
    ['1.234,5', '12,5 %', 'US$ 0,01', '27/11/2026', '2026-11-27 09:30', '—'],
  );
});
