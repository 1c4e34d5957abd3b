import assert from 'node:assert/strict';
import { it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import { batched } from './batch.ts';

it('writes everything once, in order, and resolves no call before its own items are written', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.nat(), { maxLength: 5 }), { maxLength: 30 }),
      fc.integer({ min: 1, max: 12 }),
      async (calls, itemsMax) => {
        const written: number[] = [];
        const keep = batched<number>(async (items) => {
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
  const keep = batched<number>(async (items) => {
    sizes.push(items.length);
    await wait(5);
  }, 100);
  await Promise.all([1, 2, 3, 4, 5].map((item) => keep([item])));
  assert.deepEqual(sizes, [1, 4]);
});

it('fails only the calls whose write failed, and goes on', async () => {
  const keep = batched<string>(async (items) => {
    await wait(1);
    if (items.includes('bad')) throw new Error('disk');
  }, 1);
  const outcomes = await Promise.allSettled([keep(['good']), keep(['bad']), keep(['good'])]);
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  );
});
