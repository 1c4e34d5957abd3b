import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { sql } from 'kysely';
import { z } from 'zod';
import { setTimeout as pause } from 'node:timers/promises';
import { firstBusiness } from '../src/business/business.store.ts';
import { synthetic } from '../src/insight/synthetic.job.ts';
import { failedVisits, recordVisit, visitsOfHour } from '../src/insight/synthetic.store.ts';
import { openLog } from '../src/platform/log.ts';
import { openLogFiles } from '../src/platform/logfiles.ts';
import { Secret } from '../src/platform/secret.ts';
import { listNumbers } from '../src/whatsapp/number.store.ts';
import { openPhone } from './phone.ts';
import { runDemo } from './running.ts';
import { eventually, nothingOpen } from './stack.ts';

const LOG_DIR = mkdtempSync(join(tmpdir(), 'whats-agent-production-'));
after(() => rmSync(LOG_DIR, { recursive: true, force: true }));
const files = openLogFiles(LOG_DIR, { clock: () => Temporal.Now.instant(), timeZone: 'America/Sao_Paulo' });
const { db, config, business } = await runDemo({ LOG_DIR }, openLog('info', files));
const base = `http://127.0.0.1:${config.PORT}`;

const phone = await openPhone(config.SIMULATOR_PORT, { name: 'Ana Souza' });
await phone.say({ text: 'onde vocês ficam?' });
await eventually('a reply', async () => (await phone.shown()).length > 1 && (await nothingOpen(db)));

const Json = z.looseObject({});
const Chats = z.object({ contacts: z.array(z.object({ name: z.string() })) });

async function ask(path: string, init: RequestInit = {}): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await fetch(base + path, init);
  return { status: answer.status, body: Json.parse(JSON.parse(await answer.text())) };
}

/** What `jq` finds at a path of plain names. */
const at = (value: unknown, path: string): unknown =>
  path
    .split('.')
    .filter((name) => name !== '')
    .reduce((inner: unknown, name) => (Json.safeParse(inner).data ?? {})[name], value);

const numbersIn = (value: unknown): number[] =>
  typeof value === 'number'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap((inner) => numbersIn(inner))
      : [];

const runbook = '../shared/RUNBOOK.pt-BR.md';

it(
  'answers every jq path of the runbook with numbers',
  { skip: existsSync(runbook) ? false : `${runbook} is not there` },
  async () => {
    const commands = [
      ...readFileSync(runbook, 'utf8').matchAll(/localhost:8000(\/production\S*)\s*\|\s*jq\s*["'](\.[\w.]*)["']/g),
    ];
    assert(commands.length >= 2, `only ${commands.length} were found`);
    for (const [, path = '', jq = ''] of commands) {
      const { status, body } = await ask(path.replace(/['"]$/, ''));
      assert.equal(status, 200);
      assert(numbersIn(at(body, jq)).length > 0, `${path} ${jq}`);
    }
    const { body } = await ask('/production/metrics/business');
    const period = Json.parse(at(body, '.business_metrics.conversations_started.current_period'));
    assert.deepEqual(
      Object.values(period).map((value) => typeof value),
      ['number', 'number', 'number'],
    );
  },
);

it(
  'answers every monitoring call of the runbook with 200 and JSON',
  { skip: existsSync(runbook) ? false : `${runbook} is not there` },
  async () => {
    const paths = new Set(
      [...readFileSync(runbook, 'utf8').matchAll(/localhost:8000(\/[\w/]+)/g)].map(([, path = '']) => path),
    );
    assert(paths.size >= 5, `only ${paths.size} were found`);
    for (const path of paths) assert.equal((await ask(path)).status, 200, path);
  },
);

it('counts what happened, in both shapes, and shows what it does not know as null', async () => {
  const { body } = await ask('/production/metrics/business?days=2');
  assert.deepEqual(Object.keys(Json.parse(body['business_metrics'])).slice(0, 8), [
    'conversations_started',
    'messages_processed',
    'bookings_created',
    'conversion_rate',
    'customer_satisfaction',
    'response_quality',
    'lead_generation',
    'revenue_impact',
  ]);
  const total = (name: string) => at(body, `.business_metrics.${name}.current_period.total`);
  assert.deepEqual([body['success'], body['period_days'], total('conversations_started')], [true, 2, 1]);
  const said = (await phone.shown()).length;
  assert.equal(total('messages_processed'), said);
  assert.equal(at(body, '.data.conversations.total'), 1);
  assert.equal(at(body, '.data.performance.satisfaction_avg'), null);
  assert(Number(at(body, '.data.performance.avg_response_time')) >= 0);
  assert.equal(at(body, '.business_metrics.response_rate.current_period.average'), 100);
  const daily = at(body, '.business_metrics.conversations_started.trends.daily_values');
  assert(Array.isArray(daily) && daily.length === 2);
});

it('shows the service as it was, the host as it is, and the parts', async () => {
  const performance = await eventually('a slice is written', async () => {
    const { body } = await ask('/production/metrics/performance');
    return Number(at(body, '.sla_metrics.response_time.sample_count')) > 0 && body;
  });
  for (const metric of ['response_time', 'error_rate', 'uptime', 'throughput'])
    for (const key of ['current_value', 'warning_threshold', 'critical_threshold', 'sample_count'])
      assert.equal(typeof at(performance, `.sla_metrics.${metric}.${key}`), 'number', `${metric}.${key}`);
  assert.equal(at(performance, '.sla_metrics.error_rate.current_value'), 0);

  const { body: status } = await ask('/production/system/status');
  for (const part of ['database', 'whatsapp_api', 'openai_api', 'circuit_breakers'])
    assert.equal(typeof at(status, `.data.health_checks.${part}.status`), 'string');
  const { body: current } = await ask('/production/performance/current');
  for (const name of ['memory_usage', 'disk_usage', 'process_memory', 'db_query_time'])
    assert.equal(typeof at(current, `.data.${name}.value`), 'number', name);
  const { body: summary } = await ask('/production/performance/summary');
  assert.equal(typeof at(summary, '.data.memory_usage.average'), 'number');
});

it('acknowledges and resolves an alert, twice without an error, and knows what is none', async () => {
  const id = '0196f0a0-7c1e-4d2b-8a3c-5f6e7d8c9b0a';
  await sql`insert into alerts (id, rule, severity, category, state, value, threshold, since, fired_at)
    values (${id}, 'disk_full', 'critical', 'system', 'firing', 97, 95, now(), now())`.execute(db);
  const { body: active } = await ask('/production/alerts/active?severity=critical');
  assert.equal(at(active, '.data.total'), 1);
  assert.equal(at((await ask('/production/alerts/active?severity=low')).body, '.data.total'), 0);
  const post = (path: string) =>
    ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"by":"plantão"}' });
  const acknowledged = await post(`/production/alerts/${id}/acknowledge`);
  assert.deepEqual(
    [at(acknowledged.body, '.data.acknowledged'), at(acknowledged.body, '.data.acknowledged_by')],
    [true, 'plantão'],
  );
  for (let times = 0; times < 2; times += 1) {
    const { status, body } = await post(`/production/alerts/${id}/resolve`);
    assert.deepEqual([status, at(body, '.data.resolved'), at(body, '.data.resolved_by')], [200, true, 'plantão']);
  }
  assert.equal((await post('/production/alerts/0196f0a0-7c1e-4d2b-8a3c-000000000000/resolve')).status, 404);
  assert.equal((await post('/production/alerts/none/resolve')).status, 404);
  const { body: stats } = await ask('/production/alerts/stats');
  assert.deepEqual([at(stats, '.data.active_count'), at(stats, '.data.total_history')], [0, 1]);
});

it('names the field and the rule of a bad question, and is shut to whoever comes through a proxy', async () => {
  for (const [path, sentence] of [
    ['/production/metrics/business?days=0', 'days must be 1 to 366'],
    ['/production/logs/recent?type=mail', 'type must be app, errors, security or performance'],
    ['/production/alerts/active?severity=bad', 'severity must be critical, high, medium or low'],
  ] as const)
    assert.deepEqual(await ask(path), { status: 400, body: { success: false, error: sentence } });
  assert.equal((await ask('/production/system/status', { headers: { 'x-forwarded-for': '1.2.3.4' } })).status, 404);
});

it('shows the last lines of each log, and backups that nobody made as none', async () => {
  const { body } = await ask('/production/logs/recent?type=app&limit=5');
  assert(Number(at(body, '.data.total')) > 0);
  const { body: backups } = await ask('/production/backup/status');
  assert.equal(typeof at(backups, '.data.total_backups'), 'number');
  assert.equal((await ask('/production/backup/manual', { method: 'POST' })).status, 503);
});

it('counts an hour again without counting anything twice', async () => {
  const { rollUp } = await import('../src/insight/rollup.store.ts');
  const hours = () => db.selectFrom('metric_hours').selectAll().where('business_id', '=', business).execute();
  await rollUp(db, Temporal.Now.instant());
  const before = await hours();
  await rollUp(db, Temporal.Now.instant());
  assert.deepEqual(JSON.stringify(await hours()), JSON.stringify(before));
});

it('tells Prometheus what was served and every reading that is known, and nobody else', async () => {
  const answer = await fetch(`${base}/metrics`);
  assert.match(answer.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/);
  const text = await answer.text();
  assert.match(text, /^http_request_duration_seconds_count\{method="POST",route="\/webhook",status="200"\} [1-9]/m);
  assert.match(text, /^whats_agent_reading\{name="databaseDown"\} 0$/m);
  assert.match(text, /^whats_agent_recent\{what="turns"\} [1-9]/m);
  assert.match(text, /^whats_agent_waiting\{queue="dead_letters"\} 0$/m);
  assert.match(text, /^whats_agent_pool\{what="total"\} [1-9]/m);
  assert.match(text, /^nodejs_eventloop_lag_p99_seconds /m);
  assert.equal((await fetch(`${base}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.9' } })).status, 404);
});

describe('the synthetic customer', () => {
  const deps = {
    db,
    log: openLog('silent'),
    clock: () => Temporal.Now.instant(),
    elapsed: () => performance.now(),
    newId: randomUUID,
    pause,
    url: base,
    appSecret: config.WHATSAPP_APP_SECRET,
    over: new AbortController().signal,
  };
  const served = async () => (await db.selectFrom('inbox').select('id').execute()).length;

  it('is sent the right answer by the way of every customer, and by no way out of this machine', async () => {
    const before = await fetch(`${base}/metrics`).then((answer) => answer.text());
    const visit = synthetic(deps);
    const seen: unknown[] = [];
    // Each question twice: the second time is no stranger's.
    for (let times = 0; times < 6; times += 1) seen.push((await visit())?.fault);
    assert.deepEqual(seen, [null, null, null, null, null, null]);
    assert.equal(await failedVisits(db), 0);
    const { visits, failed, medianMs } = await visitsOfHour(db);
    assert.deepEqual([visits, failed, medianMs !== null], [6, 0, true]);
    const { contacts } = Chats.parse(
      await (await fetch(`http://127.0.0.1:${config.SIMULATOR_PORT}/simulator/contacts`)).json(),
    );
    assert.deepEqual(
      contacts.map(({ name }) => name),
      ['Ana Souza'],
    );
    const posts = (text: string) =>
      /duration_seconds_count\{method="POST",route="\/webhook",status="200"\} (\d+)/.exec(text)?.[1];
    assert.equal(posts(await fetch(`${base}/metrics`).then((answer) => answer.text())), posts(before));
  });

  it('is in no figure of the business, and on no list', async () => {
    const { rollUp } = await import('../src/insight/rollup.store.ts');
    await rollUp(db, Temporal.Now.instant());
    const counted = await db.selectFrom('metric_hours').select('business_id').distinct().execute();
    assert.deepEqual(counted, [{ business_id: business }]);
    assert.equal((await firstBusiness(db))?.id, business);
    assert.deepEqual(
      (await listNumbers(db)).map(({ phoneNumberId }) => phoneNumberId),
      [config.WHATSAPP_PHONE_NUMBER_ID],
    );
  });

  it('is missed when the door does not open to it, and what it said is forgotten after an hour', async () => {
    const { fault } = (await synthetic({ ...deps, appSecret: new Secret('another') })()) ?? {};
    assert.equal(fault, 'refused');
    const shut = synthetic({ ...deps, url: 'http://127.0.0.1:1' });
    assert.deepEqual([(await shut())?.fault, (await shut())?.fault, await failedVisits(db)], ['refused', 'refused', 3]);
    const rows = await served();
    await recordVisit(db, Temporal.Now.instant().add({ hours: 2 }), { acknowledgedMs: 1, answeredMs: 1, fault: null });
    assert.equal(rows - (await served()), 6);
    assert.equal((await synthetic(deps)())?.fault, null);
  });
});
