import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { it } from 'node:test';
import { sql } from 'kysely';
import type { ContactId } from '../contacts/contact.ts';
import { requestPrivacy } from '../contacts/privacy.store.ts';
import { claimOutgoing, recordAccepted, sweepOutbox } from '../conversations/outbox.store.ts';
import { putUnasked, reachOf } from '../conversations/unasked.store.ts';
import { filesIn } from '../platform/files.ts';
import { Secret } from '../platform/secret.ts';
import { testDatabase } from '../platform/testing.ts';
import { deliverJob } from '../whatsapp/deliver.job.ts';
import { openRates } from '../whatsapp/rate.client.ts';
import { channelForTests } from '../whatsapp/testing.store.ts';
import { audienceOf } from './audience.store.ts';
import { pause, resume } from './campaign.store.ts';
import { at, deliver, openCampaigns } from './testing.job.ts';

const { db } = await testDatabase();
const lease = Temporal.Duration.from('PT30S');
const none = new Temporal.Duration();

it('goes once to each who agreed, a few at a time, and tells of the others why not', async () => {
  const { agree, start, step, state, business, time, plan } = await openCampaigns(db);
  const contacts = await agree(30);
  const [out, meta, gone, silent] = contacts;
  assert(out && meta && gone && silent);
  const ask = (contact: ContactId, kind: 'optOut' | 'erase' | 'noNews', by?: 'meta') =>
    requestPrivacy(db, business.id, { contact, kind, ...(by ? { by } : {}) }, time.now);
  await ask(out, 'optOut');
  await ask(meta, 'optOut', 'meta');
  await ask(gone, 'erase');
  await ask(silent, 'noNews');
  const { readers, skipped } = await audienceOf(db, business.id, plan, time.now);
  assert.deepEqual([readers.length, skipped.length], [26, 4]);

  const id = await start();
  await step();
  const texts: string[] = [];
  let rounds = 0;
  for (; (await state(id)).state === 'sending'; rounds += 1) {
    await step();
    const taken = await deliver(db);
    assert(taken.length <= 8, 'the outbox never holds many');
    for (const { content, priority } of taken) {
      assert(content.type === 'template' && priority === 2);
      texts.push(content.text);
    }
  }
  assert.deepEqual(texts, Array(26).fill('Oi, Ana! Quer voltar?'));
  const { counts, why } = await state(id);
  assert.deepEqual([counts.sent, counts.skipped], [26, 4]);
  assert.deepEqual(why, { opted_out: 1, blocked: 1, erased: 1, no_consent: 1 });
  assert(rounds >= 4);
});

it('sends nothing outside its hours, takes back what still waits, and goes on in the morning', async () => {
  const { agree, start, step, state, business, time } = await openCampaigns(db);
  await agree(20);
  time.now = at('19:59');
  const id = await start();
  await step();
  await step();
  assert.equal((await state(id)).counts.queued, 8);
  time.now = at('20:00');
  await step();
  const { counts } = await state(id);
  assert.deepEqual([counts.queued, counts.waiting, (await deliver(db)).length], [0, 20, 0]);
  const shown = await sql`select from messages where business_id = ${business.id}`.execute(db);
  assert.equal(shown.rows.length, 0, 'nothing of it is left in any transcript');
  time.now = at('09:00', 1);
  await step();
  assert.equal((await deliver(db)).length, 8);
});

it('lets go of nothing more once it is paused, and of nobody twice when it goes on', async () => {
  const { agree, start, step, state, business, time } = await openCampaigns(db);
  await agree(20);
  const id = await start();
  await step();
  await step();
  // What is being sent at this moment is not taken back.
  const [inFlight] = await claimOutgoing(db, lease, 1);
  assert(inFlight);
  assert(await pause(db, business.id, id, 'person'));
  assert.equal((await deliver(db)).length, 0);
  await recordAccepted(db, [{ id: inFlight.id, wamid: `wamid.${randomUUID()}` }]);
  await step();
  assert.deepEqual([(await state(id)).counts.sent, (await state(id)).counts.waiting], [1, 19]);
  assert(await resume(db, business.id, id, time.now));
  while ((await state(id)).state === 'sending') {
    await step();
    await deliver(db);
  }
  const { rows } = await sql<{ times: number }>`select count(*)::int as times from messages m
    join conversations k on k.id = m.conversation_id where k.business_id = ${business.id} group by k.contact_id`.execute(
    db,
  );
  assert.deepEqual(
    rows.map(({ times }) => times),
    Array(20).fill(1),
  );
});

it('is fed by one worker at a time, however many there are', async () => {
  const { agree, start, step, state } = await openCampaigns(db);
  await agree(40);
  const id = await start();
  await step();
  await Promise.all(Array.from({ length: 12 }, step));
  const { counts } = await state(id);
  assert.deepEqual([counts.queued, counts.waiting], [8, 32]);
});

it('is not sent again when a worker dies over it: once is all', async () => {
  const { agree, start, step } = await openCampaigns(db);
  await agree(1);
  await start();
  await step();
  await step();
  const [taken] = await claimOutgoing(db, none, 1);
  assert(taken);
  await sweepOutbox(db, none);
  await sweepOutbox(db, none);
  const { state } = await db.selectFrom('outbox').select('state').where('id', '=', taken.id).executeTakeFirstOrThrow();
  assert.equal(state, 'dead');
  await step();
  assert.equal((await deliver(db)).length, 0);
});

it('pauses for what Meta or the budget says no to, and says why', async () => {
  const paused = await openCampaigns(db);
  await paused.agree(10);
  const id = await paused.start();
  await paused.step();
  await paused.template('PAUSED');
  await paused.step();
  assert.deepEqual([(await paused.state(id)).state, (await paused.state(id)).pausedFor], ['paused', 'template']);

  await paused.template('APPROVED');
  assert(await resume(db, paused.business.id, id, paused.time.now));
  await paused.step();
  const [first] = await deliver(db, 1);
  await sql`update messages set status = 'failed', error_code = '131048'
    where id = (select message_id from outbox where id = ${first?.id})`.execute(db);
  await paused.step();
  assert.equal((await paused.state(id)).pausedFor, 'refused');
  assert.equal((await deliver(db)).length, 0);

  const later = async () => {
    paused.time.now = paused.time.now.add({ minutes: 1 });
    assert(await resume(db, paused.business.id, id, paused.time.now));
  };
  await later();
  await sql`update numbers set held_fault = 'whatsapp.131042', held_by = 'answer', held_since = ${paused.time.now.add({ seconds: 1 })}
    where phone_number_id = ${paused.phoneNumberId}`.execute(db);
  await paused.step();
  assert.equal((await paused.state(id)).pausedFor, 'number');
  // Who lets it go on all the same lets one message try whether the number works again.
  await later();
  await paused.step();
  const [probe, ...others] = await claimOutgoing(db, lease, 10);
  assert.deepEqual([probe?.isProbe, others.length], [true, 0]);

  const poor = await openCampaigns(db, { isBudgetUsedUp: async () => true });
  await poor.agree(3);
  const other = await poor.start();
  await poor.step();
  await poor.step();
  assert.deepEqual([(await poor.state(other)).pausedFor, (await deliver(db)).length], ['budget', 0]);
});

it('lets an answer pass: before thousands that wait, and to the very contact who waits for one', async () => {
  const { agree, start, step, state, business, phoneNumberId } = await openCampaigns(db);
  const contacts = await agree(3_000);
  const id = await start();
  await step();
  await step();
  const { counts } = await state(id);
  assert.deepEqual([counts.queued, counts.waiting], [8, 2_992]);
  const { rows } = await sql<{ contact: string }>`select k.contact_id as contact from outbox o
    join conversations k on k.id = o.conversation_id where o.business_id = ${business.id} order by o.seq desc limit 1`.execute(
    db,
  );
  const queued = rows[0]?.contact;
  const other = contacts.find((contact) => contact !== queued);
  for (const contact of [queued, other])
    await sql`
      with k as (select id from conversations where business_id = ${business.id} and contact_id = ${contact}),
      said as (
        insert into messages (business_id, conversation_id, direction, content, status, at)
        select ${business.id}, id, 'out', '{"type":"text","text":"Claro!"}', 'queued', now() from k returning id, conversation_id)
      insert into outbox (business_id, conversation_id, message_id, phone_number_id, content)
      select ${business.id}, conversation_id, id, ${phoneNumberId}, '{"type":"text","text":"Claro!"}' from said`.execute(
      db,
    );
  const two = await deliver(db, 2);
  assert.deepEqual(
    two.map(({ content }) => content.type),
    ['text', 'text'],
  );
});

it('leaves a worker hands for answers, however much that nobody asked for is stuck in the others', async () => {
  const { agree, phoneNumberId, business, time } = await openCampaigns(db);
  const contacts = await agree(30);
  const reach = await reachOf(
    db,
    contacts.map((contact) => ({ business: business.id, contact })),
  );
  const [first, ...others] = [...reach.values()];
  assert(first);
  const content = { type: 'text', text: 'Olá!' } as const;
  for (const each of others) await putUnasked(db, each, { content, priority: 1 }, time.now);
  const job = deliverJob({
    ...channelForTests(db),
    graph: { url: 'http://127.0.0.1:9', accessToken: new Secret('token'), timeout: lease },
    rates: openRates({ perSecond: 80, redisUrl: null }),
    files: filesIn('nowhere'),
    unknownWait: lease,
    answersAlone: 6,
  });
  assert.equal((await job.claim(24)).length, 18);
  assert.equal((await job.claim(6)).length, 0);
  await putUnasked(db, first, { content, priority: 0 }, time.now);
  const [answer, ...more] = await job.claim(6);
  assert.deepEqual([answer?.contact, answer?.phoneNumberId, more.length], [first.contact, phoneNumberId, 0]);
});
