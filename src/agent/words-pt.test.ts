import assert from 'node:assert/strict';
import { it } from 'node:test';
import { wordsPt } from './words-pt.ts';

it('writes money with two places and a dot for the thousands', () => {
  assert.deepEqual(
    [8000, 5, 123_456, 100_000_000].map((cents) => wordsPt.money(cents)),
    ['R$ 80,00', 'R$ 0,05', 'R$ 1.234,56', 'R$ 1.000.000,00'],
  );
});

it('writes a day with its weekday', () => {
  const day = Temporal.PlainDate.from('2026-11-27');
  assert.equal(wordsPt.day(day), 'sexta-feira, 27/11');
  assert.equal(wordsPt.onDay(day), 'na sexta-feira, 27/11');
  assert.equal(wordsPt.onDay(day.add({ days: 1 })), 'no sábado, 28/11');
  assert.equal(wordsPt.shortDay(day.add({ days: 1 })), 'sáb 28/11');
  assert.equal(wordsPt.day(Temporal.PlainDate.from('2027-01-04')), 'segunda-feira, 04/01');
});

it('writes times of day with two digits, and durations as they are said', () => {
  assert.equal(wordsPt.time(Temporal.PlainTime.from('09:05')), '09:05');
  assert.deepEqual(
    [30, 60, 75, 90, 120, 300].map((minutes) => wordsPt.minutes(minutes)),
    ['30 min', '1 hora', '1 h 15 min', '1 h 30 min', '2 horas', '5 horas'],
  );
});

it('runs weekdays together', () => {
  assert.equal(wordsPt.weekdays([1, 2, 3, 4, 5]), 'segunda a sexta');
  assert.equal(wordsPt.weekdays([1, 7]), 'segunda e domingo');
  assert.equal(wordsPt.weekdays([2, 3, 5, 6, 7]), 'terça e quarta e sexta a domingo');
  assert.equal(wordsPt.listed(['a', 'b', 'c'], 'or'), 'a, b ou c');
});
