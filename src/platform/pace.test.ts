import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { hundredth, pauseMs } from './pace.ts';

it('takes a hundredth of the time at most, until that were more than a minute', () => {
  assert.equal(pauseMs(20, { everyMs: 5_000, rest: hundredth }), 5_000);
  assert.equal(pauseMs(200, { everyMs: 5_000, rest: hundredth }), 19_800);
});

it('looks again within a minute after it hung, and never more often than it is due', () => {
  // A database that is away is asked for five seconds.
  assert.equal(pauseMs(5_000, { everyMs: 5_000, rest: hundredth }), 60_000);
  fc.assert(
    fc.property(fc.nat(1e7), fc.nat(1e7), fc.nat(200), (tookMs, everyMs, rest) => {
      const pause = pauseMs(tookMs, { everyMs, rest });
      assert(pause >= everyMs && pause <= Math.max(everyMs, 60_000));
    }),
  );
});
