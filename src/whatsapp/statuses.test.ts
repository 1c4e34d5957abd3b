import assert from 'node:assert/strict';
import { it } from 'node:test';
import { claimOutgoing } from '../conversations/outbox.store.ts';
import { sayInstead } from '../conversations/resend.store.ts';
import { testDatabase } from '../platform/testing.ts';
import { receivingForTests } from './testing.job.ts';

const { db } = await testDatabase();
const { business, phoneNumberId, displayPhoneNumber, at, deliver } = await receivingForTests(db);
const metadata = { phone_number_id: phoneNumberId, display_phone_number: displayPhoneNumber };

let people = 0;
/** A message of ours that has been taken from the outbox, to somebody who wrote; Meta has not answered yet. */
async function sending() {
  people += 1;
  const from = `55119${String(people).padStart(8, '0')}`;
  await deliver('messages', {
    metadata,
    messages: [{ id: `wamid.in${people}`, from, timestamp: String(at), type: 'text', text: { body: 'oi' } }],
  });
  const { id: conversation } = await db
    .selectFrom('conversations as k')
    .innerJoin('contacts as c', 'c.id', 'k.contact_id')
    .select('k.id')
    .where('c.wa_id', '=', from)
    .executeTakeFirstOrThrow();
  const template = { type: 'template' as const, name: 'x', language: 'pt_BR', body: [], buttons: [], text: 'oi' };
  await sayInstead(db, { business, conversation, phoneNumberId }, template, Temporal.Now.instant());
  const [outgoing] = await claimOutgoing(db, Temporal.Duration.from('PT25S'), 1);
  assert(outgoing);
  const wamid = `wamid.out${people}`;
  return {
    tell: (status: string, more: object = {}) =>
      deliver('messages', {
        metadata,
        statuses: [{ id: wamid, status, timestamp: String(at), biz_opaque_callback_data: outgoing.id, ...more }],
      }),
    /** How far the message is, why it failed, and whether the outbox is done with it. */
    stands: async () => {
      const message = db.selectFrom('messages').select(['status', 'error_code']).where('direction', '=', 'out');
      const { status, error_code } = await message
        .where('conversation_id', '=', conversation)
        .executeTakeFirstOrThrow();
      const outbox = db.selectFrom('outbox').select(['state', 'wamid']).where('id', '=', outgoing.id);
      const { state, wamid: known } = await outbox.executeTakeFirstOrThrow();
      return [status, error_code, state, known === wamid];
    },
    arrivals: async () => {
      const turn = db.selectFrom('turns').select('arrivals').where('conversation_id', '=', conversation);
      return (await turn.executeTakeFirst())?.arrivals;
    },
  };
}

for (const status of ['sent', 'delivered', 'read', 'played'])
  it(`statuses: ${status}: proves that Meta took the message, before Meta’s own answer, and moves it on`, async () => {
    const { tell, stands } = await sending();
    await tell(status);
    assert.deepEqual(await stands(), [status, null, 'sent', true]);
  });

it('statuses: failed: says why, and is terminal only until the message is delivered after all', async () => {
  const { tell, stands } = await sending();
  await tell('sent');
  await tell('failed', { errors: [{ code: 131026, title: 'Message undeliverable' }] });
  assert.deepEqual((await stands()).slice(0, 2), ['failed', '131026']);
  await tell('delivered');
  assert.deepEqual((await stands()).slice(0, 2), ['delivered', null]);
  await tell('failed', { errors: [{ code: 131026 }] });
  assert.deepEqual((await stands()).slice(0, 2), ['delivered', null]);
});

it('statuses: failed without contacts, profile and recipient is no dead letter', async () => {
  const { tell, stands } = await sending();
  await tell('failed', { recipient_id: undefined, errors: [{ code: 131026 }] });
  assert.equal((await stands())[0], 'failed');
  const { length } = await db.selectFrom('inbox').select('id').where('fault', 'is not', null).execute();
  assert.equal(length, 0);
});

it('statuses: delivered may never come where read does', async () => {
  const { tell, stands } = await sending();
  await tell('sent');
  await tell('read');
  assert.equal((await stands())[0], 'read');
});

it('statuses: one that names no message of ours changes none', async () => {
  const [one, other] = [await sending(), await sending()];
  await one.tell('delivered', { id: 'wamid.somebodys', biz_opaque_callback_data: undefined });
  assert.deepEqual([(await one.stands())[0], (await other.stands())[0]], ['queued', 'queued']);
});

it('statuses: none of them starts a turn', async () => {
  const { tell, arrivals } = await sending();
  const before = await arrivals();
  for (const status of ['sent', 'delivered', 'read', 'played', 'failed', 'deleted', 'warning']) await tell(status);
  assert.equal(await arrivals(), before);
});
