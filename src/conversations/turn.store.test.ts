import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { it } from 'node:test';
import { demoBusiness } from '../business/demo.ts';
import { putBusiness } from '../business/file.store.ts';
import { contactsFor } from '../contacts/contact.store.ts';
import type { Db } from '../platform/db.ts';
import { testDatabase } from '../platform/testing.ts';
import { ConversationId } from './conversation.ts';
import { closeTurns, holdTurn, type Closing } from './closing.store.ts';
import { handOver, openConversations } from './conversation.store.ts';
import { fileMessages } from './message.store.ts';
import { claimTurns, renewTurn, setTurnAside, type OpenedTurn } from './turn.store.ts';

const { db } = await testDatabase();
const phoneNumberId = '100000000000001';
const business = await putBusiness(db, demoBusiness, { phoneNumberId, displayPhoneNumber: '' });
const seconds = (count: number) => Temporal.Duration.from({ milliseconds: count * 1000 });
const atOnce = { quiet: seconds(0), waitMax: seconds(6) };
const lease = seconds(25);

/** Files texts of a new contact; `again` files more of the same. */
async function newConversation(patience = atOnce) {
  const [contact] = await contactsFor(db, business, [
    { userId: null, waId: `55119${Math.floor(Math.random() * 1e8)}`, profileName: null },
  ]);
  assert(contact);
  const say = (text: string, kind: 'text' | 'tap' = 'text') =>
    fileMessages(
      db,
      business,
      [
        {
          contact,
          phoneNumberId,
          wamid: `wamid.${randomUUID()}`,
          said: kind === 'text' ? { kind, text } : { kind, option: 'menu:book', title: text },
          at: Temporal.Now.instant(),
        },
      ],
      patience,
    );
  await say('oi');
  const { id } = await db
    .selectFrom('conversations')
    .select('id')
    .where('contact_id', '=', contact)
    .executeTakeFirstOrThrow();
  return { id: ConversationId.parse(id), say };
}

const claimOf = async (conversation: ConversationId, length = lease): Promise<OpenedTurn | undefined> =>
  (await claimTurns(db, { lease: length, limit: 100, now: Temporal.Now.instant() })).find(
    (turn) => turn.conversation === conversation,
  );
/** Ends a turn as its worker does, with one reply. */
async function close(turn: OpenedTurn, tx: Db = db): Promise<boolean> {
  const closing: Closing = {
    turn,
    answered: turn.opened.said.at(-1)?.id ?? 0,
    state: { fence: turn.fence },
    contents: [{ type: 'text', text: `reply ${turn.fence}` }],
    at: Temporal.Now.instant(),
    trace: { state: null, brain: 'offline', said: [], commands: [], acts: [], effects: [], tookMs: 1 },
  };
  return (await closeTurns(tx, [closing])).has(turn.conversation);
}
const waitingIn = async (conversation: ConversationId) =>
  (await openConversations(db, [{ business, conversation }], Temporal.Now.instant())).get(conversation)?.said.length;
const repliesIn = (conversation: ConversationId) =>
  db.selectFrom('outbox').select('content').where('conversation_id', '=', conversation).orderBy('seq').execute();
const dueOf = (conversation: ConversationId) =>
  db
    .selectFrom('turns')
    .select(['due_at', 'waiting_since'])
    .where('conversation_id', '=', conversation)
    .executeTakeFirstOrThrow();

it('gives a due conversation to one of many workers', async () => {
  const { id } = await newConversation();
  const claims = await Promise.all(Array.from({ length: 8 }, () => claimOf(id)));
  assert.equal(claims.filter(Boolean).length, 1);
});

it('lets a dead worker’s turn be taken up when its lease is over, and shuts the dead one out', async () => {
  const { id } = await newConversation();
  const dead = await claimOf(id, seconds(0.05));
  assert(dead);
  assert.equal(await claimOf(id), undefined);
  await new Promise((done) => setTimeout(done, 80));
  const heir = await claimOf(id);
  assert(heir);
  assert.equal(heir.fence, dead.fence + 1);
  assert.equal(await close(dead), false);
  assert.equal(await renewTurn(db, dead, lease), false);
  assert.equal(await close(heir), true);
  assert.deepEqual(await repliesIn(id), [{ content: { type: 'text', text: `reply ${heir.fence}` } }]);
  assert.equal((await dueOf(id)).due_at, null);
});

it('leaves a conversation due when a message was filed while its turn was thinking', async () => {
  const { id, say } = await newConversation();
  const turn = await claimOf(id);
  assert(turn);
  await say('mais uma coisa');
  assert.equal(await close(turn), true);
  const next = await claimOf(id);
  assert(next, 'the second message was forgotten');
  assert.equal(next.opened.said.length, 1);
});

it('waits for the quiet time after each message, but no longer than the cap after the first', async () => {
  const { id, say } = await newConversation({ quiet: seconds(1.5), waitMax: seconds(2) });
  const first = await dueOf(id);
  await new Promise((done) => setTimeout(done, 700));
  await say('e');
  const second = await dueOf(id);
  assert(first.due_at && second.due_at && first.waiting_since && second.waiting_since);
  const waited = first.waiting_since.until(second.due_at).total('seconds');
  assert(Math.abs(waited - 2) < 0.01, `due ${waited} s after the first message`);
  assert.equal(second.waiting_since.toString(), first.waiting_since.toString());
});

it('waits for nothing after a tap', async () => {
  const { id, say } = await newConversation({ quiet: seconds(5), waitMax: seconds(6) });
  assert.equal(await claimOf(id), undefined);
  await say('Agendar', 'tap');
  assert(await claimOf(id));
});

const asked = { reason: 'asked', brief: null, at: Temporal.Instant.from('2026-11-24T13:20:00Z') };

it('takes the fence from a turn when a person takes the conversation, and gives it no further turn', async () => {
  const { id, say } = await newConversation();
  const turn = await claimOf(id);
  assert(turn);
  await handOver(db, business, id, asked);
  assert.equal(await close(turn), false);
  assert.deepEqual(await repliesIn(id), []);
  await say('alguém aí?');
  assert.equal(await claimOf(id), undefined);
});

it('does not take up a turn that was set aside', async () => {
  const { id } = await newConversation();
  const turn = await claimOf(id);
  assert(turn);
  await setTurnAside(db, turn, 'unforeseen');
  assert.equal(await claimOf(id), undefined);
});

it('never deadlocks with filing: both lock the conversation before its turn', async () => {
  const { id, say } = await newConversation();
  for (let round = 0; round < 40; round += 1) {
    const turn = await claimOf(id);
    assert(turn);
    const closing = db.transaction().execute(async (tx) => {
      assert(await holdTurn(tx, turn));
      assert(await close(turn, tx));
    });
    await Promise.all([closing, db.transaction().execute(async () => say('e mais')), say('oi')]);
  }
});

it('ends many turns in one statement, those that are ours, each with its own reply', async () => {
  const conversations = await Promise.all(Array.from({ length: 12 }, () => newConversation()));
  const turns = (await claimTurns(db, { lease, limit: 100, now: Temporal.Now.instant() })).filter((turn) =>
    conversations.some(({ id }) => id === turn.conversation),
  );
  assert.equal(turns.length, 12);
  const [lost] = turns;
  assert(lost);
  await handOver(db, business, lost.conversation, asked);
  const closings = turns.map((turn, index): Closing => ({
    turn,
    answered: turn.opened.said.at(-1)?.id ?? 0,
    state: { index },
    contents: [
      { type: 'text', text: `a ${index}` },
      { type: 'text', text: `b ${index}` },
    ],
    at: Temporal.Now.instant(),
    trace: null,
  }));
  const ended = await closeTurns(db, closings);
  assert.equal(ended.size, 11);
  assert(!ended.has(lost.conversation));
  for (const [index, { conversation }] of turns.entries()) {
    const texts = (await repliesIn(conversation)).map(({ content }) => content);
    assert.deepEqual(
      texts,
      conversation === lost.conversation
        ? []
        : [
            { type: 'text', text: `a ${index}` },
            { type: 'text', text: `b ${index}` },
          ],
    );
    assert.equal(await waitingIn(conversation), 0);
  }
});
