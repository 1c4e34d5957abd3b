import assert from 'node:assert/strict';
import { it } from 'node:test';
import { testDatabase } from '../platform/testing.ts';
import { messageKinds } from '../simulator/message-kinds.ts';
import { receivingForTests } from './testing.job.ts';

const { db } = await testDatabase();
const { business, phoneNumberId, at, deliver } = await receivingForTests(db);

let people = 0;
/** Somebody who has said "oi" already. */
async function meet(more: { withoutPhone?: boolean } = {}) {
  people += 1;
  const [waId, userId, earlier] = [`55119${String(people).padStart(8, '0')}`, `BR.${people}`, `wamid.first${people}`];
  const sender = { ...(more.withoutPhone ? {} : { from: waId }), from_user_id: userId };
  const making = { random: () => 0.3, earlier, waId, userId };
  const says = (content: object, id = `wamid.${crypto.randomUUID()}`, errors?: object[]) =>
    deliver('messages', {
      metadata: { phone_number_id: phoneNumberId },
      messages: [{ ...sender, id, timestamp: String(at), ...content }],
      ...(errors ? { errors } : {}),
    }).then(() => id);
  await says({ type: 'text', text: { body: 'oi' } }, earlier);
  return {
    ...making,
    says,
    does: (kind: string, id?: string) => says(messageKinds[kind]?.(making) ?? {}, id),
    async said() {
      const rows = await db
        .selectFrom('messages as m')
        .innerJoin('conversations as k', 'k.id', 'm.conversation_id')
        .innerJoin('contacts as c', 'c.id', 'k.contact_id')
        .select(['m.wamid', 'm.content', 'm.fence', 'k.id as conversation', 'c.id', 'c.wa_id', 'c.user_id'])
        .where('c.user_id', 'like', `${userId}%`)
        .where('c.user_id', 'not like', `${userId}_0`)
        .where('m.direction', '=', 'in')
        .orderBy('m.id')
        .execute();
      return rows.filter(
        ({ user_id }) => /^BR\.\d+[A-Z]?$/.test(user_id ?? '') && user_id?.replace(/[A-Z]$/, '') === userId,
      );
    },
    async due() {
      const [row] = await this.said();
      const turn = db
        .selectFrom('turns')
        .select('due_at')
        .where('conversation_id', '=', row?.conversation ?? '');
      return ((await turn.executeTakeFirst())?.due_at ?? null) !== null;
    },
  };
}

/** What each kind becomes: its words, the option that was tapped, or how it is called when it cannot be read. */
const heard: Readonly<Record<string, object>> = {
  text: { kind: 'text', text: 'quero marcar um corte' },
  image: { kind: 'text', text: 'quero um assim' },
  'image without caption': { kind: 'unreadable', what: 'image' },
  video: { kind: 'unreadable', what: 'video' },
  document: { kind: 'unreadable', what: 'document' },
  sticker: { kind: 'unreadable', what: 'sticker' },
  audio: { kind: 'unreadable', what: 'audio' },
  'voice note': { kind: 'unreadable', what: 'audio' },
  'voice of old': { kind: 'unreadable', what: 'audio' },
  location: { kind: 'unreadable', what: 'location' },
  'location without type': { kind: 'unreadable', what: 'location' },
  contacts: { kind: 'unreadable', what: 'contacts' },
  'contact request': { kind: 'unreadable', what: 'contacts' },
  'button reply': { kind: 'tap', option: 'sim', title: 'Sim' },
  'list reply': { kind: 'tap', option: 'corte', title: 'Corte' },
  'flow reply': { kind: 'unreadable', what: 'nfm_reply' },
  'call permission': { kind: 'unreadable', what: 'call_permission_reply' },
  'interactive without a body': { kind: 'unreadable', what: 'interactive' },
  'template button': { kind: 'tap', option: 'sim', title: 'Confirmo' },
  order: { kind: 'text', text: 'para sexta' },
  'unsupported 131051': { kind: 'unreadable', what: 'unsupported' },
  'unsupported 131060': { kind: 'unreadable', what: 'unsupported' },
  ephemeral: { kind: 'unreadable', what: 'ephemeral' },
  unknown: { kind: 'unreadable', what: 'hologram' },
  referral: { kind: 'text', text: 'quero marcar um corte' },
  reply: { kind: 'text', text: 'quero marcar um corte' },
  forwarded: { kind: 'text', text: 'quero marcar um corte' },
};

const files = ['image', 'video', 'document', 'sticker', 'image without caption'];

/** The row of Meta’s table, where it is not called like the kind. */
const rows: Readonly<Record<string, string>> = {
  ...Object.fromEntries(files.map((kind) => [kind, files.slice(0, 4).join(', ')])),
  ephemeral: 'ephemeral, unknown [?]',
  unknown: 'ephemeral, unknown [?]',
  'voice note': 'audio',
  'voice of old': 'audio',
  'contact request': 'contacts',
  'button reply': 'interactive',
  'list reply': 'interactive',
  'flow reply': 'interactive',
  'call permission': 'interactive',
  'template button': 'button',
};
const rowed = (kind: string) => (rows[kind] === undefined ? kind : `${rows[kind]}: ${kind}`);

for (const [kind, expected] of Object.entries(heard))
  it(`messages: ${rowed(kind)} opens the conversation and waits for an answer`, async () => {
    const person = await meet();
    const id = await person.does(kind);
    const content = (await person.said()).find(({ wamid }) => wamid === id)?.content;
    assert.partialDeepStrictEqual(content, expected);
    assert(await person.due());
  });

it('messages: every kind that the simulator knows has its test', () => {
  const tested = new Set([...Object.keys(heard), ...silently, ...'edit revoke group'.split(' '), ...systems]);
  assert.deepEqual(
    Object.keys(messageKinds).filter((kind) => !tested.has(kind)),
    [],
  );
});

const silently = ['reaction', 'reaction removed', 'request_welcome'];
const systems = ['system number', 'system number of old', 'system user id', 'system identity'];

it('messages: keeps the ids of a file, the place, the ad and what it replies to beside the words', async () => {
  const person = await meet();
  const beside = async (kind: string) => {
    const id = await person.does(kind);
    const { content } = (await person.said()).find(({ wamid }) => wamid === id) ?? {};
    return JSON.stringify(content);
  };
  assert.match(await beside('image'), /"mime_type":"image\/jpeg"/);
  assert.match(await beside('voice note'), /"voice":true/);
  assert.match(await beside('location'), /-23\.5/);
  assert.match(await beside('referral'), /"source_type":"ad"/);
  assert.match(await beside('reply'), new RegExp(person.earlier));
  assert.match(await beside('unsupported 131060'), /131060/);
});

it('messages: reaction stands in the transcript, request_welcome is tolerated, and nobody answers them', async () => {
  const person = await meet();
  await db.updateTable('turns').set({ due_at: null }).execute();
  for (const kind of silently) await person.does(kind);
  const said = await person.said();
  assert.deepEqual(
    said.slice(1).map(({ content }) => content),
    ['👍', null].map((emoji) => ({ kind: 'reaction', to: person.earlier, emoji })),
  );
  assert.equal(await person.due(), false);
});

it('messages: edit before our answer gives the new words, after it a new turn', async () => {
  const person = await meet();
  const edited = { kind: 'text', text: 'quis dizer sexta' };
  await person.does('edit');
  assert.deepEqual(
    (await person.said()).map(({ content }) => content),
    [edited],
  );
  await db.updateTable('messages').set({ fence: 1 }).where('wamid', '=', person.earlier).execute();
  await db.updateTable('turns').set({ due_at: null }).execute();
  await person.does('edit');
  assert.equal((await person.said()).length, 2);
  assert(await person.due());
});

it('messages: revoke hides the words, and drops the turn if there is no answer yet', async () => {
  const person = await meet();
  assert(await person.due());
  await person.does('revoke');
  assert.deepEqual(
    (await person.said()).map(({ content }) => content),
    [{ kind: 'unreadable', what: 'revoked' }],
  );
  assert.equal(await person.due(), false);
});

it('messages: group is kept, and no conversation of ours', async () => {
  const person = await meet();
  await person.does('group');
  assert.equal((await person.said()).length, 1);
});

for (const [kind, waId, userId] of [
  ['system number', '9', 'N'],
  ['system number of old', '8', ''],
  ['system user id', '', 'M'],
] as const)
  it(`messages: ${kind} changes the contact, who keeps the history`, async () => {
    const person = await meet();
    await person.does(kind);
    const said = await person.said();
    assert.deepEqual(
      said.map(({ wamid, wa_id, user_id }) => [wamid, wa_id, user_id]),
      [[person.earlier, `${person.waId}${waId}`, `${person.userId}${userId}`]],
    );
  });

it('messages: system number merges the contact who wrote under the new number first', async () => {
  const person = await meet();
  const [first] = await person.said();
  assert(first);
  await deliver('messages', {
    metadata: { phone_number_id: phoneNumberId },
    messages: [
      {
        from: `${person.waId}9`,
        from_user_id: `${person.userId}N`,
        id: `wamid.new${person.userId}`,
        timestamp: String(at),
        type: 'text',
        text: { body: 'sou eu' },
      },
    ],
  });
  await db
    .insertInto('privacy_requests')
    .values({
      business_id: business,
      contact_id: first.id,
      kind: 'export',
      at: Temporal.Instant.fromEpochMilliseconds(0),
    })
    .execute();
  await person.does('system number');
  const said = await person.said();
  assert.equal(new Set(said.map(({ conversation }) => conversation)).size, 1);
  assert.deepEqual(
    said.map(({ wamid }) => wamid),
    [person.earlier, `wamid.new${person.userId}`],
  );
  const requests = await db.selectFrom('privacy_requests').select('contact_id').execute();
  assert(requests.some(({ contact_id }) => contact_id === said[0]?.id));
  assert(await person.due(), 'what waited in either conversation waits on');
});

it('messages: a message with both addresses makes one of the contact known by phone and the one known by id', async () => {
  const sender = { from: '5521987650001', from_user_id: 'BR.9001' };
  const say = (who: object, id: string) =>
    deliver('messages', {
      metadata: { phone_number_id: phoneNumberId },
      messages: [{ ...who, id, timestamp: String(at), type: 'text', text: { body: 'oi' } }],
    });
  await say({ from: '552187650001' }, 'wamid.p1');
  await say({ from_user_id: 'BR.9001' }, 'wamid.p2');
  await say(sender, 'wamid.p3');
  const contacts = await db
    .selectFrom('contacts')
    .select(['user_id', 'wa_id'])
    .where('wa_id', 'like', '5521%87650001')
    .execute();
  assert.deepEqual(contacts, [{ user_id: 'BR.9001', wa_id: '5521987650001' }]);
});

it('messages: contact request gives a person without a phone their number', async () => {
  const person = await meet({ withoutPhone: true });
  assert.equal((await person.said())[0]?.wa_id, null);
  await person.does('contact request');
  assert.equal((await person.said())[0]?.wa_id, person.waId);
});
