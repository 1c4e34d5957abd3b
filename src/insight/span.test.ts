import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { daysUntil, trendOf } from './forecast.ts';
import { daysOf, lastClosed, spanAt } from './span.ts';

const zone = 'America/Sao_Paulo';
const kinds = ['day', 'week', 'month'] as const;

it('ends a week on Sunday, and a month where the next begins, also when clocks change', () => {
  const week = lastClosed('week', zone, Temporal.Instant.from('2026-11-23T00:00:01-03:00'));
  assert.deepEqual([week.first.toString(), week.last.toString()], ['2026-11-16', '2026-11-22']);
  const month = spanAt('month', Temporal.PlainDate.from('2026-10-09'), 'Europe/Lisbon');
  assert.deepEqual([month.start.toString(), month.end.toString()], ['2026-09-30T23:00:00Z', '2026-11-01T00:00:00Z']);
  assert.equal(daysOf(month, Temporal.Instant.from('2026-10-03T12:00:00Z')).length, 3);
});

it('covers every day by exactly one span of each kind', () => {
  const day = fc.integer({ min: 0, max: 20_000 }).map((days) => Temporal.PlainDate.from('1990-01-01').add({ days }));
  fc.assert(
    fc.property(day, fc.constantFrom(...kinds), (date, kind) => {
      const span = spanAt(kind, date, zone);
      const next = spanAt(kind, span.last.add({ days: 1 }), zone);
      const holds =
        Temporal.PlainDate.compare(span.first, date) <= 0 && Temporal.PlainDate.compare(date, span.last) <= 0;
      return holds && next.start.equals(span.end);
    }),
  );
});

it('finds a straight line again, and says nothing of six days', () => {
  const line = fc.record({ base: fc.integer({ min: 0, max: 1000 }), step: fc.integer({ min: 1, max: 50 }) });
  fc.assert(
    fc.property(line, fc.integer({ min: 7, max: 60 }), ({ base, step }, days) => {
      const trend = trendOf(Array.from({ length: days }, (_, day) => base + day * step));
      assert(trend);
      const left = daysUntil(trend, trend.now + 10 * step);
      return Math.abs(trend.perDay - step) < 1e-6 && left !== null && Math.abs(left - 10) < 1e-6;
    }),
  );
  assert.equal(trendOf([1, 2, 3, null, 4, 5, 6]), null);
});
