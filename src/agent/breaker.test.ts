import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { closedBreaker, failed, isOpen, type Breaker } from './breaker.ts';

const start = Temporal.Instant.from('2026-11-24T10:00:00Z');
const at = (seconds: number) => start.add({ seconds });

it('opens at the third failure within a minute, for two minutes', () => {
  const two = failed(failed(closedBreaker, at(0)), at(59));
  assert(!isOpen(two, at(59)));
  const three = failed(two, at(60));
  assert(isOpen(three, at(60)) && isOpen(three, at(179)));
  assert(!isOpen(three, at(180)));
});

it('takes one failure to open again what has not answered since', () => {
  const open = [0, 1, 2].reduce((breaker, second) => failed(breaker, at(second)), closedBreaker);
  assert(isOpen(failed(open, at(500)), at(619)));
});

it('is open exactly for two minutes after a failure that has two others in the minute before, or follows an opening', () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(gaps, fc.integer({ min: 0, max: 200 }), (seconds, later) => {
      let now = 0;
      const times = seconds.map((gap) => (now += gap));
      const breaker = times.reduce<Breaker>((held, second) => failed(held, at(second)), closedBreaker);
      const opening = times.findIndex((second, index) => index >= 2 && second - (times[index - 2] ?? 0) <= 60);
      const last = times.at(-1) ?? 0;
      assert.equal(isOpen(breaker, at(last + later)), opening >= 0 && later < 120);
    }),
  );
});
