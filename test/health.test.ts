import assert from 'node:assert/strict';
import { after, it } from 'node:test';
import { sql } from 'kysely';
import { openApi } from '../src/api.ts';
import { openLog } from '../src/platform/log.ts';
import { Secret } from '../src/platform/secret.ts';
import { runDemo } from './running.ts';
import { demoConfig, eventually } from './stack.ts';

const { db, config } = await runDemo({ OPERATOR_KEY: 'a key of the operators' });
const base = `http://127.0.0.1:${config.PORT}`;

type Checks = Record<string, { status: string; message: string; response_time: number; details: object }>;
type Detailed = { status: string; checks: Checks; summary: { overall_health_score: number } };

async function detailed(): Promise<{ code: number; body: Detailed }> {
  const answer = await fetch(`${base}/health/detailed`);
  const body: Detailed = JSON.parse(await answer.text());
  return { code: answer.status, body };
}

it('answers GET and HEAD of /health cheaply while it can serve', async () => {
  const answer = await fetch(`${base}/health`);
  assert.equal(answer.status, 200);
  const body: Record<string, unknown> = JSON.parse(await answer.text());
  assert.deepEqual([body['status'], body['service']], ['healthy', 'WhatsApp Agent API']);
  assert.match(String(body['version']), /^\d+\.\d+\.\d+/);
  const head = await fetch(`${base}/health`, { method: 'HEAD' });
  assert.deepEqual([head.status, await head.text()], [200, '']);
  const times: Record<'/health' | '/health/live', number[]> = { '/health': [], '/health/live': [] };
  for (let round = 0; round < 50; round += 1)
    for (const path of ['/health', '/health/live'] as const) {
      const started = performance.now();
      await (await fetch(base + path)).text();
      times[path].push(performance.now() - started);
    }
  // What the machine does meanwhile meets both; the rest is what asking the database costs.
  const middle = (list: number[]) => list.toSorted((a, b) => a - b)[25] ?? Infinity;
  const costsMs = middle(times['/health']) - middle(times['/health/live']);
  assert(costsMs < 5, `${costsMs} ms`);
});

it('shows every part, and what it does not know as unknown', async () => {
  const { body } = await eventually('the worker beats', async () => {
    const seen = await detailed();
    return seen.body.checks['worker']?.status === 'healthy' && seen;
  });
  assert.deepEqual(Object.keys(body.checks).toSorted(), [
    'backup',
    'circuit_breakers',
    'clock',
    'database',
    'disk',
    'migrations',
    'monitor',
    'openai_api',
    'queues',
    'redis',
    'webhook',
    'whatsapp_api',
    'worker',
  ]);
  for (const check of Object.values(body.checks)) assert(check.message !== '' && check.response_time >= 0);
  const status = (name: string) => body.checks[name]?.status;
  assert.deepEqual(
    ['database', 'migrations', 'backup', 'whatsapp_api', 'redis'].map((name) => status(name)),
    ['healthy', 'healthy', 'unknown', 'unknown', 'not_configured'],
  );
});

it('is unhealthy, with 503, when the worker has been silent', async () => {
  await sql`update heartbeats set beat_at = now() - interval '5 minutes', process = 'worker'`.execute(db);
  const { code, body } = await detailed();
  assert.deepEqual([code, body.status, body.checks['worker']?.status], [503, 'unhealthy', 'unhealthy']);
});

it('tells who comes through a proxy or from elsewhere nothing without the key', async () => {
  const ask = (headers: Record<string, string>) => fetch(`${base}/health/detailed`, { headers });
  assert.equal((await ask({ 'x-forwarded-for': '127.0.0.1' })).status, 404);
  assert.equal((await ask({ 'x-forwarded-for': '127.0.0.1', 'x-api-key': 'a key of somebody' })).status, 404);
  const allowed = await ask({ 'x-forwarded-for': '10.0.0.1', authorization: 'Bearer a key of the operators' });
  assert.notEqual(allowed.status, 404);
});

it('says 503 without a database, stays alive, and names the part', async () => {
  const own = await demoConfig(new Secret('postgres://nobody@127.0.0.1:1/none'));
  const api = await openApi(own, new Secret('postgres://nobody@127.0.0.1:1/none'), openLog('silent'));
  after(() => api.close());
  const at = `http://127.0.0.1:${own.PORT}`;
  assert.equal((await fetch(`${at}/health`)).status, 503);
  assert.equal((await fetch(`${at}/health/ready`)).status, 503);
  assert.equal((await fetch(`${at}/health/live`)).status, 200);
  const answer = await fetch(`${at}/health/detailed`);
  const { checks }: Detailed = JSON.parse(await answer.text());
  assert.deepEqual(
    [answer.status, checks['database']?.status, checks['queues']?.status],
    [503, 'unhealthy', 'unknown'],
  );
});
