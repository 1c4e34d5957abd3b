import assert from 'node:assert/strict';
import { it } from 'node:test';
import { demoBusiness } from '../business/demo.ts';
import { putBusiness } from '../business/file.store.ts';
import { deadLetters } from '../conversations/dead-letter.store.ts';
import { keep } from '../conversations/inbox.store.ts';
import { testDatabase } from '../platform/testing.ts';
import { receiver } from './receive.job.ts';
import { channelForTests } from './testing.store.ts';
import { updatesOf } from './webhook.ts';

const { db } = await testDatabase();
const phoneNumberId = '100000000000001';
await putBusiness(db, demoBusiness, { phoneNumberId, displayPhoneNumber: '' });
const second = Temporal.Duration.from('PT1S');
const { receive } = receiver({ ...channelForTests(db), patience: { quiet: second, waitMax: second } });

/** A webhook of one change, kept and filed. */
async function deliver(value: object, number = phoneNumberId): Promise<void> {
  const change = { field: 'messages', value: { metadata: { phone_number_id: number }, ...value } };
  await keep(db, updatesOf({ entry: [{ id: '1', changes: [change] }] }));
  await receive();
}

const text = (id: string, sender: object, body = 'oi') => ({
  id,
  ...sender,
  timestamp: '1795000000',
  type: 'text',
  text: { body },
});
const contacts = () =>
  db
    .selectFrom('contacts')
    .select(['id', 'user_id', 'wa_id', 'profile_name'])
    .orderBy('created_at')
    .orderBy('id')
    .execute();
const messagesOf = async (contact: string) =>
  (
    await db
      .selectFrom('messages')
      .innerJoin('conversations', 'conversations.id', 'messages.conversation_id')
      .select('messages.wamid')
      .where('conversations.contact_id', '=', contact)
      .orderBy('messages.id')
      .execute()
  ).map(({ wamid }) => wamid);

it('keeps one contact for a person who is first known by phone and then by business-scoped id, with or without the ninth digit', async () => {
  await deliver({
    contacts: [{ wa_id: '551187654321', profile: { name: 'Ana' } }],
    messages: [text('wamid.1', { from: '551187654321' })],
  });
  await deliver({ messages: [text('wamid.2', { from: '5511987654321' })] });
  await deliver({ messages: [text('wamid.3', { from: '5511987654321', from_user_id: 'BR.111' })] });
  await deliver({ messages: [text('wamid.4', { from_user_id: 'BR.111' })] });
  const known = await contacts();
  assert.deepEqual(
    known.map(({ user_id, wa_id, profile_name }) => [user_id, wa_id, profile_name]),
    [['BR.111', '5511987654321', 'Ana']],
  );
  assert.deepEqual(await messagesOf(known[0]?.id ?? ''), ['wamid.1', 'wamid.2', 'wamid.3', 'wamid.4']);
});

it('never gives a message to another person of its batch, whatever the order and gaps of the contacts', async () => {
  const before = (await contacts()).length;
  await deliver({
    contacts: [
      { wa_id: '5521900000002', user_id: 'BR.222', profile: { name: 'Bia' } },
      { profile: {} },
      { user_id: 'BR.333' },
    ],
    messages: [
      text('wamid.333', { from_user_id: 'BR.333' }),
      text('wamid.444', { from: '5521900000004' }),
      text('wamid.222', { from: '5521900000002', from_user_id: 'BR.222' }),
      text('wamid.nobody', {}),
    ],
  });
  const fresh = (await contacts()).slice(before);
  assert.equal(fresh.length, 3);
  for (const { id, user_id, wa_id } of fresh)
    assert.deepEqual(await messagesOf(id), [`wamid.${user_id?.slice(3) ?? wa_id?.slice(-1).repeat(3)}`]);
  assert(
    (await deadLetters(db)).some(({ fault }) => fault === 'unreadable'),
    'the message of nobody is a dead letter',
  );
});

it('files what has no content for us without an answer, and what it cannot read as unreadable', async () => {
  const sender = { from: '5531900000001' };
  await deliver({
    messages: [
      {
        id: 'wamid.reaction',
        ...sender,
        timestamp: '1795000000',
        type: 'reaction',
        reaction: { message_id: 'x', emoji: '👍' },
      },
    ],
  });
  await deliver({
    messages: [{ id: 'wamid.audio', ...sender, timestamp: '1795000000', type: 'audio', audio: { id: '1' } }],
  });
  const stored = await db
    .selectFrom('messages')
    .select('content')
    .where('wamid', 'in', ['wamid.reaction', 'wamid.audio'])
    .orderBy('id')
    .execute();
  assert.deepEqual(stored, [
    { content: { kind: 'reaction', to: 'x', emoji: '👍' } },
    { content: { kind: 'unreadable', what: 'audio', beside: { audio: { id: '1' } } } },
  ]);
});

it('sets aside a message to a number that nobody here has', async () => {
  await deliver({ messages: [text('wamid.lost', { from: '5531900000002' })] }, '555');
  assert((await deadLetters(db)).some(({ fault }) => fault === 'unknown_number'));
});

it('goes on behind an update that cannot be filed, which becomes a dead letter', async () => {
  const job = receiver({ ...channelForTests(db), patience: { quiet: second, waitMax: second } });
  // A payload that is no JSON cannot come from the webhook; it stands for what nobody foresaw.
  await keep(db, [{ phoneNumberId, kind: 'message', key: 'poison', payload: '{' }]);
  await keep(
    db,
    updatesOf({
      entry: [
        {
          id: '1',
          changes: [
            {
              field: 'messages',
              value: {
                metadata: { phone_number_id: phoneNumberId },
                messages: [text('wamid.behind', { from: '5531900000003' })],
              },
            },
          ],
        },
      ],
    }),
  );
  const { Fault } = await import('../platform/fault.ts');
  for (let round = 0; round < 4; round += 1)
    await job.receive().catch(() => job.failed(new Fault('bug', 'unforeseen.SyntaxError')));
  const behind = await db.selectFrom('messages').select('id').where('wamid', '=', 'wamid.behind').execute();
  assert.equal(behind.length, 1);
  assert((await deadLetters(db)).some(({ fault }) => fault === 'unforeseen.SyntaxError'));
});
