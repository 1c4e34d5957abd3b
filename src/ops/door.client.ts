import { Agent, request } from 'undici';
import type { Finding } from './finding.ts';

/** A door that has to be shut, and how it answers who has no right to it. */
type Door = {
  readonly check: string;
  readonly path: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly shut: readonly number[];
  readonly says: string;
  readonly fix: string;
};

const doors: readonly Door[] = [
  {
    check: 'unsigned webhook',
    path: '/webhook',
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    shut: [401, 403],
    says: 'is taken: anybody can speak as a customer',
    fix: 'Set WHATSAPP_APP_SECRET, and put a release to work that checks it: whats-agent deploy rolling latest.',
  },
  {
    check: 'operators’ pages',
    path: '/production/system/status',
    method: 'GET',
    // As a proxy says that somebody comes from elsewhere.
    headers: { 'x-forwarded-for': '203.0.113.1' },
    shut: [401, 403, 404],
    says: 'are shown to strangers',
    fix: 'OPERATOR_NETWORKS has too much in it, or nginx.conf is not what init writes: whats-agent init.',
  },
];

/** An installation that stands by, or is isolated, lets nobody in at all. */
const closed = 503;
const timeoutMs = 5_000;
const agent = new Agent({
  connect: { timeout: timeoutMs, rejectUnauthorized: false },
  headersTimeout: timeoutMs,
  bodyTimeout: timeoutMs,
});

/** Knocks at each door of the running application as a stranger. */
export const knock = (base: string): Promise<Finding[]> => Promise.all(doors.map((door) => tried(door, base)));

async function tried(door: Door, base: string): Promise<Finding> {
  const { check, path, shut, says, fix } = door;
  const status = await statusOf(`${base}${path}`, door);
  if (status === null)
    return { check, level: 'unknown', says: `${base} does not answer`, fix: 'whats-agent health says what is down.' };
  if (shut.includes(status) || status === closed) return { check, level: 'ok', says: `is refused (${status})` };
  return { check, level: 'error', says: `${says} (${status})`, fix };
}

/** How an address of this machine answers, whoever signed its certificate; `null`: not at all. */
export async function statusOf(
  url: string,
  { method, headers }: Pick<Door, 'method' | 'headers'> = { method: 'GET', headers: {} },
): Promise<number | null> {
  try {
    const body = method === 'POST' ? { body: '{}' } : {};
    const answer = await request(url, { method, headers, dispatcher: agent, ...body });
    await answer.body.dump();
    return answer.statusCode;
  } catch {
    return null;
  }
}
