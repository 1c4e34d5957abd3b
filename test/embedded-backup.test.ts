import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import pg from 'pg';
import { backupEmbedded, drillEmbedded, restoreEmbedded } from '../src/embedded.ts';
import { configOf } from '../src/platform/config.ts';
import { migrate } from '../src/platform/migrate.ts';
import { startPostgres } from '../src/platform/postgres.ts';
import type { Secret } from '../src/platform/secret.ts';

const root = mkdtempSync(join(tmpdir(), 'whats-agent-embedded-'));
const DATA_DIR = join(root, 'data');
const config = configOf({ ENVIRONMENT: 'demo', DATA_DIR, FILES_DIR: join(DATA_DIR, 'files') });
const [data, vault] = [join(DATA_DIR, 'postgres'), join(root, 'backups/automatic')];
let server = await startPostgres(data, false);
after(async () => {
  await server.stop();
  rmSync(root, { recursive: true, force: true });
});
await migrate(server.url);

async function ask(url: Secret, statement: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url.reveal() });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(statement);
  await client.end();
  return rows.map((row) => String(Object.values(row)[0]));
}

const keep = (key: string) =>
  ask(server.url, `insert into inbox (phone_number_id, kind, key, payload) values ('1', 'message', '${key}', '{}')`);
const kept = () => ask(server.url, 'select key from inbox order by id');

const said: string[] = [];
const print = (line: string) => said.push(line);
const last = (pattern: RegExp) => said.findLast((line) => pattern.test(line)) ?? '';

it('copies the data of a running server with its files, sealed, and calls it good when it was restored', async () => {
  await keep('before');
  await mkdir(config.FILES_DIR, { recursive: true });
  await writeFile(join(config.FILES_DIR, 'voice.ogg'), 'bytes');
  // Somebody writes all the while, and a checkpoint lets go of old log in the middle of it.
  const enough = new AbortController();
  const writing = (async () => {
    for (let count = 0; !enough.signal.aborted; count += 1) await keep(`during ${count}`);
  })();
  await backupEmbedded(root, config, 'manual', print);
  enough.abort();
  await writing;
  assert.match(last(/restored and checked/), /manual, 1 files/);
  const [file = ''] = readdirSync(vault).filter((name) => name.endsWith('.age'));
  assert.match(file, /^db_\d{8}_\d{6}\.tar\.gz\.age$/);
  assert.match(readFileSync(join(vault, file), 'latin1'), /^age-encryption/);
  assert.deepEqual(
    readdirSync(DATA_DIR).filter((name) => name.includes('scratch')),
    [],
    'nothing of the trial stays',
  );
});

it('says how long a restore takes, and what it would lose', async () => {
  await drillEmbedded(root, config, print);
  assert.match(last(/Drill/), /RTO [\d.]+ s; what came in the 0\.\d h since/);
});

it('changes nothing while the data are in use, or without --yes', async () => {
  await keep('after');
  await restoreEmbedded(root, config, 'latest', { print });
  assert.match(last(/Nothing was changed/), /--yes/);
  await assert.rejects(restoreEmbedded(root, config, 'latest', { yes: true, print }), { code: 'postgres.held' });
  await assert.rejects(restoreEmbedded(root, config, 'yesterday', { print }), { code: 'embedded.unknown' });
  await assert.rejects(restoreEmbedded(root, config, 'latest', { to: '2026-01-01T00:00Z', print }), {
    code: 'embedded.whole',
  });
  assert.equal((await kept()).at(-1), 'after');
});

it('puts a backup in the place of the data, and keeps those', async () => {
  await server.stop();
  rmSync(join(config.FILES_DIR, 'voice.ogg'));
  await restoreEmbedded(root, config, 'latest', { yes: true, print });
  server = await startPostgres(data, false);
  assert.equal((await kept())[0], 'before');
  assert(!(await kept()).includes('after'));
  assert.equal(readFileSync(join(config.FILES_DIR, 'voice.ogg'), 'utf8'), 'bytes');
  const before = readdirSync(DATA_DIR).find((name) => name.startsWith('postgres.before-')) ?? '';
  assert(existsSync(join(DATA_DIR, before, 'PG_VERSION')));
});

it('finds a single bit that was turned, and does not restore from it', async () => {
  const [file = ''] = readdirSync(vault).filter((name) => name.endsWith('.age'));
  const bytes = readFileSync(join(vault, file));
  const middle = bytes.length >> 1;
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  writeFileSync(join(vault, file), bytes);
  await assert.rejects(restoreEmbedded(root, config, 'latest', { print }), { code: 'embedded.damaged' });
  await backupEmbedded(root, config, 'verify', print);
  assert.equal(process.exitCode, 1);
  process.exitCode = 0;
  assert.match(last(/DAMAGED/), /manual/);
  await assert.rejects(restoreEmbedded(root, config, 'latest', { print }), { code: 'embedded.unknown' });
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  writeFileSync(join(vault, file), bytes);
  await backupEmbedded(root, config, 'verify', print);
  assert.match(last(/manual/), /checksums hold, not restored yet/);
});

it('leaves a server of somebody else alone', async () => {
  const outside = configOf({ ENVIRONMENT: 'demo', DATABASE_URL: 'postgres://a@127.0.0.1:1/b' });
  await assert.rejects(backupEmbedded(root, outside, 'manual', print), { code: 'embedded.outside' });
});
