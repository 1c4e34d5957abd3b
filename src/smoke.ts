import { randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { z } from 'zod';
import { openApi } from './api.ts';
import { demoBusiness } from './business/demo.ts';
import { putBusiness } from './business/file.store.ts';
import { configOf, type Config } from './platform/config.ts';
import { openDb, type Db } from './platform/db.ts';
import { Fault } from './platform/fault.ts';
import { openLog } from './platform/log.ts';
import { migrate } from './platform/migrate.ts';
import { Secret } from './platform/secret.ts';
import { serveSimulator } from './simulator.ts';
import { openWorker } from './worker.ts';

const answerMsMax = 15_000;

/**
 * A conversation from the webhook to the booking's row, by this very release, on this very server, in a database of its
 * own that is dropped afterwards: no customer's data is touched, and no customer is written to.
 *
 * @throws Fault `smoke.*` with what was missing
 */
export async function smoke(database: Secret): Promise<{ readonly tookMs: number }> {
  const began = performance.now();
  const name = `smoke_${randomUUID().replaceAll('-', '')}`;
  const server = openDb(database, 1);
  await sql`create database ${sql.id(name)}`.execute(server.db);
  try {
    await converseOn(withDatabase(database, name));
    return { tookMs: Math.round(performance.now() - began) };
  } finally {
    // Without force: an autovacuum is the superuser's, whom this role may not end; the server ends it by itself.
    await sql`drop database ${sql.id(name)}`.execute(server.db);
    await server.close();
  }
}

function withDatabase(database: Secret, name: string): Secret {
  const url = new URL(database.reveal());
  url.pathname = name;
  return new Secret(url.href);
}

async function converseOn(database: Secret): Promise<void> {
  const ports = { PORT: String(await freePort()), SIMULATOR_PORT: String(await freePort()) };
  const config = configOf({ ENVIRONMENT: 'demo', TURN_QUIET: 'PT0.1S', ...ports });
  await migrate(database);
  // Closed in the other order, also where one of them did not open: what is open would keep the database from going.
  await using opened = new AsyncDisposableStack();
  const { db } = kept(opened, openDb(database, 2));
  const number = { phoneNumberId: config.WHATSAPP_PHONE_NUMBER_ID, displayPhoneNumber: '' };
  await putBusiness(db, demoBusiness, number);
  const log = openLog('silent');
  kept(opened, await serveSimulator(config, demoBusiness.name, log));
  kept(opened, await openApi(config, database, log));
  kept(opened, await openWorker(config, database, log));
  await book(db, config);
}

function kept<Closing extends { close: () => Promise<void> }>(stack: AsyncDisposableStack, opened: Closing): Closing {
  stack.defer(opened.close);
  return opened;
}

const Phone = z.object({ userId: z.string() });
const Chat = z.object({ messages: z.array(z.object({ direction: z.enum(['in', 'out']) })) });

/** Books a service on a day in three weeks that is no Sunday, and finds the row. */
async function book(db: Db, { SIMULATOR_PORT }: Config): Promise<void> {
  const contacts = `http://127.0.0.1:${SIMULATOR_PORT}/simulator/contacts`;
  const { userId } = Phone.parse(await call(contacts, { name: 'Conversa Sintética' }));
  const chat = `${contacts}/${userId}/messages`;
  const answers = async () =>
    Chat.parse(await call(chat)).messages.filter(({ direction }) => direction === 'out').length;
  const today = Temporal.Now.zonedDateTimeISO('America/Sao_Paulo').toPlainDate();
  const day = today.add({ days: 21 + ((10 - today.dayOfWeek) % 7) });
  const date = `dia ${String(day.day).padStart(2, '0')}/${String(day.month).padStart(2, '0')}`;
  for (const text of ['Oi', 'quero marcar uma limpeza de pele', date, '10:00', 'Carla Dias', 'sim']) {
    const before = await answers();
    await call(`${chat}?wait=acknowledged`, { text });
    await until(`no answer to ${text}`, async () => (await answers()) > before);
  }
  await until('no booking was made', async () => {
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from bookings`.execute(db);
    return rows[0]?.count === 1;
  });
}

async function until(what: string, ask: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + answerMsMax;
  while (!(await ask())) {
    if (performance.now() > end)
      throw new Fault('permanent', 'smoke.failed', { sentence: `The synthetic conversation failed: ${what}.` });
    await wait(25);
  }
}

async function call(url: string, body?: Readonly<Record<string, string>>): Promise<unknown> {
  const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const answer = await fetch(url, { ...(body ? post : {}), signal: AbortSignal.timeout(answerMsMax) });
  if (!answer.ok)
    throw new Fault('permanent', 'smoke.failed', {
      sentence: `The synthetic conversation failed: the simulator answered ${answer.status}.`,
    });
  return answer.json();
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
