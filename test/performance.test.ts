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

const checks = async () => (await warnings()).map(({ check, says, fix }) => `${check} ${says} → ${fix}`);

const warnings = async () =>
  findingsOf(await analyse(db, Temporal.Now.instant(), null)).filter(({ level }) => level === 'warning');

it('has nothing to say of an empty database but that no process is alive', async () => {
  const { said, code } = run('analyze');
  assert.match(said, /unknown processes: none has given a sign of life[^]*0 errors, 0 warnings, 1 unknown/);
  assert.match(said, /nothing to compare with yet/);
  assert.equal(code, 2);
});

const filed = async (count: number) =>
  sql`insert into inbox (phone_number_id, kind, key, payload, filed_at)
    select '1', 'message', repeat(md5(n::text || ${count}), 5), '{}', now() from generate_series(1, ${count}) as n`.execute(
    db,
  );

it('finds each planted fault with what mends it, mends what is safe, and is quiet then', async () => {
  await sql`alter table inbox set (autovacuum_enabled = false)`.execute(db);
  await filed(30_000);
  await sql`create index inbox_twin on inbox (id) where fault is not null`.execute(db);
  await sql`update pg_index set indisvalid = false where indexrelid = 'inbox_other'::regclass`.execute(db);
  await db.connection().execute(async (connection) => {
    await sql`delete from inbox where id % 10 <> 0`.execute(connection);
    // A session tells of what it changed when it is idle for a second, or at once when asked to.
    await sql`select pg_stat_force_next_flush()`.execute(connection);
  });
  const planted = (await checks()).join('\n');
  assert.match(planted, /index inbox_other of inbox is invalid[^\n]*perf optimize/);
  assert.match(planted, /index inbox_twin is the same as inbox_faulty → drop index concurrently inbox_twin/);
  assert.match(planted, /table inbox has 27000 dead rows[^\n]*perf optimize/);
  const plan = run('optimize');
  assert.match(
    plan.said,
    /Would run: vacuum \(analyze\) "inbox";[^]*Would run: reindex index concurrently "inbox_other"/,
  );
  assert.deepEqual([plan.code, /Nothing was changed/.test(plan.said)], [2, true]);
  const done = run('optimize', '--yes');
  assert.match(done.said, /✅ dead rows: 27000 before, 0 after[^]*Redis holds only limits/);
  assert.equal(done.code, 0);
  const left = (await checks()).join('\n');
  assert.doesNotMatch(left, /is invalid|dead rows/);
  assert.match(left, /index inbox_phone_number_id_key_key [\d.]+ MB of its [\d.]+ MB hold nothing[^\n]*perf optimize/);
  const rebuilt = /"inbox_phone_number_id_key_key"[^]*?MB: ([\d.]+) before, ([\d.]+) after/;
  const [, before, after] = rebuilt.exec(run('optimize', '--yes').said) ?? [];
  assert(Number(after) < Number(before) / 2, `${before} MB before, ${after} MB after`);
});

it('finds that an index was dropped by the statement that misses it, and makes one that helps', async () => {
  await filed(20_000);
  await sql`alter table inbox drop constraint inbox_phone_number_id_key_key`.execute(db);
  await sql`analyze inbox`.execute(db);
  const asked = db.selectFrom('inbox').select('id').where('phone_number_id', '=', '1').where('key', '=', 'x');
  for (let ask = 0; ask < 50; ask += 1) await asked.execute();
  const { said, code } = run('analyze');
  assert.match(
    said,
    /inbox is read whole for a few[^\n]*\n[^\n]*perf_inbox_phone_number_id_key on inbox \(phone_number_id, key\)/,
  );
  assert.equal(code, 2);
  assert.match(run('optimize', '--yes').said, /✅ plan cost: [\d.]+ before, [\d.]+ after/);
  assert.doesNotMatch((await checks()).join('\n'), /inbox is read whole/);
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
