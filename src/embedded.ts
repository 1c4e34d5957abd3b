import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { generateIdentity } from 'age-encryption';
import { sentenceOf, type Backup } from './ops/backup.ts';
import {
  alone,
  fingerprint,
  isAsRecorded,
  nonce,
  readCatalogue,
  record,
  recordDrill,
  seal,
  unseal,
} from './ops/catalogue.client.ts';
import { copyCluster, unpackCluster, type Found, type Place } from './ops/cluster.client.ts';
import { play, type Step } from './ops/steps.ts';
import type { Config } from './platform/config.ts';
import { Fault } from './platform/fault.ts';
import { runningPostgres, startPostgres } from './platform/postgres.ts';
import type { RestoreOptions } from './restore.ts';
import { begin, judge, kindOf, prune, tell, type Shelf } from './shelf.ts';
import type { Print } from './stack.ts';

/** The embedded database of `npm start`, and where its backups lie. */
type Embedded = Shelf & Place;

const refuse = (code: string, sentence: string) => new Fault('permanent', `embedded.${code}`, { sentence });

/**
 * What `npm start` keeps on this machine, without an installation.
 *
 * @throws Fault when the database is somebody else's, or there is none
 */
async function openEmbedded(root: string, config: Config): Promise<Embedded> {
  const { DATA_DIR, FILES_DIR, DATABASE_URL, LOG_TIME_ZONE, ALERT_SLACK_WEBHOOK } = config;
  if (DATABASE_URL)
    throw refuse(
      'outside',
      'DATABASE_URL names a server of its own: it is backed up where it runs. Here the embedded database and the production stack are.',
    );
  const folder = join(resolve(process.env['BACKUP_DIR'] ?? join(root, 'backups')), 'automatic');
  const [data, files] = [join(resolve(DATA_DIR), 'postgres'), resolve(FILES_DIR)];
  return {
    folder,
    data,
    files,
    key: await keyIn(DATA_DIR),
    timeZone: LOG_TIME_ZONE,
    slack: ALERT_SLACK_WEBHOOK?.reveal(),
  };
}

/** Seals what is backed up; made with the first backup. */
async function keyIn(folder: string): Promise<string> {
  const path = join(resolve(folder), 'backup.key');
  if (existsSync(path)) return readFileSync(path, 'utf8').trim();
  mkdirSync(resolve(folder), { recursive: true });
  const key = await generateIdentity();
  writeFileSync(path, `${key}\n`, { mode: 0o600, flush: true });
  return key;
}

/** The verbs of `whats-agent backup` where there is no installation. Each kind is a whole copy, restored before it is called good. */
export async function backupEmbedded(root: string, config: Config, verb: string, print: Print): Promise<void> {
  const embedded = await openEmbedded(root, config);
  const { folder } = embedded;
  if (verb === 'list')
    return readCatalogue(folder).forEach((one) => print(`${one.createdAt.slice(0, 19)} ${sentenceOf(one)}`));
  if (verb === 'verify') return alone(folder, () => judge(embedded, true, print));
  if (verb === 'prune') return alone(folder, async () => prune(embedded, print));
  const kind = kindOf(verb);
  const backup = await alone(folder, () => make(embedded, kind, print)).catch(async (thrown: unknown) => {
    await tell(embedded, `❌ The ${verb} backup FAILED: whats-agent backup ${verb}`, print);
    throw thrown;
  });
  await tell(embedded, sentenceOf(backup), print);
  print(
    `Copy ${folder}, and ${join(resolve(config.DATA_DIR), 'backup.key')} apart from it, off this machine: one disk is no backup.`,
  );
}

async function make(embedded: Embedded, kind: Backup['kind'], print: Print): Promise<Backup> {
  const { folder, key } = embedded;
  const began = performance.now();
  const { blank, stamp } = begin(embedded, kind);
  const archive = join(folder, `db_${stamp}.tar`);
  try {
    await withServer(embedded, (url) => copyCluster(url, embedded, archive));
    chmodSync(`${archive}.gz`, 0o600);
    await seal(`${archive}.gz`, key);
    const kept = await fingerprint(folder, `${archive.split('/').at(-1) ?? ''}.gz.age`);
    const files = [kept];
    const found = await scratch(embedded, { ...blank, files });
    print(`✅ restored on a server of its own: ${describe(found)}`);
    return record(folder, { ...blank, state: 'restored', files, tookMs: Math.round(performance.now() - began) });
  } finally {
    for (const path of [archive, `${archive}.gz`]) rmSync(path, { force: true });
  }
}

/** The server that runs, or one that is started for as long as a task takes. */
export async function withServer<T>(
  { data }: Pick<Embedded, 'data'>,
  task: (url: NonNullable<ReturnType<typeof runningPostgres>>) => Promise<T>,
): Promise<T> {
  const running = runningPostgres(data);
  if (running) return task(running);
  if (!existsSync(join(data, 'PG_VERSION')))
    throw refuse('absent', `There is no database in ${data}: npm start makes one, and DATA_DIR says where.`);
  const own = await startPostgres(data);
  try {
    return await task(own.url);
  } finally {
    await own.stop();
  }
}

const describe = ({ inbox, newest, conversations, bookings }: Found) =>
  `${inbox} updates (newest ${newest ?? 'none'}), ${conversations} conversations, ${bookings} bookings`;

/** Restores a backup into a folder beside the data, and judges it there. */
async function unpack({ folder, key }: Embedded, { files: [file] }: Backup, target: string): Promise<Found> {
  if (!file || !(await isAsRecorded(folder, file)))
    throw refuse(
      'damaged',
      `${file?.name ?? 'The backup'} is not what the catalogue says: whats-agent backup verify, then restore another.`,
    );
  const archive = `${target}.tar.gz`;
  try {
    await unseal(join(folder, file.name), key, archive);
    return await unpackCluster(archive, target, 'postgres');
  } finally {
    rmSync(archive, { force: true });
  }
}

async function scratch(embedded: Embedded, backup: Backup): Promise<Found> {
  const target = `${embedded.data}.scratch-${nonce()}`;
  try {
    return await unpack(embedded, backup, target);
  } finally {
    rmSync(target, { recursive: true, force: true });
  }
}

function chosen({ folder }: Embedded, what: string): Backup {
  const sound = readCatalogue(folder).filter(({ state, files }) => state === 'restored' && files.length > 0);
  const found = what === 'latest' ? sound.at(-1) : sound.find(({ id }) => id === what);
  if (found) return found;
  const ids = sound.map(({ id }) => id).join(', ') || 'none yet: whats-agent backup manual';
  throw refuse('unknown', `restore: ${what} is neither latest nor a sound backup. There are: ${ids}.`);
}

/** `whats-agent restore` where there is no installation: beside the data first; with `yes` in their place, and they are kept. */
export async function restoreEmbedded(
  root: string,
  config: Config,
  what: string,
  { to, table, yes, print }: RestoreOptions & { readonly print: Print },
): Promise<void> {
  const embedded = await openEmbedded(root, config);
  if (what === 'list') return backupEmbedded(root, config, 'list', print);
  if (to !== undefined || table !== undefined)
    throw refuse(
      'whole',
      'The embedded database is restored whole, as it was backed up: --to and --table need the production stack.',
    );
  const backup = chosen(embedded, what);
  await alone(embedded.folder, async () => {
    const id = nonce();
    const target = `${embedded.data}.restore-${id}`;
    const first: Step = {
      say: `Restore ${backup.id} beside the data and check it`,
      act: async () => describe(await unpack(embedded, backup, target)),
    };
    try {
      if (yes) await play([stopped(embedded), first, changeOver(embedded, target, id)], print);
      else await play([first], print);
    } finally {
      rmSync(target, { recursive: true, force: true });
    }
    if (!yes)
      return print(
        'Nothing was changed. With --yes the restored data take the place of the present ones, which are kept.',
      );
    await tell(
      embedded,
      `✅ Restored ${backup.id}; the data before are kept as ${embedded.data}.before-${id}. npm start serves them.`,
      print,
    );
  });
}

/** @throws Fault `postgres.held`, which says what to stop */
const stopped = ({ data }: Embedded): Step => ({
  say: 'See that nothing uses the data',
  async act() {
    if (!existsSync(join(data, 'PG_VERSION'))) return 'there are none';
    await (await startPostgres(data)).stop();
    return '';
  },
});

const changeOver = ({ data, files }: Embedded, target: string, id: string): Step => ({
  say: 'Put the restored data in place; keep the ones before',
  async act() {
    for (const [restored, place] of [
      [join(target, 'postgres'), data],
      [join(target, 'postgres.password'), `${data}.password`],
      [join(target, 'files'), files],
    ] as const) {
      if (!existsSync(restored)) continue;
      if (existsSync(place)) renameSync(place, `${place}.before-${id}`);
      renameSync(restored, place);
    }
  },
});

/** Restores the newest backup on a scratch server, and says how much has come since it and how long it took. */
export async function drillEmbedded(root: string, config: Config, print: Print): Promise<void> {
  const embedded = await openEmbedded(root, config);
  const backup = chosen(embedded, 'latest');
  await alone(embedded.folder, async () => {
    const began = performance.now();
    const found = await scratch(embedded, backup);
    const rto = ((performance.now() - began) / 1000).toFixed(1);
    recordDrill(embedded.folder, { at: Temporal.Now.instant().toString(), rtoSeconds: Number(rto), ...found });
    const age = Temporal.Instant.from(backup.createdAt).until(Temporal.Now.instant()).total('hours').toFixed(1);
    await tell(
      embedded,
      `✅ Drill: RTO ${rto} s; what came in the ${age} h since ${backup.id} would be lost; ${describe(found)}.`,
      print,
    );
  });
}
