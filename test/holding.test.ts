import assert from 'node:assert/strict';
import { afterEach, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { Content } from '../src/conversations/content.ts';
import { sayInstead } from '../src/conversations/resend.store.ts';
import { numbers } from '../src/numbers.ts';
import { openPhone, type Phone } from './phone.ts';
import { askFault, runDemo } from './running.ts';
import { eventually } from './stack.ts';

const { db, config } = await runDemo({ SEND_PROBE_EVERY: 'PT0.3S', TURN_QUIET: 'PT0.05S' });

const fault = (body: object) => askFault(config, body);
afterEach(async () => {
  await fault({ kind: 'none' });
  await eventually('the number works', async () => (await number()).held_since === null);
  await db.deleteFrom('channel_alerts').execute();
});

const newPhone = (name: string) => openPhone(config.SIMULATOR_PORT, { name });
const replies = async (phone: Phone) => (await phone.shown()).filter(({ direction }) => direction === 'out').length;
const replied = (phone: Phone, count = 1) => eventually('a reply', async () => (await replies(phone)) >= count);
const number = () => db.selectFrom('numbers').selectAll().executeTakeFirstOrThrow();
const alerts = () =>
  db.selectFrom('channel_alerts').select(['code', 'severity', 'resolved_at']).orderBy('id').execute();

for (const [what, trouble] of [
  ['a call that Meta refuses', { kind: 'error', code: 190 }],
  ['a message that Meta takes and does not deliver', { kind: 'failed', code: 131042 }],
] as const)
  it(`stops sending for a number after ${what} for the account, keeps its queue, and resumes by itself`, async () => {
    await fault({ ...trouble, count: 4 });
    const phones = [await newPhone('Ana Souza'), await newPhone('Bia Lima'), await newPhone('Caio Reis')];
    for (const phone of phones) await phone.say({ text: 'onde vocês ficam?' });
    await eventually('it is held', async () => (await number()).held_since !== null);
    const [raised] = await alerts();
    assert.deepEqual([raised?.code, raised?.severity], [`whatsapp.${trouble.code}`, 'critical']);
    for (const phone of phones) await replied(phone);
    await wait(300);
    for (const phone of phones) assert.equal(await replies(phone), 1, 'once, and not lost');
    await eventually('the number works', async () => (await number()).held_since === null);
    assert((await alerts()).every(({ resolved_at }) => resolved_at !== null));
    const dead = await db.selectFrom('outbox').select('id').where('state', '=', 'dead').execute();
    assert.equal(dead.length, 0);
  });

it('sends again what failed by Meta’s own trouble, and nothing that failed for good', async () => {
  const [passing, final] = [await newPhone('Davi Rocha'), await newPhone('Eva Dias')];
  await fault({ kind: 'failed', code: 131000, count: 1, contact: passing.userId });
  await fault({ kind: 'failed', code: 131026, count: 1, contact: final.userId });
  await passing.say({ text: 'onde vocês ficam?' });
  await final.say({ text: 'onde vocês ficam?' });
  await replied(passing);
  await wait(1500);
  assert.equal(await replies(final), 0);
  assert.equal((await number()).held_since, null, 'a bad recipient never affects others');
});

it('sends again what failed before Meta had answered its own send', async () => {
  const phone = await newPhone('Gil Prado');
  await fault({ kind: 'slow', ms: 500, count: 1, contact: phone.userId });
  await fault({ kind: 'failed', code: 131000, count: 1, contact: phone.userId });
  await phone.say({ text: 'onde vocês ficam?' });
  await replied(phone);
});

it('rates: Graph calls per app or WABA: the number waits minutes, and its queue is kept', async () => {
  const phone = await newPhone('Hélio Paz');
  await fault({ kind: 'error', code: 4, count: 1 });
  await phone.say({ text: 'onde vocês ficam?' });
  const until = await eventually('it rests', async () => (await number()).rests_until);
  const minutes = Temporal.Now.instant().until(until).total('minutes');
  assert(minutes > 0.5 && minutes < 16, `${minutes} minutes`);
  assert.deepEqual([await replies(phone), (await number()).held_since], [0, null]);
  await sql`update numbers set rests_until = now()`.execute(db);
  await replied(phone);
});

it('rates: new users outside the window, per 24 h, per portfolio: past the limit the message waits for a person, and others go on', async () => {
  const [over, other] = [await newPhone('Íris Melo'), await newPhone('João Reis')];
  await fault({ kind: 'error', code: 131048, count: 1, contact: over.userId });
  await over.say({ text: 'onde vocês ficam?' });
  await eventually('people are told', async () => (await alerts()).some(({ code }) => code === 'whatsapp.131048'));
  await other.say({ text: 'onde vocês ficam?' });
  await replied(other);
  assert.equal(await replies(over), 0);
});

it('obeys an opt-out that Meta tells with a failure', async () => {
  const phone = await newPhone('Fábio Luz');
  await fault({ kind: 'failed', code: 131050, count: 1, contact: phone.userId });
  await phone.say({ text: 'onde vocês ficam?' });
  await eventually('opted out', async () => {
    const contact = db.selectFrom('contacts').select('opted_out_at').where('user_id', '=', phone.userId);
    return (await contact.executeTakeFirst())?.opted_out_at;
  });
});

it('window: 131047 all the same: asks by template whether it may go on, once, when the window is shut at Meta after one more try', async () => {
  const phone = await newPhone('Gil Nunes');
  await fault({ kind: 'error', code: 131047, count: 2, contact: phone.userId });
  await phone.say({ text: 'onde vocês ficam?' });
  await replied(phone);
  const [shown] = (await phone.shown()).filter(({ direction }) => direction === 'out');
  assert.match(shown?.text ?? '', /Podemos continuar/);
});

it('lets only approved templates out, the next of the same purpose for one that is not, and tells people when none is', async () => {
  const phone = await openPhone(config.SIMULATOR_PORT, { name: 'Hugo Sá' });
  await phone.say({ text: 'onde vocês ficam?' });
  await replied(phone);
  await numbers(db, config, 'add');
  const judge = (name: string, status: string) =>
    fetch(`http://127.0.0.1:${config.SIMULATOR_PORT}/simulator/templates/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ status }),
    });
  const statusOf = async (name: string) =>
    (await db.selectFrom('templates').select('status').where('name', '=', name).execute())[0]?.status;
  const { id: contact } = await db
    .selectFrom('contacts')
    .select('id')
    .where('user_id', '=', phone.userId)
    .executeTakeFirstOrThrow();
  const where = await db
    .selectFrom('conversations')
    .selectAll()
    .where('contact_id', '=', contact)
    .executeTakeFirstOrThrow();
  const template = { type: 'template' as const, language: 'pt_BR', buttons: [] };
  const rating = { ...template, name: 'visit_follow_up', body: ['Corte'], text: 'Como foi Corte?' };
  const freed = { ...template, name: 'slot_freed', body: ['Corte'], text: 'Abriu uma vaga para Corte.' };
  const say = () =>
    db
      .transaction()
      .execute((tx) =>
        sayInstead(
          tx,
          { business: where.business_id, conversation: where.id, phoneNumberId: where.phone_number_id },
          { ...rating, instead: [freed] },
          Temporal.Now.instant(),
        ),
      );
  await judge('visit_follow_up', 'PAUSED');
  await eventually('the registry knows', async () => (await statusOf('visit_follow_up')) === 'PAUSED');
  await say();
  const shown = await eventually('the other one', async () =>
    (await phone.shown()).find(({ text }) => /Abriu uma vaga/.test(text)),
  );
  assert(shown);
  const said = await db
    .selectFrom('messages')
    .select('content')
    .where('conversation_id', '=', where.id)
    .orderBy('id', 'desc')
    .executeTakeFirst();
  const content = Content.parse(said?.content);
  assert(content.type === 'template' && content.name === 'slot_freed', 'the transcript says what went out');

  await judge('slot_freed', 'REJECTED');
  await eventually('the registry knows', async () => (await statusOf('slot_freed')) === 'REJECTED');
  await db.deleteFrom('outbox').where('conversation_id', '=', where.id).execute();
  await say();
  await eventually('it waits for a person', async () =>
    db
      .selectFrom('outbox')
      .select('id')
      .where('state', '=', 'dead')
      .where('fault', '=', 'whatsapp.132001')
      .executeTakeFirst(),
  );
  for (const expected of ['template.PAUSED', 'template.REJECTED', 'whatsapp.132001'])
    await eventually(expected, async () => (await alerts()).some(({ code }) => code === expected));
  await judge('visit_follow_up', 'APPROVED');
  await judge('slot_freed', 'APPROVED');
});
