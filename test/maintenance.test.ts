import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import pg from 'pg';
import { examine, tidy, type Asking } from '../src/ops/database.client.ts';
import { Journal, procedures } from '../src/ops/maintenance.ts';
import { run } from '../src/ops/shell.client.ts';
import { migrate } from '../src/platform/migrate.ts';
import { startPostgres } from '../src/platform/postgres.ts';
import { testDatabase } from '../src/platform/testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'whats-agent-maintenance-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const settings = { DATA_DIR: join(folder, 'data'), LOG_DIR: join(folder, 'logs'), BACKUP_DIR: join(folder, 'backups') };
const env = { ...process.env, ...settings, FILES_DIR: join(folder, 'files'), ENVIRONMENT: 'demo', DATABASE_URL: '' };
const cli = (...args: string[]) => run([process.execPath, 'src/cli.ts', ...args], { env });

const journalPath = join(settings.DATA_DIR, 'operations/maintenance-weekly.json');
const journal = () => Journal.parse(JSON.parse(readFileSync(journalPath, 'utf8')));
const oldLog = join(settings.LOG_DIR, 'app.log.2020-01-01T235959.000.gz');

/** One that was killed in its backup, with everything behind it done: what is left is quick. */
const left = ['backup', 'old logs'];
mkdirSync(join(settings.DATA_DIR, 'operations'), { recursive: true });
mkdirSync(settings.LOG_DIR);
writeFileSync(oldLog, '');
utimesSync(oldLog, 1_577_836_800, 1_577_836_800);
const begun: Journal = {
  kind: 'weekly',
  startedAt: Temporal.Now.instant().toString(),
  endedAt: null,
  under: 'backup',
  results: procedures.weekly
    .filter(({ name }) => !left.includes(name))
    .map(({ name }) => ({ name, outcome: 'good', tookMs: 1, says: '' })),
};
writeFileSync(journalPath, JSON.stringify(begun));

it('removes nothing when the backup failed, and says so', async () => {
  const { code, out } = await cli('maintenance', 'weekly', '--resume');
  assert.equal(code, 1, out);
  assert.match(out, /❌ backup .*\n {3}There is no database/);
  assert.match(out, /⏭️ old logs: not done, for this is not good: backup/);
  assert(existsSync(oldLog));
  const outcomes = Object.fromEntries(journal().results.map(({ name, outcome }) => [name, outcome]));
  assert.deepEqual([outcomes['backup'], outcomes['old logs'], outcomes['drill']], ['failed', 'skipped', 'good']);
});

it('goes on where it stood when the cause is mended', async () => {
  const server = await startPostgres(join(settings.DATA_DIR, 'postgres'), false);
  try {
    await migrate(server.url);
    const { code, out } = await cli('maintenance', 'weekly', '--resume');
    assert.equal(code, 0, out);
  } finally {
    await server.stop();
  }
  assert(!existsSync(oldLog));
  const { endedAt, results } = journal();
  assert(endedAt !== null && results.every(({ outcome }) => outcome === 'good'));
  assert.match(readFileSync(join(settings.LOG_DIR, 'maintenance.log'), 'utf8'), /whats-agent backup full: exit code 0/);
});

it('tidies what needs it, and finds an index that is half-built or disagrees with its table', async () => {
  const { url } = await testDatabase();
  const client = new pg.Client({ connectionString: url.reveal() });
  await client.connect();
  const ask: Asking = async (statement) => {
    const { rows } = await client.query<Record<string, unknown>>(statement);
    return rows.map((row) => String(Object.values(row)[0])).join('\n');
  };
  try {
    assert.deepEqual(
      (await examine(ask)).map(({ level }) => level),
      ['ok', 'ok'],
    );
    await ask(`create function twisted(value int) returns int immutable language plpgsql as 'begin return value; end'`);
    await ask('create table planted (value int) with (autovacuum_enabled = off)');
    await ask('insert into planted select generate_series(1, 3000)');
    await ask('create index planted_twisted on planted (twisted(value))');
    await ask('delete from planted where value % 2 = 0');
    await ask('select pg_stat_force_next_flush()');
    assert.match((await tidy(ask))[0]?.says ?? '', /needed it: .*public\.planted/);
    await ask(
      `create or replace function twisted(value int) returns int immutable language plpgsql as 'begin return -value; end'`,
    );
    await ask('create index planted_half on planted (value)');
    await ask(`update pg_index set indisvalid = false where indexrelid = 'planted_half'::regclass`);
    const [half, whole] = await examine(ask);
    assert.deepEqual([half?.level, half?.fix?.includes('concurrently planted_half')], ['error', true]);
    assert.deepEqual([whole?.level, whole?.says.includes('planted_twisted')], ['error', true]);
  } finally {
    await client.end();
  }
});
