import assert from 'node:assert/strict';
import { it } from 'node:test';
import { whenNotation } from './when-notation.ts';
import { whenIn } from './when.ts';

const now = Temporal.ZonedDateTime.from('2026-11-24T10:20[America/Sao_Paulo]');

const examples: readonly [text: string, kind: string, date: string | null, time: string | null][] = [
  ['sexta às 16h', 'point', '2026-11-27', '16:00'],
  ['amanhã', 'point', '2026-11-25', null],
  ['15:30', 'point', null, '15:30'],
  ['sexta no primeiro horário', 'point', '2026-11-27', 'FIRST'],
  ['o último horário de quinta', 'point', '2026-11-26', 'LAST'],
  ['sexta qualquer horário', 'point', '2026-11-27', null],
  ['ontem às 15h', 'point', '2026-11-23', '15:00'],
  ['às 7', 'ambiguous', null, '07:00|19:00'],
  ['às 10 ou 11', 'ambiguous', null, '10:00|11:00|22:00|23:00'],
  ['sexta que vem às 15h', 'ambiguous', '2026-11-27|2026-12-04', '15:00'],
  ['próxima sexta', 'ambiguous', '2026-11-27|2026-12-04', null],
  ['terça', 'ambiguous', '2026-11-24|2026-12-01', null],
  ['quarta ou quinta', 'options', '2026-11-25|2026-11-26', null],
  ['sexta 10h ou 11h', 'options', '2026-11-27', '10:00|11:00'],
  ['semana que vem à tarde', 'range', '2026-11-30..2026-12-06', '12:00..18:00'],
  ['a partir de segunda', 'range', '2026-11-30..', null],
  ['até o dia 30', 'range', '..2026-11-30', null],
  ['sexta depois das 18h', 'range', '2026-11-27', '18:00..'],
  ['de manhã', 'range', null, '..12:00'],
  ['31/11 às 10h', 'invalid', 'INVALID', '10:00'],
  ['sexta dia 26', 'invalid', 'CONFLICT', null],
  ['mesmo horário', 'none', null, null],
  ['mais tarde', 'none', null, null],
  ['boa tarde', 'none', null, null],
];

for (const [text, kind, date, time] of examples)
  it(`tells "${text}" as ${kind}`, () =>
    assert.deepEqual(whenNotation(whenIn(text, now), now.toPlainDate()), { kind, date, time }));
