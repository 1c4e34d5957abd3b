import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import { Fault } from '../platform/fault.ts';
import { startPostgres } from '../platform/postgres.ts';
import type { Secret } from '../platform/secret.ts';
import { run, succeed } from './shell.client.ts';

/** Where the embedded database and what contacts sent lie. */
export type Place = { /** Of PostgreSQL. */ readonly data: string; readonly files: string };

/** What belongs to the server that ran, and not to its data. */
const passing = ['./pg_wal/*', './pg_replslot/*', './postmaster.*', './pg_stat_tmp/*', './pgsql_tmp*', '*/pgsql_tmp*'];

const long = { within: Temporal.Duration.from({ hours: 4 }) };

/**
 * Copies a running server's data, its log up to now and the files into one archive, by PostgreSQL's own rules for such a
 * copy: one session stays open from start to stop, and the label it answers with is part of the copy. Nobody waits for it.
 *
 * @throws Fault `command.failed`; the archive is then not to be used
 * @see https://www.postgresql.org/docs/17/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP
 */
export async function copyCluster(url: Secret, { data, files }: Place, archive: string): Promise<void> {
  const client = new pg.Client({ connectionString: url.reveal() });
  await client.connect();
  const parts = mkdtempSync(`${archive}.parts-`);
  try {
    // Without a slot a checkpoint could let go of the log that this copy begins with.
    await client.query(`select pg_create_physical_replication_slot('copy_' || pg_backend_pid(), true, true)`);
    const first = await segment(client, `pg_walfile_name(pg_backup_start('copy', true))`);
    await tar('--create', archive, { folder: data, under: 'postgres', paths: ['.'] });
    const { rows } = await client.query(
      `select labelfile as label, pg_walfile_name(lsn) as last from pg_backup_stop(true)`,
    );
    const { label, last } = Stopped.parse(rows[0]);
    writeFileSync(join(parts, 'backup_label'), label, { mode: 0o600 });
    await tar('--append', archive, { folder: parts, under: 'postgres', paths: ['./backup_label'] });
    const log = readdirSync(join(data, 'pg_wal')).filter(
      (name) => /^[\dA-F]{24}$/.test(name) && name >= first && name <= last,
    );
    const logged = log.map((name) => `./pg_wal/${name}`);
    await tar('--append', archive, { folder: data, under: 'postgres', paths: logged });
    const password = [`./${passwordOf(data)}`];
    await tar('--append', archive, { folder: dirname(resolve(data)), under: '.', paths: password });
    if (existsSync(files)) await tar('--append', archive, { folder: files, under: 'files', paths: ['.'] });
    await succeed(['gzip', '--fast', '--force', archive], long);
  } finally {
    rmSync(parts, { recursive: true, force: true });
    await client.end();
  }
}

const Stopped = z.object({ label: z.string().min(1), last: z.string() });
const passwordOf = (data: string) => `${resolve(data).split('/').at(-1) ?? ''}.password`;

async function segment(client: pg.Client, expression: string): Promise<string> {
  const { rows } = await client.query(`select ${expression} as name`);
  return z.object({ name: z.string() }).parse(rows[0]).name;
}

/** Puts paths of a folder into the archive, under another name. A file that changes meanwhile is made whole by the log. */
async function tar(
  mode: '--create' | '--append',
  archive: string,
  { folder, under, paths }: { readonly folder: string; readonly under: string; readonly paths: readonly string[] },
): Promise<void> {
  const without = mode === '--create' ? passing : [];
  const args = [
    mode,
    '--file',
    archive,
    '--directory',
    folder,
    `--transform=s,^\\.,${under},`,
    '--warning=no-file-changed',
  ];
  const { code, err } = await run(['tar', ...args, ...without.map((path) => `--exclude=${path}`), ...paths], long);
  // 1: something changed or went away while it was read.
  if (code > 1)
    throw new Fault('permanent', 'command.failed', {
      sentence: `tar failed (${code}): ${err.trim().split('\n').at(-1)}`,
    });
}

/** What was found in a copy, on a server of its own. */
const Found = z.object({
  inbox: z.number(),
  newest: z.string().nullable(),
  lastInbox: z.number(),
  conversations: z.number(),
  bookings: z.number(),
  overlaps: z.number(),
});
export type Found = z.output<typeof Found>;

/** Every index against its table, then what a person would look for first. */
const examination = `select json_build_object(
  'inbox', (select count(*) from inbox), 'newest', (select max(received_at) from inbox),
  'lastInbox', (select coalesce(max(id), 0) from inbox),
  'conversations', (select count(*) from conversations), 'bookings', (select count(*) from bookings),
  'overlaps', (select count(*) from bookings a join bookings b on a.professional_id = b.professional_id and a.id < b.id
    and a.status = 'booked' and b.status = 'booked' and tstzrange(a.starts_at, a.ends_at) && tstzrange(b.starts_at, b.ends_at))) as found`;
const indexes = `select bt_index_check(i.indexrelid, true) from pg_index i join pg_class c on c.oid = i.indexrelid
  join pg_am on pg_am.oid = c.relam where pg_am.amname = 'btree' and i.indisvalid and c.relnamespace = 'public'::regnamespace`;

/**
 * Unpacks a copy into a folder, starts a server on it that nobody else uses, judges what it finds, and stops it. The data
 * are then as after an orderly stop.
 *
 * @throws Fault `restore.invariant`, or of PostgreSQL when it does not come up
 */
export async function unpackCluster(archive: string, folder: string, name: string): Promise<Found> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  await succeed(['tar', '--extract', '--gzip', '--file', archive, '--directory', folder], long);
  const server = await startPostgres(join(folder, name));
  try {
    return await examine(server.url);
  } finally {
    await server.stop();
  }
}

async function examine(url: Secret): Promise<Found> {
  const client = new pg.Client({ connectionString: url.reveal() });
  await client.connect();
  try {
    await client.query('create extension if not exists amcheck');
    await client.query(indexes);
    const { rows } = await client.query(examination);
    const { found } = z.object({ found: Found }).parse(rows[0]);
    if (found.overlaps === 0) return found;
    throw new Fault('permanent', 'restore.invariant', {
      sentence: `${found.overlaps} bookings overlap in what was restored.`,
    });
  } finally {
    await client.end();
  }
}
