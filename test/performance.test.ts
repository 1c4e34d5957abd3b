import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { it } from 'node:test';
import { sql } from 'kysely';
import { analyse } from '../src/ops/analysis.store.ts';
import { findingsOf } from '../src/ops/analysis.ts';
import { testDatabase } from '../src/platform/testing.ts';

const { db, url } = await testDatabase();

function run(...args: string[]): { said: string; code: number | null } {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['src/cli.ts', 'perf', ...args], {
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: url.reveal() },
    timeout: 60_000,
  });
  return { said: stdout + stderr, code: status };
}

const warnings = async () =>
  findingsOf(await analyse(db, Temporal.Now.instant(), null)).filter(({ level }) => level === 'warning');

it('has nothing to say of an empty database but that no process is alive', async () => {
  const { said, code } = run('analyze');
  assert.match(said, /unknown processes: none has given a sign of life[^]*0 errors, 0 warnings, 1 unknown/);
  assert.match(said, /nothing to compare with yet/);
  assert.equal(code, 2);
});

it('finds each planted fault, with what mends it', async () => {
  await sql`alter table contacts set (autovacuum_enabled = false)`.execute(db);
  await sql`insert into businesses (name, time_zone) values ('Loja', 'America/Sao_Paulo')`.execute(db);
  await sql`insert into contacts (business_id, user_id, created_at)
    select id, 'user-' || n, now() from businesses, generate_series(1, 40000) as n`.execute(db);
  await sql`create index contacts_by_user on contacts (user_id)`.execute(db);
  await sql`create index contacts_twin on contacts (user_id)`.execute(db);
  await sql`update pg_index set indisvalid = false where indexrelid = 'contacts_by_user'::regclass`.execute(db);
  await sql`delete from contacts where user_id like '%1' or user_id ~ '[2-9]$'`.execute(db);
  const planted = (await warnings()).map(({ check, says, fix }) => `${check} ${says} → ${fix}`).join('\n');
  assert.match(planted, /index contacts_by_user of contacts is invalid[^\n]*perf optimize/);
  assert.match(planted, /table contacts has 36000 dead rows[^\n]*perf optimize/);
});

it('compares with the analysis of a week ago, and finds what has grown slower', async () => {
  const now = Temporal.Now.instant();
  const { figures } = await analyse(db, now.subtract({ hours: 7 * 24 }), null);
  const name = Object.keys(figures).find((figure) => figure.startsWith('statement ')) ?? '';
  await sql`update performance_snapshots set figures = figures || jsonb_build_object('requests webhook, p95 ms', 10)
    where taken_at < ${now.subtract({ hours: 24 })}`.execute(db);
  const slice = { at: now.subtract({ minutes: 5 }), instance: crypto.randomUUID(), sli: 'webhook', total: 9, bad: 0 };
  await db
    .insertInto('service_slices')
    .values({ ...slice, slow: 0, sum_ms: 900, spread: '{"400": 9}' })
    .execute();
  const slower = findingsOf(await analyse(db, now, null)).find(({ check }) => check === 'requests webhook, p95 ms');
  assert.match(slower?.says ?? '', /^has grown from 10\.0 to \d{4}/);
  assert(name, 'statements are counted');
});
