import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { daysOf, placedIn, stepped, type Lane } from '../dashboard/src/calendar/lanes.ts';

const zone = 'America/Sao_Paulo';
const lane: Lane = { key: '', title: '', day: '2026-11-27', professional: null };
const span = (from: number, minutes: number) => {
  const start = Temporal.Instant.from('2026-11-27T00:00:00-03:00').add({ minutes: from });
  return { start: start.toString(), end: start.add({ minutes }).toString(), professional: 'ana' };
};

it('puts what is at the same time side by side, and nothing over another', () => {
  const spans = fc.array(fc.tuple(fc.integer({ min: 0, max: 1400 }), fc.integer({ min: 5, max: 200 })), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(spans, (given) => {
      const placed = placedIn(
        given.map(([from, minutes]) => span(from, minutes)),
        lane,
        zone,
      );
      assert.equal(placed.length, given.length);
      for (const a of placed)
        for (const b of placed) if (a !== b && a.from < b.to && b.from < a.to) assert.notEqual(a.place, b.place);
      for (const { place, places } of placed) assert(place < places);
    }),
  );
});

it('shows what lies on the day, cut at midnight, of whose lane it is', () => {
  const night = span(1380, 120);
  assert.deepEqual(
    placedIn([night], lane, zone).map(({ from, to }) => [from, to]),
    [[1380, 1440]],
  );
  assert.deepEqual(
    placedIn([night], { ...lane, day: '2026-11-28' }, zone).map(({ from, to }) => [from, to]),
    [[0, 60]],
  );
  assert.deepEqual(placedIn([night], { ...lane, professional: 'bia' }, zone), []);
  assert.equal(placedIn([{ ...night, professional: null }], { ...lane, professional: 'bia' }, zone).length, 1);
});

it('shows whole weeks from Monday, and steps by what is shown', () => {
  assert.deepEqual(daysOf('week', '2026-11-29').at(0), '2026-11-23');
  const month = daysOf('month', '2026-11-27');
  assert.deepEqual([month.at(0), month.at(-1), month.length % 7], ['2026-10-26', '2026-12-06', 0]);
  assert.equal(daysOf('month', '2027-02-10').length, 28);
  assert.deepEqual(
    [
      stepped('day', '2026-11-30', 1),
      stepped('week', '2026-11-30', -1),
      stepped('month', '2026-12-31', 1),
      stepped('month', '2026-03-31', -1),
    ],
    ['2026-12-01', '2026-11-23', '2027-01-01', '2026-02-01'],
  );
});
