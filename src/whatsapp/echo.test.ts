import assert from 'node:assert/strict';
import { it } from 'node:test';
import { noticeRound } from '../agent/notice.job.ts';
import { openDesk, roundOnce, textOf } from '../agent/testing.job.ts';
import { now, proposal } from '../bookings/testing.store.ts';
import { giveBack, handedOver } from '../conversations/conversation.store.ts';
import { ConversationId } from '../conversations/conversation.ts';
import { keep } from '../conversations/inbox.store.ts';
import { testDatabase } from '../platform/testing.ts';
import { receiver } from './receive.job.ts';
import { channelForTests } from './testing.store.ts';
import { updatesOf } from './webhook.ts';

const { db } = await testDatabase();
const none = new Temporal.Duration();
const { receive } = receiver({ ...channelForTests(db), patience: { quiet: none, waitMax: none } });

const echo = (id: string, to: object, more: object = { type: 'text', text: { body: 'Oi, aqui é a dona.' } }) => ({
  from: '551155500100',
  id,
  timestamp: String(Math.floor(now.epochMilliseconds / 1000)),
  ...to,
  ...more,
});

/** A webhook with echoes, and other changes beside it, kept and filed. */
async function deliver(number: string, echoes: object[], messages: object[] = []): Promise<void> {
  const metadata = { phone_number_id: number };
  const changes = [
    { field: 'smb_message_echoes', value: { metadata, message_echoes: echoes } },
    ...(messages.length > 0 ? [{ field: 'messages', value: { metadata, messages } }] : []),
  ];
  await keep(db, updatesOf({ entry: [{ id: '1', changes }] }));
  await receive();
}

const conversationOf = async (contact: string) => {
  const row = db.selectFrom('conversations').selectAll().where('contact_id', '=', contact);
  const found = await row.executeTakeFirstOrThrow();
  return { ...found, id: ConversationId.parse(found.id) };
};

it('stores what the owner wrote as ours, once, and is silent until the conversation is given back', async () => {
  const desk = await openDesk(db, now);
  const person = await desk.meet();
  await deliver(desk.phoneNumberId, [echo('wamid.e1', { to: person.waId })]);
  await deliver(desk.phoneNumberId, [echo('wamid.e1', { to: person.waId })]);
  const conversation = await conversationOf(person.contact);
  assert.deepEqual([conversation.status, conversation.handoff_reason], ['human', 'echo']);
  const said = await db.selectFrom('messages').selectAll().where('wamid', '=', 'wamid.e1').execute();
  assert.deepEqual(
    said.map(({ direction, content, status }) => ({ direction, content, status })),
    [{ direction: 'out', content: { type: 'text', text: 'Oi, aqui é a dona.' }, status: 'sent' }],
  );
  assert.equal(await person.say('oi, quero marcar um corte'), '');

  assert.equal(await giveBack(db, desk.business.id, conversation.id), true);
  assert.equal(await giveBack(db, desk.business.id, conversation.id), false);
  assert.match(await person.say('quais serviços vocês têm?'), /Corte/);
});

it('goes on from the same question after it was given back, and answers nothing late that a person was told', async () => {
  const desk = await openDesk(db, now);
  const person = await desk.meet();
  assert.match(await person.say('quero marcar um corte'), /dia/i);
  await deliver(desk.phoneNumberId, [echo('wamid.e2', { to: person.waId })]);
  await person.say('quanto custa?');
  const { id } = await conversationOf(person.contact);
  assert((await handedOver(db)).some(({ conversation, reason }) => conversation === id && reason === 'echo'));
  await giveBack(db, desk.business.id, id);
  const answer = await person.say('quinta às 15h');
  assert.match(answer, /26\/11.*15:00/s);
  assert.equal(answer.match(/R\$/g)?.length, 1, 'the price is in the summary, and was not answered late');
  const replies = await db.selectFrom('outbox').select('id').where('conversation_id', '=', id).execute();
  assert.equal(replies.length, 3);
});

it('gives the person what the contact wrote in the same breath, and says nothing unasked over them', async () => {
  const desk = await openDesk(db, now);
  const person = await desk.meet();
  await person.books(proposal(desk.business, '15:00', 'Carla', 2));
  const message = {
    id: 'wamid.m3',
    from: person.waId,
    timestamp: String(Math.floor(now.epochMilliseconds / 1000)),
    type: 'text',
    text: { body: 'oi?' },
  };
  await deliver(desk.phoneNumberId, [echo('wamid.e3', { to: person.waId })], [message]);
  const { id } = await conversationOf(person.contact);
  const due = await db.selectFrom('turns').select('due_at').where('conversation_id', '=', id).executeTakeFirstOrThrow();
  assert.equal(due.due_at, null);
  desk.time.now = now.add({ hours: 29 });
  assert.equal(textOf(await roundOnce(noticeRound(desk.deps), db)), '');
});

it('knows an echo by user id, of a picture, of what we sent ourselves, of a stranger, and one that says nothing new', async () => {
  const desk = await openDesk(db, now);
  const [person, other] = [await desk.meet('Ana Souza'), await desk.meet('Bia Lima')];
  await deliver(desk.phoneNumberId, [
    echo('wamid.e4', { to: person.waId, to_user_id: 'BR.4444' }, { type: 'image', image: { id: '1' } }),
    echo('wamid.e5', { to: other.waId }, { type: 'revoke' }),
    echo('wamid.e6', { to: '5511912340000' }),
  ]);
  const [image] = await db.selectFrom('messages').select('content').where('wamid', '=', 'wamid.e4').execute();
  assert.deepEqual(image?.content, { type: 'text', text: '[image]' });
  assert.equal((await conversationOf(other.contact)).status, 'active');
  const ours = await db
    .selectFrom('messages')
    .select('wamid')
    .where('conversation_id', '=', (await conversationOf(other.contact)).id)
    .where('direction', '=', 'out')
    .executeTakeFirstOrThrow();
  await deliver(desk.phoneNumberId, [echo(ours.wamid ?? '', { to: other.waId })]);
  assert.equal((await conversationOf(other.contact)).status, 'active');
  const fresh = await db
    .selectFrom('contacts')
    .select('id')
    .where('wa_id', '=', '5511912340000')
    .executeTakeFirstOrThrow();
  assert.equal((await conversationOf(fresh.id)).status, 'human');
  assert.equal((await conversationOf(fresh.id)).last_inbound_at.epochMilliseconds, 0);
});
