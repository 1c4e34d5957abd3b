import assert from 'node:assert/strict';
import { it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { remembered } from './remember.ts';

const memory = { freshMs: 0, deadlineMs: 10_000, late: -1 };

/** Answers how often it was asked, and takes a while over it. */
function counter() {
  let asked = 0;
  return async () => {
    await wait(5);
    return (asked += 1);
  };
}

it('an answer that is no longer fresh is asked for anew', async () => {
  const ask = remembered(counter(), memory);
  assert.equal(await ask(), 1);
  assert.equal(await ask(), 2);
});

it('callers at the same moment share one question', async () => {
  const ask = remembered(counter(), memory);
  assert.equal((await Promise.all([ask(), ask(), ask()])).join(' '), '1 1 1');
});

it('with a rest, an answer that took long stays fresh for longer', async () => {
  const ask = remembered(counter(), { ...memory, rest: 10_000 });
  assert.equal(await ask(), 1);
  assert.equal(await ask(), 1);
});

it('one that does not answer in time counts as late, and its answer is used when it comes', async () => {
  const ask = remembered(counter(), { freshMs: 60_000, deadlineMs: 0, late: -1 });
  assert.equal(await ask(), -1);
  await wait(50);
  assert.equal(await ask(), 1);
});
