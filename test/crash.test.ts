import assert from 'node:assert/strict';
import { after, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { demoBusiness } from '../src/business/demo.ts';
import { putBusiness } from '../src/business/file.store.ts';
import { configOf } from '../src/platform/config.ts';
import { openLog } from '../src/platform/log.ts';
import { testDatabase } from '../src/platform/testing.ts';
import { serveSimulator } from '../src/simulator.ts';
import { openPhone, tapsOf, type Phone, type Utterance } from './phone.ts';
import { chanceFrom, oneOf } from '../src/platform/chance.ts';
import { demoEnvironment, eventually, nothingOpen } from './stack.ts';
import { victim } from './victim.ts';

const contacts = 40;
const killsMin = 20;
const seed = 2026_11_24;

const { db, url } = await testDatabase();
const environment = await demoEnvironment(url, {
  TURN_LEASE: 'PT3S',
  SEND_TIMEOUT: 'PT3S',
  // Longer than any status takes that the simulator repeats until an API is up again.
  SEND_UNKNOWN_WAIT: 'PT8S',
});
const config = configOf(environment);
await putBusiness(db, demoBusiness, { phoneNumberId: config.WHATSAPP_PHONE_NUMBER_ID, displayPhoneNumber: '' });
const simulator = await serveSimulator(config, demoBusiness.name, openLog('silent'));
after(() => simulator.close());

const questions = [
  'quanto custa a limpeza de pele?',
  'qual o horário de funcionamento?',
  'quais serviços vocês oferecem?',
  'onde vocês ficam?',
  'quero agendar manicure',
  'quero agendar corte feminino amanhã',
  'aceitam pix?',
  'oi',
];

/** What a contact says next: one who has come to book taps on towards it, the others tap anything or ask something else. */
async function utterance(phone: Phone, chance: () => number, hasCome: boolean): Promise<Utterance> {
  const last = (await phone.shown()).findLast(({ direction }) => direction === 'out');
  const taps = last ? tapsOf(last).filter(({ id }) => !id.includes('human')) : [];
  if (hasCome) {
    const onwards = taps.filter(({ id }) => /^(confirm|slot|day|service):/.test(id));
    return onwards.length > 0 ? oneOf(onwards, chance).says : { text: 'quero agendar manicure' };
  }
  return taps.length > 0 && chance() < 0.75 ? oneOf(taps, chance).says : { text: oneOf(questions, chance) };
}

/** One person after another writes: mostly in turn with the agent, sometimes typing on. Returns what was acknowledged. */
async function talk(phones: Phone[], chance: () => number, over: () => boolean): Promise<string[]> {
  const acknowledged: string[] = [];
  await wait(chance() * 1000);
  while (!over()) {
    const name = `${oneOf(names, chance)} ${oneOf(surnames, chance)}`;
    const phone = await openPhone(config.SIMULATOR_PORT, { name, withoutPhone: chance() < 0.05 });
    phones.push(phone);
    const hasCome = chance() < 0.4;
    for (let count = 0; count < 8 && !over(); count += 1) {
      const before = (await phone.shown()).length;
      acknowledged.push(await phone.say(await utterance(phone, chance, hasCome)));
      // One who has come to book waits for the answer also when a process is down: else all that is tested is impatience.
      const patienceMs = hasCome ? 12_000 : 4_000;
      if (!hasCome && chance() < 0.25) await wait(chance() * 100);
      else
        await eventually('an answer', async () => (await phone.shown()).length > before + 1, patienceMs).catch(
          () => null,
        );
    }
  }
  return acknowledged;
}

const names = ['Ana', 'Bruno', 'Carla', 'Davi', 'Elisa', 'Fábio', 'Gabriela', 'Heitor'];
const surnames = ['Souza', 'Lima', 'Rocha', 'Dias', 'Moraes', 'Prado'];

it(
  `loses nothing and answers once, in order, while API and worker are killed ${killsMin} times under ${contacts} contacts`,
  { timeout: 400_000 },
  async (test) => {
    const chance = chanceFrom(seed);
    const [api, worker] = [victim('api', environment), victim('worker', environment)];
    await Promise.all([api.start(), worker.start()]);
    const phones: Phone[] = [];
    let over = false;
    const talking = Promise.all(
      Array.from({ length: contacts }, (_, index) => talk(phones, chanceFrom(seed + index + 1), () => over)),
    );
    let kills = 0;
    while (kills < killsMin) {
      await wait(150 + chance() * 900);
      const which = chance() < 0.5 ? api : worker;
      await which.kill('SIGKILL');
      kills += 1;
      await which.start();
    }
    // On a slow machine all the time went into starting again: then somebody still is on the way to a booking.
    await eventually('a booking', hasBooked, 60_000);
    over = true;
    const acknowledged = (await talking).flat();
    await eventually('everything is answered and delivered', allIsOver, 90_000).catch(async (error: unknown) => {
      throw new Error(JSON.stringify(await whatIsOpen()), { cause: error });
    });
    await Promise.all([api.kill('SIGTERM'), worker.kill('SIGTERM')]);

    const stored = await db
      .selectFrom('messages')
      .select(['wamid', 'id', 'fence', 'conversation_id'])
      .where('direction', '=', 'in')
      .orderBy('id')
      .execute();
    const counts = new Map<string | null, number>();
    for (const { wamid } of stored) counts.set(wamid, (counts.get(wamid) ?? 0) + 1);
    const lost = acknowledged.filter((wamid) => counts.get(wamid) !== 1);
    const unanswered = stored.filter(({ fence }) => fence === null);
    const replies = await repliesPerTurn();
    const wrong = await Promise.all(phones.map(disorder));
    const bookings = await db.selectFrom('bookings').select(['id', 'protocol']).execute();
    const told = await bookingsTold(phones);
    test.diagnostic(
      `seed ${seed}: ${kills} kills, ${acknowledged.length} messages of ${phones.length} people acknowledged, ${replies.turns} turns, ${replies.sent} replies, ${bookings.length} bookings; ` +
        `lost ${lost.length}, without an answer ${unanswered.length}, turns with another number of replies than one ${replies.notOne}, phones out of order ${wrong.filter(Boolean).length}, overlaps ${await overlaps()}`,
    );
    assert(replies.turns > 150, `only ${replies.turns} turns`);
    assert.deepEqual(lost, []);
    assert.deepEqual(unanswered, []);
    assert.equal(replies.notOne, 0);
    assert.deepEqual(wrong.filter(Boolean), []);
    assert(bookings.length > 0, 'nobody booked');
    assert.equal(await overlaps(), 0);
    assert.deepEqual(told, new Set(bookings.map(({ protocol }) => protocol)));
  },
);

async function hasBooked(): Promise<boolean> {
  return (await db.selectFrom('bookings').select('id').limit(1).execute()).length > 0;
}

/** What keeps it from being over. */
async function whatIsOpen(): Promise<unknown> {
  const { rows } = await sql`
    select 'inbox' as what, kind as state, fault, 0 as tries, count(*) as count from inbox where filed_at is null group by 3, 2
    union all select 'turn', (leased_until > now())::text, fault, tries, count(*) from turns where due_at is not null group by 2, 3, 4
    union all select 'outbox', state, fault, tries, count(*) from outbox where state <> 'sent' group by 2, 3, 4`.execute(
    db,
  );
  const statistics = await fetch(`http://127.0.0.1:${config.SIMULATOR_PORT}/simulator/statistics`);
  return [...rows, await statistics.json()];
}

async function allIsOver(): Promise<boolean> {
  const statistics = await fetch(`http://127.0.0.1:${config.SIMULATOR_PORT}/simulator/statistics`);
  return (await statistics.text()).includes('"webhooksPending":0') && (await nothingOpen(db));
}

/** Each turn that heard something answered exactly once: what a long answer was split into is written at one moment. */
async function repliesPerTurn(): Promise<{ turns: number; sent: number; notOne: number }> {
  const { rows } = await sql<{ turns: number; sent: number; not_one: number }>`
    with heard as (select distinct conversation_id, fence from messages where direction = 'in' and fence > 0),
    counted as (select heard.*, (select count(distinct said.at) from messages said where said.conversation_id = heard.conversation_id and said.fence = heard.fence and said.direction = 'out') as replies from heard)
    select count(*) as turns, sum(replies)::bigint as sent, count(*) filter (where replies <> 1) as not_one from counted`.execute(
    db,
  );
  const [row] = rows;
  return { turns: row?.turns ?? 0, sent: row?.sent ?? 0, notOne: row?.not_one ?? -1 };
}

/** What differs between this phone and the transcript: in either direction the same messages, once, in the same order. */
async function disorder(phone: Phone): Promise<string | null> {
  const key = await db
    .selectFrom('contacts')
    .select('id')
    .where('user_id', '=', phone.userId)
    .executeTakeFirstOrThrow();
  const transcript = await db
    .selectFrom('messages')
    .innerJoin('conversations', 'conversations.id', 'messages.conversation_id')
    .select(['messages.direction', 'messages.wamid'])
    .where('conversations.contact_id', '=', key.id)
    .orderBy('messages.id')
    .execute();
  const shown = await phone.shown();
  for (const direction of ['in', 'out'] as const) {
    const ours = transcript
      .filter((message) => message.direction === direction)
      .map(({ wamid }) => wamid)
      .join('\n');
    const theirs = shown
      .filter((message) => message.direction === direction)
      .map(({ id }) => id)
      .join('\n');
    if (ours !== theirs) return `${phone.userId} ${direction}:\n${ours}\nshown:\n${theirs}`;
  }
  return null;
}

async function overlaps(): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from bookings a join bookings b
    on a.professional_id = b.professional_id and a.id < b.id and tstzrange(a.starts_at, a.ends_at) && tstzrange(b.starts_at, b.ends_at)`.execute(
    db,
  );
  return rows[0]?.count ?? -1;
}

/** The protocols that contacts were told. */
async function bookingsTold(phones: readonly Phone[]): Promise<Set<string>> {
  const protocols = (await db.selectFrom('bookings').select('protocol').execute()).map(({ protocol }) => protocol);
  const texts = (await Promise.all(phones.map((phone) => phone.shown())))
    .flat()
    .filter(({ direction }) => direction === 'out');
  return new Set(protocols.filter((protocol) => texts.some(({ text }) => text.includes(protocol))));
}
