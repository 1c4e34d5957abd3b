import { openDb } from '../src/platform/db.ts';
import { demoBusiness } from '../src/business/demo.ts';
import { putBusiness } from '../src/business/file.store.ts';
import { eventually } from '../test/stack.ts';
import { median, percentile } from './load.ts';
import { openBench } from './servers.ts';

const phoneNumberId = '100000000000001';
const fewContacts = 300;
const questions = [
  'quanto custa a limpeza de pele?',
  'qual o horário de funcionamento?',
  'onde vocês ficam?',
  'quais serviços vocês oferecem?',
  'oi, bom dia',
];

/**
 * Whole turns: signed webhook in, understood, answered, sent to the simulator as Graph API. API, worker and simulator
 * are processes of their own, and share the machine's cores with PostgreSQL and this one.
 */
export async function turn(): Promise<void> {
  const bench = await openTurns();
  try {
    const calm = await bench.measure({ perSecond: 50, seconds: 10 });
    const full = await bench.measure({ perSecond: 260, seconds: 15 });
    console.log(`turn: webhook in to reply accepted by the simulator, offline brain, ${fewContacts} contacts`);
    console.log(
      `  at 50 turns/s          due to sent p50 ${calm.p50.toFixed(0)} ms, p99 ${calm.p99.toFixed(0)} ms (goal p50 < 100 ms)`,
    );
    console.log(
      `  offered 260 turns/s    ${full.perSecond.toFixed(0)} turns/s sustained (goal >= 200), due to sent p50 ${full.p50.toFixed(0)} ms`,
    );
    console.log(`  messages answered ${full.messages}, without an answer ${full.unanswered}`);
  } finally {
    await bench.close();
  }
}

/** A bench with API, worker, simulator and contacts that have spoken, warm; `measure` has them speak at a pace. */
export async function openTurns(contacts = fewContacts) {
  const bench = await openBench({
    TURN_QUIET: 'PT0S',
    WHATSAPP_PHONE_NUMBER_ID: phoneNumberId,
    // Meta's highest rate of a number: at the usual 80/s the limiter would be measured.
    SENDS_PER_SECOND: '1000',
  });
  try {
    const { db, close } = openDb(bench.database, 1);
    await putBusiness(db, demoBusiness, { phoneNumberId, displayPhoneNumber: '' });
    await close();
    const apiPort = Number(bench.environment['PORT']);
    for (const command of ['api', 'worker', 'simulator']) await bench.spawn(['src/cli.ts', command], apiPort);
    const simulator = `http://127.0.0.1:${bench.environment['SIMULATOR_PORT']}/simulator/contacts`;
    await eventually('the simulator listens', async () =>
      fetch(simulator).then(
        () => true,
        () => false,
      ),
    );
    const people = await Promise.all(
      Array.from({ length: contacts }, (_, index) => newContact(simulator, `Cliente ${index}`)),
    );
    await talk({ simulator, people, perSecond: 50, seconds: 3 });
    await settled(bench);
    return {
      ...bench,
      apiPort,
      measure: (pace: Pick<Talk, 'perSecond' | 'seconds'>) =>
        measured(bench, () => talk({ simulator, people, ...pace })),
    };
  } catch (error) {
    await bench.close();
    throw error;
  }
}

type Bench = Awaited<ReturnType<typeof openBench>>;
type Talk = {
  readonly simulator: string;
  readonly people: readonly string[];
  readonly perSecond: number;
  readonly seconds: number;
};

async function newContact(simulator: string, name: string): Promise<string> {
  const answer: unknown = await post(simulator, { name }).then((response) => response.json());
  if (typeof answer === 'object' && answer !== null && 'waId' in answer && typeof answer.waId === 'string')
    return answer.waId;
  throw new Error('the simulator made no contact');
}

/** Contacts speak in turn, at this pace whatever comes back. */
async function talk({ simulator, people, perSecond, seconds }: Talk): Promise<void> {
  const started = performance.now();
  const sent: Promise<unknown>[] = [];
  for (let index = 0; index < perSecond * seconds; index += 1) {
    const planned = started + (index * 1000) / perSecond;
    const early = planned - performance.now();
    if (early > 0) await new Promise((done) => setTimeout(done, early));
    sent.push(
      post(`${simulator}/${people[index % people.length]}/messages`, {
        text: questions[index % questions.length],
      }).then((answer) => answer.text()),
    );
  }
  await Promise.all(sent);
}

function post(url: string, body: object): Promise<Response> {
  return fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}

/** Waits until nothing is open any more. */
async function settled(bench: Bench): Promise<void> {
  const open = `select (select count(*) from inbox where filed_at is null) + (select count(*) from turns where due_at is not null) + (select count(*) from outbox where state <> 'sent') as count`;
  let calm = 0;
  await eventually(
    'everything is answered',
    async () => (calm = (await bench.count(open)) === 0 ? calm + 1 : 0) > 20,
    60_000,
  );
}

async function measured(bench: Bench, work: () => Promise<void>) {
  const [before] = await bench.query<{ at: string }>('select clock_timestamp()::text as at');
  await work();
  await settled(bench);
  const since = `'${before?.at}'::timestamptz`;
  const rows = await bench.query<{ late: string; first: string; last: string }>(
    `select extract(epoch from outbox.sent_at - traces.due_at) * 1000 as late, extract(epoch from min(outbox.sent_at) over ()) as first, extract(epoch from max(outbox.sent_at) over ()) as last
     from outbox join messages on messages.id = outbox.message_id join traces on traces.conversation_id = outbox.conversation_id and traces.fence = messages.fence
     where outbox.created_at >= ${since} and outbox.business_id not in (select id from businesses where synthetic)`,
  );
  const late = rows.map((row) => Number(row.late));
  const tookSeconds = Number(rows[0]?.last) - Number(rows[0]?.first);
  const messages = await bench.count(`select count(*) from messages where direction = 'in' and fence is not null`);
  const unanswered = await bench.count(`select count(*) from messages where direction = 'in' and fence is null`);
  const latency = { p50: median(late), p99: percentile(late, 0.99) };
  return { ...latency, perSecond: rows.length / tookSeconds, turns: rows.length, tookSeconds, messages, unanswered };
}
