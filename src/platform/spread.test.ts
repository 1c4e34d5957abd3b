import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { bucketOf, percentileOf, type Spread } from './spread.ts';

function spreadOf(times: readonly number[]): Spread {
  const spread: Record<string, number> = {};
  for (const ms of times) spread[bucketOf(ms)] = (spread[bucketOf(ms)] ?? 0) + 1;
  return spread;
}

it('agrees with the sorted times within 2 %, whatever they are', () => {
  const times = fc.array(fc.double({ min: 0.02, max: 60_000, noNaN: true }), { minLength: 1, maxLength: 300 });
  fc.assert(
    fc.property(times, fc.constantFrom(0.5, 0.9, 0.95, 0.99), (list, share) => {
      const exact = list.toSorted((a, b) => a - b)[Math.ceil(share * list.length) - 1] ?? 0;
      const found = percentileOf(spreadOf(list), share) ?? 0;
      assert(Math.abs(found - exact) <= 0.02 * exact, `${found} instead of ${exact}`);
    }),
  );
});

it('knows no percentile of nothing', () => assert.equal(percentileOf({}, 0.5), null));
