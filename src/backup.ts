import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { isSound, partsOf, sentenceOf, type Backup, type BackupKind, type BackupState } from './ops/backup.ts';
import { alone, fingerprint, nonce, readCatalogue, record, seal } from './ops/catalogue.client.ts';
import { judgedByPgbackrest, pgbackrest } from './ops/pgbackrest.client.ts';
import { ask, type Compose } from './ops/compose.client.ts';
import { succeed } from './ops/shell.client.ts';
import { Fault } from './platform/fault.ts';
import { parseJson } from './platform/json.ts';
import { begin, judge, kindOf, prune, tell, type Shelf } from './shelf.ts';
import { openStack, type Print } from './stack.ts';

/** That of an installation: pgBackRest has repositories of its own beside it. */
type Vault = Shelf & { readonly compose: Compose };

export async function openVault(root: string): Promise<Vault> {
  const compose = await openStack(root);
  const place = compose.settings.get('BACKUP_DIR') ?? join(root, 'backups');
  const key = readFileSync(join(root, 'deploy/local/backup.key'), 'utf8').trim();
  const timeZone = compose.settings.get('LOG_TIME_ZONE') ?? 'America/Sao_Paulo';
  const slack = compose.settings.get('ALERT_SLACK_WEBHOOK') ?? compose.settings.get('SLACK_WEBHOOK');
  return { compose, folder: join(resolve(place), 'automatic'), key, timeZone, slack };
}

/** The verbs of `whats-agent backup`. Exit code 1 when what was asked for is not true. */
export async function backupCommand(root: string, verb: string, print: Print): Promise<void> {
  const vault = await openVault(root);
  if (verb === 'list') return list(vault, print);
  if (verb === 'verify') return alone(vault.folder, () => verify(vault, print));
  if (verb === 'prune') {
    await alone(vault.folder, async () => prune(vault, print));
    return print('Physical copies expire by deploy/postgres/pgbackrest.conf.');
  }
  const kind = kindOf(verb);
  const backup = await alone(vault.folder, () => make(vault, kind, print));
  await tell(vault, sentenceOf(backup), print);
  if (backup.state === 'damaged' || backup.state === 'created') process.exitCode = 1;
}

/** Makes a backup and proves it: what holds a dump is restored into a database of its own before it is called good. */
async function make(vault: Vault, kind: BackupKind, print: Print): Promise<Backup> {
  const { compose, folder } = vault;
  const began = performance.now();
  const { physical, dump, files } = partsOf[kind];
  const { blank, stamp } = begin(vault, kind);
  const label = physical === null ? null : await copyCluster(compose, physical);
  if (label) print(`✅ physical copy ${label}`);
  const names = [
    ...(dump ? [await dumpDatabase(vault, kind, stamp, print)] : []),
    ...(files ? await keepFiles(vault, stamp) : []),
  ];
  const kept = [];
  for (const name of names) kept.push(await fingerprint(folder, name));
  const sound = label === null || (await isClusterSound(compose, label));
  const state: BackupState = sound ? (dump ? 'restored' : 'checksummed') : 'damaged';
  return record(folder, { ...blank, state, label, files: kept, tookMs: Math.round(performance.now() - began) });
}

const Info = z.array(
  z.object({ backup: z.array(z.object({ label: z.string(), database: z.object({ 'repo-key': z.number() }) })) }),
);

async function copyCluster(
  compose: Compose,
  { type, repository }: { type: string; repository: number },
): Promise<string> {
  await pgbackrest(compose, `--repo=${repository}`, `--type=${type}`, 'backup');
  const info = Info.parse(
    parseJson(Buffer.from(await pgbackrest(compose, `--repo=${repository}`, '--output=json', 'info'))),
  );
  const label = info[0]?.backup.findLast(({ database }) => database['repo-key'] === repository)?.label;
  if (label === undefined)
    throw new Fault('permanent', 'backup.absent', { sentence: 'pgBackRest says nothing of the backup it made.' });
  return label;
}

/** Every repository is read whole; each backup of the catalogue has to be in one of them. */
async function isClusterSound(compose: Compose, label: string | null): Promise<boolean> {
  const texts = [];
  for (const repository of ['1', '2']) {
    const info = await pgbackrest(compose, `--repo=${repository}`, 'info');
    if (/status: error \(no valid backups\)/.test(info)) continue;
    const { out, err } = await judgedByPgbackrest(
      compose,
      `--repo=${repository}`,
      '--output=text',
      '--verbose',
      'verify',
    );
    if (!isSound(out, null) || /ERROR|WARN/.test(err)) return false;
    texts.push(out);
  }
  return label === null || texts.some((text) => isSound(text, label));
}

/** What bookings and conversations cannot be read without: the tables that they point to, those that these do, and what counts for them. */
const criticalTables = `with recursive needed as (
  select oid from pg_class where relname in ('bookings', 'conversations') and relkind = 'r'
  union select confrelid from pg_constraint join needed on conrelid = needed.oid where contype = 'f')
  , counters as (
    select refobjid as oid from pg_depend join pg_attrdef on pg_attrdef.oid = objid join needed on needed.oid = adrelid
    where classid = 'pg_attrdef'::regclass and refclassid = 'pg_class'::regclass and deptype = 'n')
  select string_agg('--table=' || relname, ' ') from pg_class
  where oid in (select oid from needed) or relkind = 'S' and oid in (select oid from counters)`;

/** A portable dump, restored into an empty database before it is sealed. */
async function dumpDatabase(
  { compose, folder, key }: Vault,
  kind: BackupKind,
  stamp: string,
  print: Print,
): Promise<string> {
  const name = `${kind === 'critical' ? 'critical' : 'db'}_${stamp}.dump`;
  const inside = `/backups/automatic/${name}`;
  const tables = kind === 'critical' ? (await ask(compose, criticalTables)).split(' ') : [];
  const exec = ['exec', '-T', '--user', 'postgres', 'postgres'];
  try {
    // In clear until it is sealed: nobody else may read it from its first byte on.
    const dump = `umask 077 && exec pg_dump --format=custom --file ${inside} ${tables.join(' ')} whats_agent`;
    await compose.succeed([...exec, 'bash', '-c', dump]);
    const rows = await restoredRows(compose, inside, kind === 'critical');
    print(`✅ dump restored into a database of its own: ${rows} rows`);
    await seal(join(folder, name), key);
  } catch (error) {
    rmSync(join(folder, name), { force: true });
    throw error;
  }
  return `${name}.age`;
}

/**
 * Restores a dump where it harms nobody. Of some tables only, the rules that rest on others are left out.
 *
 * @throws Fault when it does not restore to the last row
 */
async function restoredRows(compose: Compose, dump: string, partial: boolean): Promise<string> {
  const exec = ['exec', '-T', '--user', 'postgres', 'postgres'];
  const scratch = `check_${nonce()}`;
  const count = `select coalesce(sum((xpath('/row/c/text()', query_to_xml(format('select count(*) c from %I', relname), false, true, '')))[1]::text::bigint), 0)
    from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`;
  await compose.succeed([...exec, 'createdb', scratch]);
  try {
    // What the tables rest on but does not belong to them: a dump of some tables leaves it out.
    if (partial) await ask(compose, 'create extension btree_gist', { database: scratch });
    await compose.succeed([
      ...exec,
      'pg_restore',
      '--exit-on-error',
      '--no-owner',
      ...(partial ? ['--section=pre-data', '--section=data'] : []),
      '--dbname',
      scratch,
      dump,
    ]);
    return await ask(compose, count, { database: scratch });
  } finally {
    await compose.run([...exec, 'dropdb', '--force', '--if-exists', scratch]);
  }
}

/** Configuration and the logs that matter: sealed, for secrets stand in them. */
async function keepFiles({ compose, folder, key }: Vault, stamp: string): Promise<string[]> {
  const sets: readonly [string, string[]][] = [
    ['config', ['.env', 'deploy', 'incidents/register.jsonl']],
    ['logs', ['logs/errors.log', 'logs/security.log']],
  ];
  const names = [];
  for (const [what, paths] of sets) {
    const there = paths.filter((path) => existsSync(join(compose.root, path)));
    if (there.length === 0) continue;
    const name = `${what}_${stamp}.tar.gz`;
    await succeed([
      'tar',
      '--create',
      '--gzip',
      '--file',
      join(folder, name),
      '--exclude=backup.key',
      '--directory',
      compose.root,
      ...there,
    ]);
    await seal(join(folder, name), key);
    names.push(`${name}.age`);
  }
  return names;
}

async function list({ compose, folder }: Vault, print: Print): Promise<void> {
  for (const backup of readCatalogue(folder)) print(`${backup.createdAt.slice(0, 19)} ${sentenceOf(backup)}`);
  print(await pgbackrest(compose, 'info'));
}

async function verify(vault: Vault, print: Print): Promise<void> {
  const cluster = await isClusterSound(vault.compose, null).catch(() => false);
  print(cluster ? '✅ physical copies and log' : '❌ physical copies or log are DAMAGED');
  await judge(vault, cluster, print);
}
