import assert from 'node:assert/strict';
import { after, it } from 'node:test';
import { sql } from 'kysely';
import { openApi } from '../src/api.ts';
import { demoBusiness } from '../src/business/demo.ts';
import { putNumber } from '../src/business/business.store.ts';
import { putBusiness } from '../src/business/file.store.ts';
import { openLog } from '../src/platform/log.ts';
import { testDatabase } from '../src/platform/testing.ts';
import { receiver } from '../src/whatsapp/receive.job.ts';
import { channelForTests } from '../src/whatsapp/testing.store.ts';
import { chanceFrom } from '../src/platform/chance.ts';
import { demoConfig, postWebhook } from './stack.ts';
import { bodyOf, phoneNumbers, shuffled, trafficOf, type TrafficUpdate } from './webhook-traffic.ts';

const { db, url } = await testDatabase();
const config = await demoConfig(url);
const api = await openApi(config, url, openLog('silent'));
after(() => api.close());
const [first = '', second = ''] = phoneNumbers;
const business = await putBusiness(db, demoBusiness, { phoneNumberId: first, displayPhoneNumber: '551155500100' });
await putNumber(db, business, { phoneNumberId: second, displayPhoneNumber: '551155500200' });

/** 100,000 by `TRAFFIC=100000 npm run test:run -- test/webhook-traffic.test.ts`; fewer in `npm test`. */
const count = Number(process.env['TRAFFIC'] ?? 3_000);
const random = chanceFrom(20261126);

/** Cuts into batches of 1 to 1,000. */
function batches(updates: readonly TrafficUpdate[]): TrafficUpdate[][] {
  const cut: TrafficUpdate[][] = [];
  for (let at = 0; at < updates.length;) {
    const size = Math.max(1, Math.floor(1000 ** random()));
    cut.push(updates.slice(at, at + size));
    at += size;
  }
  return cut;
}

it(`stores each of ${count} updates of every kind once, however often, mixed and batched it is delivered`, async () => {
  const traffic = trafficOf(count, random);
  const deliveries = traffic.flatMap((update) => Array.from({ length: 1 + Math.floor(random() * 5) }, () => update));
  const statuses = new Set<number>();
  const waiting = batches(shuffled(deliveries, random));
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let batch = waiting.pop(); batch; batch = waiting.pop())
        statuses.add((await postWebhook(config, JSON.stringify(bodyOf(batch)))).status);
    }),
  );
  assert.deepEqual([...statuses], [200]);
  // An echo and an error stand in a body of their own; each is one update.
  const { rows } = await sql<{ kept: number }>`select count(*) as kept from inbox`.execute(db);
  assert.equal(rows[0]?.kept, new Set(traffic.map(keyOf)).size);

  const { receive } = receiver({
    ...channelForTests(db),
    patience: { quiet: new Temporal.Duration(), waitMax: new Temporal.Duration() },
  });
  while ((await receive()) > 0);
  const { rows: left } = await sql<{ unfiled: number; faults: string }>`
    select count(*) filter (where filed_at is null) as unfiled, coalesce(string_agg(distinct fault, ','), '') as faults from inbox`.execute(
    db,
  );
  assert.deepEqual(left, [{ unfiled: 0, faults: '' }]);
  const { rows: twice } =
    await sql`select wamid from messages where direction = 'in' group by wamid having count(*) > 1`.execute(db);
  assert.deepEqual(twice, []);
  const { rows: people } =
    await sql`select user_id from contacts group by business_id, user_id having count(*) > 1`.execute(db);
  assert.deepEqual(people, []);
});

function keyOf({ place, field, value }: TrafficUpdate): string {
  return place === 'change' ? `${field}${JSON.stringify(value)}` : JSON.stringify(value);
}

it('statuses: rank: moves a message only forward, whatever the order in which its statuses come', async () => {
  const ranks = ['accepted', 'sent', 'failed', 'delivered', 'read', 'played'];
  const { receive } = receiver({
    ...channelForTests(db),
    patience: { quiet: new Temporal.Duration(), waitMax: new Temporal.Duration() },
  });
  const { id } = await db.selectFrom('conversations').select('id').limit(1).executeTakeFirstOrThrow();
  for (let round = 0; round < 40; round += 1) {
    const wamid = `wamid.mono${round}`;
    await db
      .insertInto('messages')
      .values({
        business_id: business,
        conversation_id: id,
        direction: 'out',
        wamid,
        content: '{"type":"text","text":""}',
        status: 'accepted',
        at: Temporal.Instant.fromEpochMilliseconds(0),
      })
      .execute();
    const come = shuffled(
      ranks.slice(1).filter(() => random() < 0.7),
      random,
    );
    let best = 0;
    for (const status of come) {
      const value = { id: wamid, status, timestamp: '1795000000', recipient_id: '5511900000001' };
      await postWebhook(config, JSON.stringify(bodyOf([{ place: 'statuses', field: 'messages', value }])));
      await receive();
      best = Math.max(best, ranks.indexOf(status));
      const now = await db.selectFrom('messages').select('status').where('wamid', '=', wamid).executeTakeFirstOrThrow();
      assert.equal(now.status, ranks[best]);
    }
  }
});
