import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { it } from 'node:test';
import { sql } from 'kysely';
import { booked, newContact, proposal } from '../bookings/testing.store.ts';
import type { ContactId } from '../contacts/contact.ts';
import { exportContact } from '../contacts/export.store.ts';
import { requestPrivacy } from '../contacts/privacy.store.ts';
import { handOver } from '../conversations/conversation.store.ts';
import { ConversationId } from '../conversations/conversation.ts';
import { deskList } from '../conversations/desk-list.store.ts';
import { renew } from '../conversations/merge.store.ts';
import { testDatabase } from '../platform/testing.ts';
import { audienceOf } from './audience.store.ts';
import { campaignListQuery, cancelCampaign } from './campaign.store.ts';
import { PlanView } from './campaign.view.ts';
import { deliver, openCampaigns } from './testing.job.ts';

const { db } = await testDatabase();

it('spares who got another one lately, across campaigns that run at once', async () => {
  const { agree, start, step, state, time } = await openCampaigns(db);
  await agree(5);
  const [one, two] = [await start(), await start()];
  for (let round = 0; round < 6; round++) {
    await step();
    await deliver(db);
  }
  const done = [await state(one), await state(two)];
  assert.equal(
    done.reduce((sum, { counts }) => sum + counts.sent, 0),
    5,
  );
  assert.equal(
    done.reduce((sum, { why }) => sum + (why.recent ?? 0), 0),
    5,
  );
  time.now = time.now.add({ hours: 24 * 8 });
  const later = await start();
  for (let round = 0; round < 4; round++) {
    await step();
    await deliver(db);
  }
  assert.equal((await state(later)).counts.sent, 5);
});

it('goes to whom it is meant for: by label, by service, and by how long they have not come', async () => {
  const { agree, business, plan, phoneNumberId, time } = await openCampaigns(db);
  const contacts = await agree(4);
  const [vip, old, fresh, ahead] = contacts;
  assert(vip && old && fresh && ahead);
  await sql`update conversations set labels = '{vip}' where contact_id = ${vip}`.execute(db);
  for (const [contact, days] of [
    [old, -60],
    [fresh, -3],
    [ahead, -60],
    [ahead, 5],
  ] as const) {
    const item = proposal(business, `${10 + contacts.indexOf(contact)}:00`, 'x', Math.abs(days));
    const { id } = await booked(db, business, { contact, item });
    await sql`update bookings set starts_at = starts_at + ${days - Math.abs(days)} * interval '1 day',
      ends_at = ends_at + ${days - Math.abs(days)} * interval '1 day',
      busy_until = busy_until + ${days - Math.abs(days)} * interval '1 day' where id = ${id}`.execute(db);
  }
  const count = async (audience: object) => {
    const meant = PlanView.shape.audience.parse(audience);
    return (await audienceOf(db, business.id, { ...plan, phoneNumberId, audience: meant }, time.now)).readers.length;
  };
  assert.equal(await count({}), 4);
  assert.equal(await count({ label: 'vip' }), 1);
  assert.equal(await count({ service: business.services[0]?.id }), 3);
  assert.equal(await count({ service: randomUUID() }), 0);
  assert.equal(await count({ awayDays: 30 }), 1, 'neither who came lately nor who is booked');
});

it('looks at each again at the moment of sending', async () => {
  const { agree, start, step, state, business, time } = await openCampaigns(db);
  const [talking, waiting, out] = await agree(3);
  assert(talking && waiting && out);
  const id = await start();
  await step();
  const conversationOf = async (contact: ContactId) => {
    const row = db.selectFrom('conversations').select('id').where('contact_id', '=', contact);
    return ConversationId.parse((await row.executeTakeFirstOrThrow()).id);
  };
  const handoff = { reason: 'asked', brief: null, at: time.now };
  await handOver(db, business.id, await conversationOf(talking), handoff);
  await sql`update conversations set state = '{"pending": {"kind": "reminder", "yes": "attend"}}', last_message_at = ${time.now}
    where contact_id = ${waiting}`.execute(db);
  await requestPrivacy(db, business.id, { contact: out, kind: 'optOut' }, time.now);
  await step();
  assert.deepEqual([(await state(id)).why, (await deliver(db)).length], [{ busy: 2, opted_out: 1 }, 0]);
});

it('is ended by who cancels it, and forgets with the contact what it knew of them', async () => {
  const { agree, start, step, state, business, time } = await openCampaigns(db);
  const [first] = await agree(9);
  assert(first);
  await requestPrivacy(db, business.id, { contact: first, kind: 'news', by: 'desk', source: 'ficha' }, time.now);
  const id = await start();
  await step();
  await step();
  assert(await cancelCampaign(db, business.id, id, time.now));
  assert.equal(await cancelCampaign(db, business.id, id, time.now), false);
  assert.deepEqual([(await state(id)).counts.queued, (await deliver(db)).length], [0, 0]);
  const { user_id } = await db.selectFrom('contacts').selectAll().where('id', '=', first).executeTakeFirstOrThrow();
  const held = JSON.stringify(await exportContact(db, business.id, user_id ?? '', time.now));
  assert.match(held, /"source":\s*"ficha"/);
  assert.match(held, /"campaigns":\s*\[\{[^}]*"Volte"/);
  // Who turns out to be somebody known keeps what they got, once.
  const known = await newContact(db, business);
  await sql`update contacts set wa_id = '5511987654321' where id = ${known}`.execute(db);
  await db
    .transaction()
    .execute((tx) => renew(tx, business.id, { userId: user_id, waId: null }, { userId: null, waId: '5511987654321' }));
  const { rows } = await sql<{ contact: string }>`select contact_id as contact from campaign_recipients
    where campaign_id = ${id} and contact_id in (${first}, ${known})`.execute(db);
  assert.deepEqual(rows, [{ contact: known }]);
});

it('leaves the list of the desk in its order: who wrote last is first', async () => {
  const { meet, start, step, business, time } = await openCampaigns(db);
  const [first, last] = [await meet('Ana Lima'), await meet('Bia Reis')];
  await requestPrivacy(db, business.id, { contact: first.contact, kind: 'news' }, time.now);
  await sql`update conversations set last_message_at = ${time.now}::timestamptz - interval '1 hour' where contact_id = ${first.contact}`.execute(
    db,
  );
  time.now = time.now.add({ minutes: 30 });
  await start();
  await step();
  await step();
  assert.equal((await deliver(db)).length, 1);
  const page = { show: 'all', search: '', label: '', user: null, before: null, limit: 9 } as const;
  const rows = await deskList(db, business.id, page);
  assert.deepEqual(
    rows.map(({ contact }) => contact),
    [last.contact, first.contact],
  );
  assert.match(JSON.stringify(rows[1]?.content), /Quer voltar/);
});

it('reads its list by an index', async () => {
  const { agree, business } = await openCampaigns(db);
  const [contact] = await agree(1);
  await sql`
    with made as (
      insert into campaigns (business_id, phone_number_id, plan, created_at)
      select ${business.id}, phone_number_id, '{}', now() from numbers, generate_series(1, 3000)
      where business_id = ${business.id} returning id)
    insert into campaign_recipients (business_id, campaign_id, contact_id, state, reason, at)
    select ${business.id}, id, ${contact}, 'skipped', 'recent', now() from made`.execute(db);
  await sql`analyze campaigns, campaign_recipients`.execute(db);
  const query = campaignListQuery(business.id, { before: { at: '2026-01-01T00:00:00Z', id: randomUUID() }, limit: 20 });
  const { rows } = await sql<{ 'QUERY PLAN': string }>`explain ${query}`.execute(db);
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  assert.doesNotMatch(plan, /Seq Scan on (campaigns|campaign_recipients)/, plan);
});
