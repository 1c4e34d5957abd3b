import assert from 'node:assert/strict';
import { it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { openLog } from './log.ts';
import { loop } from './runner.ts';

const log = openLog('silent');

it('a loop rests for as many times as its step took, unless nudged', async () => {
  let steps = 0;
  const step = async () => {
    await wait(5);
    steps += 1;
    return false;
  };
  const running = loop({ name: 'slow', log, everyMs: 1, rest: 10_000, step });
  await wait(60);
  assert.equal(steps, 1);
  running.nudge();
  await wait(60);
  assert.equal(steps, 2);
  await running.stop();
});
