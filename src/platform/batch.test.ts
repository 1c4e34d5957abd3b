import assert from 'node:assert/strict';
import { it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import { batched } from './batch.ts';
import { Fault } from './fault.ts';

it('writes everything once, in order, and resolves no call before its own items are written', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.nat(), { maxLength: 5 }), { maxLength: 30 }),
      fc.integer({ min: 1, max: 12 }),
      async (calls, itemsMax) => {
        const written: number[] = [];
        const keep = batched<number, void>(async (items) => {
          await wait(0);
          written.push(...items);
        }, itemsMax);
        await Promise.all(
          calls.map(async (items) => {
            await keep(items);
            assert(items.every((item) => written.includes(item)));
          }),
        );
        assert.deepEqual(written, calls.flat());
      },
    ),
    { numRuns: 50 },
  );
});

it('puts what comes during a write into one next write', async () => {
  const sizes: number[] = [];
  const keep = batched<number, void>(async (items) => {
    sizes.push(items.length);
    await wait(5);
  }, 100);
  await Promise.all([1, 2, 3, 4, 5].map((item) => keep([item])));
  assert.deepEqual(sizes, [1, 4]);
});

it('fails only the call whose items cannot be written, and writes those that shared its group', async () => {
  const written: string[] = [];
  const keep = batched<string, void>(async (items) => {
    await wait(1);
    if (items.includes('bad')) throw new Error('a value that no column takes');
    written.push(...items);
  }, 100);
  const outcomes = await Promise.allSettled(['first', 'a', 'bad', 'b'].map((item) => keep([item])));
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ['fulfilled', 'fulfilled', 'rejected', 'fulfilled'],
  );
  assert.deepEqual(written, ['first', 'a', 'b']);
});

it('fails a whole group when the database is away, and goes on with the next', async () => {
  let tries = 0;
  const keep = batched<string, void>(async (items) => {
    tries += 1;
    await wait(1);
    if (items.includes('away')) throw new Fault('transient', 'database.lost');
  }, 100);
  const first = keep(['first']);
  const group = Promise.allSettled([keep(['away']), keep(['a'])]);
  await first;
  assert.deepEqual(
    (await group).map(({ status }) => status),
    ['rejected', 'rejected'],
  );
  await keep(['next']);
  assert.equal(tries, 3);
});
