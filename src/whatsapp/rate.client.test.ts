import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { after, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { Secret } from '../platform/secret.ts';
import { openRates, type Rates } from './rate.client.ts';

const asking = (contact: string, priority = 0, phoneNumberId = '1') => ({ phoneNumberId, contact, priority });

/** How many of so many sends, each to somebody else, go out at once. */
async function goesOut(rates: Rates, count: number, priority = 0, phoneNumberId = '1'): Promise<number> {
  const waits = await Promise.all(
    Array.from({ length: count }, (_, index) => rates.take(asking(`${priority}/${index}`, priority, phoneNumberId))),
  );
  return waits.filter((ms) => ms === 0).length;
}

it('rates: throughput per number: lets a number send so many messages a second, and no other number pays for it', async () => {
  const rates = openRates({ perSecond: 80, redisUrl: null });
  assert.equal(await goesOut(rates, 100), 80);
  assert.equal(await goesOut(rates, 80, 0, '2'), 80);
  const blocked = await rates.take(asking('somebody'));
  assert(blocked > 0 && blocked <= 1000);
  await wait(blocked + 20);
  assert.equal(await rates.take(asking('somebody')), 0);
});

it('keeps a quarter of the rate for answers, however much was not asked for', async () => {
  const rates = openRates({ perSecond: 80, redisUrl: null });
  assert.equal(await goesOut(rates, 200, 2), 60);
  assert.equal(await goesOut(rates, 20, 0), 20);
});

it('rates: per recipient ("pair"): tells one contact 45 messages in a row and then waits, while others go on', async () => {
  const rates = openRates({ perSecond: 1000, redisUrl: null });
  const to = (contact: string) => rates.take(asking(contact));
  for (let sent = 0; sent < 45; sent += 1) assert.equal(await to('ana'), 0);
  const blocked = await to('ana');
  assert(blocked > 1000 && blocked <= 270_000);
  assert.equal(await to('bia'), 0);
});

it('counts nothing against a contact that did not go out', async () => {
  const rates = openRates({ perSecond: 1, redisUrl: null });
  assert.equal(await rates.take(asking('ana')), 0);
  for (let asked = 0; asked < 60; asked += 1) assert((await rates.take(asking('bia'))) <= 1000);
});

const hasRedis = spawnSync('redis-server', ['--version']).status === 0;
it(
  'shares the rates between workers through Redis, and goes on without it',
  { skip: hasRedis ? false : 'redis-server is not installed: shared rates were not tested' },
  async () => {
    const port = 20_000 + Math.floor(process.pid % 20_000);
    const server = spawn('redis-server', ['--port', String(port), '--save', '', '--bind', '127.0.0.1'], {
      stdio: 'ignore',
    });
    after(() => server.kill());
    const redisUrl = new Secret(`redis://127.0.0.1:${port}`);
    await wait(300);
    const workers = [openRates({ perSecond: 10, redisUrl }), openRates({ perSecond: 10, redisUrl })];
    after(() => workers.forEach(({ close }) => close()));
    await wait(200);
    const both = await Promise.all(workers.map((rates) => goesOut(rates, 10)));
    assert.equal(
      both.reduce((sum, count) => sum + count, 0),
      10,
    );
    server.kill();
    await wait(1200);
    assert((await Promise.all(workers.map((rates) => goesOut(rates, 5)))).every((count) => count === 5));
  },
);
