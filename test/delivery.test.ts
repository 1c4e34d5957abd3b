import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { openPhone, type Phone, type Shown } from './phone.ts';
import { askFault, runDemo } from './running.ts';
import { eventually } from './stack.ts';

const { db, config } = await runDemo({ SEND_TIMEOUT: 'PT0.4S', SEND_UNKNOWN_WAIT: 'PT1S', TURN_QUIET: 'PT0.5S' });

const fault = (body: object) => askFault(config, body);
afterEach(() => fault({ kind: 'none' }));

const newPhone = (name = 'Ana Souza') => openPhone(config.SIMULATOR_PORT, { name });
const repliesOn = async (phone: Phone): Promise<Shown[]> =>
  (await phone.shown()).filter(({ direction }) => direction === 'out');
const replied = (phone: Phone, count = 1) =>
  eventually(`${count} replies`, async () => ((await repliesOn(phone)).length >= count ? repliesOn(phone) : null));
const outbox = () =>
  db
    .selectFrom('outbox')
    .select(['state', 'tries', 'fault', 'wamid', 'id'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
const settled = (state: string) =>
  eventually(`the outbox is ${state}`, async () => ((await outbox()).state === state ? outbox() : null));

/** Nothing more comes for as long as any retry would take. */
async function nothingMore(phone: Phone, count: number): Promise<void> {
  await wait(1_800);
  assert.equal((await repliesOn(phone)).length, count);
}

describe('a send whose outcome is unknown', () => {
  it('statuses: one that overtakes the answer of its own send: is not sent again when a status proves that Meta took it', async () => {
    for (const kind of ['timeout', 'reset']) {
      const phone = await newPhone();
      await fault({ kind, count: 1 });
      await phone.say({ text: 'onde vocês ficam?' });
      await replied(phone);
      const { tries, wamid } = await settled('sent');
      assert.equal(tries, 1);
      assert.equal(wamid, (await repliesOn(phone))[0]?.id);
      await nothingMore(phone, 1);
    }
  });

  it('is sent again when no status came within the wait', async () => {
    const phone = await newPhone();
    await fault({ kind: 'timeout-lost', count: 1 });
    await phone.say({ text: 'onde vocês ficam?' });
    await replied(phone);
    assert.equal((await settled('sent')).tries, 2);
  });
});

describe('the database in trouble', () => {
  it('does not send again what Meta took, when writing that down fails', async () => {
    const phone = await newPhone();
    await sql`create function fail_once() returns trigger language plpgsql as $$ begin raise exception 'gone' using errcode = '57014'; end $$`.execute(
      db,
    );
    await sql`create trigger fail before update on outbox for each row when (new.state = 'sent') execute function fail_once()`.execute(
      db,
    );
    await phone.say({ text: 'onde vocês ficam?' });
    await replied(phone);
    await settled('unknown');
    await sql`drop trigger fail on outbox`.execute(db);
    await sql`drop function fail_once`.execute(db);
    await settled('sent').catch(() => null);
    await nothingMore(phone, 1);
  });

  it('outlives the loss of every connection', async () => {
    const phone = await newPhone();
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`.execute(
      db,
    );
    await eventually('it is acknowledged', () => phone.say({ text: 'onde vocês ficam?' }).catch(() => null));
    await replied(phone);
  });
});

describe('a send that Meta refuses', () => {
  it('is tried again when Meta is too busy for this contact', async () => {
    const phone = await newPhone();
    await fault({ kind: 'error', code: 131056, status: 429, count: 1 });
    await phone.say({ text: 'onde vocês ficam?' });
    await replied(phone);
    assert.equal((await settled('sent')).tries, 2);
  });

  it('becomes a dead letter when it can never be delivered, and holds up neither this contact nor another', async () => {
    const [phone, other] = [await newPhone(), await newPhone('Bruno Lima')];
    await fault({ kind: 'error', code: 131026, status: 400, count: 1 });
    await phone.say({ text: 'onde vocês ficam?' });
    const dead = await settled('dead');
    assert.equal(dead.fault, 'whatsapp.131026');
    await phone.say({ text: 'qual o horário de funcionamento?' });
    await other.say({ text: 'qual o horário de funcionamento?' });
    await replied(phone);
    await replied(other);
    const failed = await db.selectFrom('messages').select('error_code').where('status', '=', 'failed').execute();
    assert.deepEqual(failed, [{ error_code: 'whatsapp.131026' }]);
  });

  it('keeps the order of a conversation while it is tried again', async () => {
    const phone = await newPhone();
    await fault({ kind: 'error', code: 131000, status: 500, count: 1 });
    await phone.say({ text: 'onde vocês ficam?' });
    await settled('queued');
    await phone.say({ text: 'qual o horário de funcionamento?' });
    const [first, second] = await replied(phone, 2);
    assert.match(first?.text ?? '', /Rua das Flores/);
    assert.match(second?.text ?? '', /18:00/);
  });
});

it('answers a burst once, and a message that Meta delivers twice once', async () => {
  const phone = await newPhone();
  await fault({ kind: 'duplicate', count: 3 });
  // At once: on a busy machine the quiet time would be over between two of them.
  await Promise.all(['oi', 'tudo bem?', 'quanto custa o hidrofacial?'].map((text) => phone.say({ text })));
  const [reply] = await replied(phone);
  assert.match(reply?.text ?? '', /R\$ 150,00/);
  await nothingMore(phone, 1);
});

it('statuses: sent, delivered, read: shows a message as sent, delivered and read, and never goes back', async () => {
  const phone = await newPhone();
  await phone.say({ text: 'onde vocês ficam?' });
  await replied(phone);
  const { wamid } = await settled('sent');
  await eventually(
    'read',
    async () =>
      (await db.selectFrom('messages').select('status').where('wamid', '=', wamid).executeTakeFirst())?.status ===
      'read',
  );
});

it('is silent when a person has the conversation, and keeps what the contact writes', async () => {
  const phone = await newPhone();
  await phone.say({ text: 'quero falar com um atendente' });
  await replied(phone);
  const contact = await db
    .selectFrom('contacts')
    .select('id')
    .where('user_id', '=', phone.userId)
    .executeTakeFirstOrThrow();
  const conversation = await db
    .selectFrom('conversations')
    .select(['id', 'status', 'handoff_reason'])
    .where('contact_id', '=', contact.id)
    .executeTakeFirstOrThrow();
  assert.equal(conversation.status, 'human');
  assert.equal(conversation.handoff_reason, 'asked');
  await phone.say({ text: 'quanto custa a limpeza de pele?' });
  await nothingMore(phone, 1);
  const kept = await db
    .selectFrom('messages')
    .select('content')
    .where('conversation_id', '=', conversation.id)
    .where('direction', '=', 'in')
    .execute();
  assert.equal(kept.length, 2);
});

it('answers a contact without a phone number by the business-scoped id', async () => {
  const phone = await openPhone(config.SIMULATOR_PORT, { name: 'Davi Rocha', withoutPhone: true });
  await phone.say({ text: 'onde vocês ficam?' });
  const [reply] = await replied(phone);
  assert.match(reply?.text ?? '', /Rua das Flores, 123/);
  const contact = await db
    .selectFrom('contacts')
    .select(['wa_id'])
    .where('user_id', '=', phone.userId)
    .executeTakeFirstOrThrow();
  assert.equal(contact.wa_id, null);
});

it('shows the contact that all they wrote was read', async () => {
  const phone = await newPhone();
  await phone.say({ text: 'oi' });
  await phone.say({ text: 'onde vocês ficam?' });
  await replied(phone);
  const own = async () => (await phone.shown()).filter(({ direction }) => direction === 'in');
  await eventually('both are read', async () => (await own()).every(({ status }) => status === 'read'));
});
