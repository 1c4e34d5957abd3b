import assert from 'node:assert/strict';
import { it } from 'node:test';
import { breach, servedIn } from './bake.ts';

const log = (failed: number, fine: number, seconds = 0.02) =>
  [...Array(failed).fill(503), ...Array(fine).fill(200)]
    .map(
      (status) =>
        `{"at":"x","method":"POST","path":"/webhook","status":${status},"seconds":${seconds},"asked":"a, b","answered":"503, 200"}`,
    )
    .join('\n');
const calm = servedIn(log(0, 1000));

it('counts what the proxy answered at last, not what the standby refused', () => {
  assert.deepEqual(calm, { requests: 1000, failed: 0, p95Ms: 20 });
});
it('takes a release back for failures or slowness, and not for one failure at night', () => {
  assert.equal(breach(calm, calm), null);
  assert.equal(breach(servedIn(log(1, 3)), calm), null);
  assert.match(breach(servedIn(log(30, 970)), calm) ?? '', /30 of 1000/);
  assert.match(breach(servedIn(log(0, 100, 0.9)), calm) ?? '', /900 ms/);
  assert.equal(breach(servedIn(log(0, 100, 0.9)), servedIn(log(0, 100, 0.8))), null);
});
