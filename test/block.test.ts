import assert from 'node:assert/strict';
import { it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { blockContact, unblockContact } from '../src/conversations/block.store.ts';
import { sayAsPerson, takeOver } from '../src/conversations/desk.store.ts';
import { ConversationId } from '../src/conversations/conversation.ts';
import { ContactId } from '../src/contacts/contact.ts';
import { openPhone, type Phone } from './phone.ts';
import { runDemo } from './running.ts';
import { eventually } from './stack.ts';

const { db, config, business } = await runDemo();

const replies = async (phone: Phone) => (await phone.shown()).filter(({ direction }) => direction === 'out').length;
const replied = (phone: Phone, count: number) =>
  eventually(`${count} replies`, async () => (await replies(phone)) === count);
const now = () => Temporal.Now.instant();

/** Somebody who wrote and was answered. */
async function writer(name: string) {
  const phone = await openPhone(config.SIMULATOR_PORT, { name });
  await phone.say({ text: 'onde vocês ficam?' });
  await replied(phone, 1);
  const row = await db
    .selectFrom('conversations as k')
    .innerJoin('contacts as c', 'c.id', 'k.contact_id')
    .select(['k.id as conversation', 'c.id as contact'])
    .where('c.user_id', '=', phone.userId)
    .executeTakeFirstOrThrow();
  return {
    phone,
    contact: ContactId.parse(row.contact),
    conversation: ConversationId.parse(row.conversation),
    state: () =>
      db
        .selectFrom('conversations')
        .select(['status', 'held_off_at'])
        .where('id', '=', row.conversation)
        .executeTakeFirstOrThrow(),
  };
}

it('holds a contact off at Meta, and lets them write again', async () => {
  const { phone, contact, state } = await writer('Ana Souza');
  assert(await blockContact(db, business, contact, now()));
  await eventually('Meta holds them off', async () => (await state()).held_off_at);
  const { id } = await db.selectFrom('messages').select('id').orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow();
  // Their phone hears of no delivery.
  await phone.say({ text: 'alô?' }).catch(() => null);
  await wait(500);
  const since = await db.selectFrom('messages').select('id').where('id', '>', id).execute();
  assert.deepEqual(since, [], 'nothing of theirs arrives');

  assert(await unblockContact(db, business, contact));
  await eventually('Meta lets them through', async () => (await state()).held_off_at === null);
  await phone.say({ text: 'onde vocês ficam?' });
  await replied(phone, 2);
  assert.equal((await state()).status, 'active');
});

it('answers nothing that still arrives, and has Meta hold off then who had not written for a day', async () => {
  const { phone, contact, conversation, state } = await writer('Bia Lima');
  await sql`update conversations set last_inbound_at = now() - interval '25 hours' where id = ${conversation}`.execute(
    db,
  );
  await blockContact(db, business, contact, now());
  await wait(1500);
  assert.deepEqual(await state(), { status: 'closed', held_off_at: null });
  await phone.say({ text: 'onde vocês ficam?' });
  await eventually('Meta holds them off', async () => (await state()).held_off_at);
  assert.equal((await state()).status, 'closed');
  assert.equal(await replies(phone), 1);
});

it('lets nobody at the desk write to who is blocked', async () => {
  const { contact, conversation } = await writer('Caio Reis');
  await blockContact(db, business, contact, now());
  await takeOver(db, business, { conversation, user: null }, now());
  const content = { type: 'text', text: 'oi' } as const;
  assert.equal(await sayAsPerson(db, business, { conversation, user: null, content }, now()), 'blocked');
});
