import { z } from 'zod';
import { openVault } from './backup.ts';
import { pgbackrest } from './ops/pgbackrest.client.ts';
import { alone, nonce, readCatalogue, record, recordDrill } from './ops/catalogue.client.ts';
import { ask, untilReady, type Compose } from './ops/compose.client.ts';
import { play, type Step } from './ops/steps.ts';
import { Fault } from './platform/fault.ts';
import { parseJson } from './platform/json.ts';
import { tell } from './shelf.ts';
import { ready, synchronous, type Print } from './stack.ts';

const Restored = z.object({
  restoreSeconds: z.number(),
  recoverySeconds: z.number(),
  inbox: z.number(),
  newest: z.string().nullable(),
  lastInbox: z.number(),
  conversations: z.number(),
  bookings: z.number(),
  overlaps: z.number(),
  migrations: z.number(),
});
type Restored = z.output<typeof Restored>;

export type RestoreOptions = { readonly to?: string; readonly yes?: boolean; readonly table?: string };

const describe = (found: Restored) =>
  `${found.inbox} updates (newest ${found.newest ?? 'none'}), ${found.conversations} conversations, ${found.bookings} bookings`;

/** What pgBackRest is asked for: the end of the log, a moment, or one backup as it was made. */
function wanted(what: string, { to }: RestoreOptions): string[] {
  if (to !== undefined) return ['--type=time', `--target=${instant(to)}`, '--target-action=promote'];
  if (what === 'latest') return ['--type=default'];
  return [`--set=${what}`, '--type=immediate', '--target-action=promote'];
}

function instant(text: string): string {
  try {
    return Temporal.Instant.from(text).toString().replace('T', ' ').replace('Z', '+00');
  } catch {
    throw new Fault('permanent', 'restore.time', {
      sentence: `--to ${text} is no ISO 8601 time with its offset, such as 2026-11-24T10:20:00-03:00.`,
    });
  }
}

/** Restores into a folder of its own, starts a server on it that nobody reaches, and judges what it finds. */
async function scratch(
  compose: Compose,
  folder: string,
  target: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Restored> {
  const given = Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
  const once = [
    'run',
    '--rm',
    '--no-deps',
    '-T',
    '--user',
    'postgres',
    ...given,
    '--entrypoint',
    'restore.sh',
    'postgres',
  ];
  const out = await compose.succeed([...once, folder, ...target], { within: Temporal.Duration.from({ hours: 4 }) });
  const found = Restored.parse(parseJson(Buffer.from(out.split('\n').at(-1) ?? '')));
  if (found.overlaps > 0)
    throw new Fault('permanent', 'restore.invariant', {
      sentence: `${found.overlaps} bookings overlap in what was restored.`,
    });
  return found;
}

/** Runs a line of shell with the volumes of a service, while the service itself is down. */
const within = (compose: Compose, service: string, line: string) =>
  compose.succeed([
    'run',
    '--rm',
    '--no-deps',
    '-T',
    '--user',
    'postgres',
    '--entrypoint',
    'bash',
    service,
    '-euc',
    line,
  ]);

/**
 * Restores beside the running data, checks, and only then changes over. What ran before is kept, never overwritten.
 * Meanwhile Meta hears an error, and sends again what it was not acknowledged.
 */
export async function restore(root: string, what: string, options: RestoreOptions & { print: Print }): Promise<void> {
  const { print, yes } = options;
  const vault = await openVault(root);
  const { compose } = vault;
  if (what === 'list') return print(await within(compose, 'postgres', 'pgbackrest --stanza=main info'));
  const target = wanted(what, options);
  if (options.table !== undefined) return restoreTable(vault, target, { ...options, table: options.table, print });
  const id = nonce();
  const folder = `/pg/restore-${id}`;
  await alone(vault.folder, async () => {
    const began = performance.now();
    const first: Step = {
      say: `Restore ${options.to ?? what} beside the data and check it`,
      act: async () => describe(await scratch(compose, folder, target)),
    };
    if (!yes) {
      await play([first], print);
      await within(compose, 'postgres', `rm -rf ${folder}`);
      return print(
        'Nothing was changed. With --yes the restored data take the place of the running ones, which are kept.',
      );
    }
    // The last of what was acknowledged has to be in what is restored: nothing may be written from here on.
    await play([...quiet(compose), first, ...changeOver(compose, id)], print);
    await tell(
      vault,
      `✅ Restored ${options.to ?? what} in ${((performance.now() - began) / 1000).toFixed(0)} s; the data before are kept as /pg/before-${id}.`,
      print,
    );
  });
}

/** Puts a table as it was beside the running one: what of it is wanted back a person decides. Nothing running is changed. */
async function restoreTable(
  { compose, folder: vaultFolder }: Awaited<ReturnType<typeof openVault>>,
  target: readonly string[],
  { table, yes, print }: { readonly table: string; readonly yes?: boolean; readonly print: Print },
): Promise<void> {
  const tables = (await ask(compose, `select tablename from pg_tables where schemaname = 'public' order by 1`)).split(
    '\n',
  );
  if (!tables.includes(table))
    throw new Fault('permanent', 'restore.table', {
      sentence: `--table ${table} is none of the tables that there are: ${tables.join(', ')}.`,
    });
  if (yes)
    throw new Fault('permanent', 'restore.table', {
      sentence: '--table changes nothing that runs, so that --yes has nothing to confirm: leave it out.',
    });
  const id = nonce();
  const [folder, aside] = [`/pg/restore-${id}`, `restored_${id}`];
  await alone(vaultFolder, async () => {
    const step: Step = {
      say: `Restore beside the data, check it, and copy ${table} into ${aside}`,
      act: async () => describe(await scratch(compose, folder, target, { TABLE: table, ASIDE: aside })),
    };
    try {
      await play([step], print);
    } finally {
      await within(compose, 'postgres', `rm -rf ${folder}`);
    }
  });
  const rows = await ask(compose, `select count(*) from ${aside}.${table}`);
  print(`✅ ${rows} rows as they were are in ${aside}.${table} of the running database; nothing running was changed.`);
  print(
    `   Look: docker compose exec postgres psql -U postgres whats_agent -c 'select * from ${aside}.${table} limit 5'`,
  );
  print(`   Take back what is missing: insert into ${table} select * from ${aside}.${table} on conflict do nothing`);
  print(`   When done: drop schema ${aside} cascade`);
}

const slots = ['app', 'app-green', 'worker'];

const quiet = (compose: Compose): Step[] => [
  {
    say: 'Stop taking and answering messages (Meta sends again)',
    act: () => compose.succeed(['stop', ...slots]).then(() => ''),
  },
  {
    say: 'Stop the database and the log receiver',
    act: () => compose.succeed(['stop', 'postgres', 'receiver']).then(() => ''),
  },
];

function changeOver(compose: Compose, id: string): Step[] {
  const swap = `if [ -d /pg/data ]; then mv /pg/data /pg/before-${id}; fi; mv /pg/restore-${id} /pg/data`;
  const aside = `mkdir /wal/before-${id}; find /wal -maxdepth 1 -type f -exec mv -t /wal/before-${id} {} +`;
  // The scratch server did not archive: without its history, a later restore could not follow the new timeline.
  const history =
    'for file in /pg/data/pg_wal/*.history; do [ -e "$file" ] && pgbackrest --stanza=main archive-push "$file"; done; true';
  return [
    {
      say: 'Put the restored data in place; keep the ones before',
      act: () => within(compose, 'postgres', swap).then(() => ''),
    },
    { say: 'Keep the received log apart', act: () => within(compose, 'receiver', aside).then(() => '') },
    { say: 'Start the database and the log receiver', act: () => ready(compose) },
    {
      say: 'Push the history of the new timeline',
      act: () =>
        compose.succeed(['exec', '-T', '--user', 'postgres', 'postgres', 'bash', '-c', history]).then(() => ''),
    },
    { say: 'See every commit reach the second disk', act: () => synchronous(compose) },
    {
      say: 'Take and answer messages again',
      act: () => compose.succeed(['up', '--detach', '--no-build', '--no-deps', ...slots]).then(() => ''),
    },
    { say: 'Hear it through the proxy', act: () => throughProxy(compose) },
    {
      say: 'Make a full backup of the new timeline',
      act: () => pgbackrest(compose, '--repo=1', '--type=full', 'backup').then(() => ''),
    },
  ];
}

async function throughProxy(compose: Compose): Promise<void> {
  const address = `http://127.0.0.1:${compose.settings.get('HTTP_PORT') ?? '80'}/health`;
  const answers = async () => (await fetch(address, { signal: AbortSignal.timeout(5_000) })).status === 200;
  await untilReady(compose, { service: 'app', within: Temporal.Duration.from({ seconds: 60 }), ready: answers });
}

/** What a restore would bring back, of which nothing stays. */
async function scratchOnce(compose: Compose, folder: string): Promise<Restored> {
  try {
    return await scratch(compose, folder, ['--type=default']);
  } finally {
    await within(compose, 'postgres', `rm -rf ${folder}`);
  }
}

/** Restores the newest backup on a scratch server, and says how much would be lost and how long it would take. */
export async function drill(root: string, print: Print): Promise<void> {
  const vault = await openVault(root);
  const { compose } = vault;
  await alone(vault.folder, async () => {
    const began = performance.now();
    const before = Number(await ask(compose, 'select coalesce(max(id), 0) from inbox'));
    const folder = `/pg/drill-${nonce()}`;
    const found = await scratchOnce(compose, folder);
    const rtoSeconds = Math.round((performance.now() - began) / 100) / 10;
    // Updates that had been acknowledged when the drill began, and are not in what was restored.
    const lost = Math.max(0, before - found.lastInbox);
    const line = { at: Temporal.Now.instant().toString(), rtoSeconds, lost, ...found };
    recordDrill(vault.folder, line);
    const newest = readCatalogue(vault.folder).findLast(({ label, state }) => label !== null && state !== 'damaged');
    if (newest) record(vault.folder, { ...newest, state: 'restored' });
    const mark = lost === 0 ? '✅' : '❌';
    await tell(
      vault,
      `${mark} Drill: RPO ${lost} acknowledged updates, RTO ${rtoSeconds} s; ${describe(found)}.`,
      print,
    );
    if (lost > 0) process.exitCode = 1;
  }).catch(async (thrown: unknown) => {
    await tell(vault, '❌ The restore drill FAILED: whats-agent drill', print);
    throw thrown;
  });
}
