import { createHmac, randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import { sql } from 'kysely';
import type { Db } from '../src/platform/db.ts';
import { configOf, type Config } from '../src/platform/config.ts';
import type { Secret } from '../src/platform/secret.ts';

/** The settings of a demo on ports nobody uses, with short waits. */
export async function demoEnvironment(
  database: Secret,
  more: Record<string, string> = {},
): Promise<Record<string, string>> {
  const [port, simulatorPort] = [await freePort(), await freePort()];
  return {
    ENVIRONMENT: 'demo',
    DATABASE_URL: database.reveal(),
    PORT: String(port),
    SIMULATOR_PORT: String(simulatorPort),
    LOG_LEVEL: 'error',
    TURN_QUIET: 'PT0.05S',
    API_REQUESTS_PER_MINUTE: '100000',
    API_STRANGERS_PER_MINUTE: '100000',
    ...more,
  };
}

export async function demoConfig(database: Secret, more: Record<string, string> = {}): Promise<Config> {
  return configOf(await demoEnvironment(database, more));
}

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** POSTs bytes to the webhook as Meta does, signed with this secret; without one, unsigned. */
export async function postWebhook(
  config: Config,
  body: string | Uint8Array,
  secret: string | null = config.WHATSAPP_APP_SECRET.reveal(),
): Promise<Response> {
  const bytes = Buffer.from(body);
  const signature =
    secret === null
      ? {}
      : { 'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(bytes).digest('hex')}` };
  return fetch(`http://127.0.0.1:${config.PORT}/webhook`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...signature },
    body: bytes,
  });
}

/** One text message as Meta sends it; `sender` is what identifies the contact. */
export function textMessage(
  sender: { from?: string; from_user_id?: string },
  body: string,
  id = `wamid.${randomUUID()}`,
): Record<string, unknown> {
  return { ...sender, id, timestamp: String(Math.floor(Date.now() / 1000)), type: 'text', text: { body } };
}

/** A webhook body of one change. */
export function envelope(
  value: Record<string, unknown>,
  phoneNumberId = '100000000000001',
): { object: string; entry: object[] } {
  const metadata = { display_phone_number: '551155500100', phone_number_id: phoneNumberId };
  return {
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '200000000000001',
        changes: [{ field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...value } }],
      },
    ],
  };
}

/** Asks again every few milliseconds until the answer is not null. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | null | undefined | false>,
  withinMs = 15_000,
): Promise<T> {
  const end = performance.now() + withinMs;
  while (performance.now() < end) {
    const answer = await ask();
    if (answer !== null && answer !== undefined && answer !== false) return answer;
    await new Promise((done) => setTimeout(done, 15));
  }
  throw new Error(`${what}: not within ${withinMs} ms`);
}

/** Is everything filed, answered and sent? */
export async function nothingOpen(db: Db): Promise<boolean> {
  const { rows } = await sql<{ open: number }>`select
    (select count(*) from inbox where filed_at is null) + (select count(*) from turns where due_at is not null)
    + (select count(*) from outbox where state <> 'sent') as open`.execute(db);
  return rows[0]?.open === 0;
}
