import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import pg from 'pg';
import { withServer } from './embedded.ts';
import { ask } from './ops/compose.client.ts';
import { examine, tidy, type Asking } from './ops/database.client.ts';
import { exitCodeOf, report } from './ops/finding.ts';
import { imagesInUse, ownImages, removeImage } from './ops/image.client.ts';
import { releases } from './ops/journal.client.ts';
import { oldImages, oldLogs, oldMetrics } from './ops/retention.ts';
import type { Config } from './platform/config.ts';
import { wrong } from './platform/fault.ts';
import type { Secret } from './platform/secret.ts';
import { placeOf } from './place.ts';
import { root } from './platform/root.ts';
import { openStack } from './stack.ts';
import type { Terminal } from './terminal.ts';

type Options = { readonly dryRun?: boolean };

/** What grows is cut back and what ages is tidied: each a command of its own, and together the weekly maintenance. */
export function upkeep(program: Command, terminal: Terminal): void {
  program
    .command('clean')
    .description('removes what is ours and past its time: never a volume, a running log or what a release goes back to')
    .argument('<what>', 'logs (rotated, 7 days), metrics (files of days, 90 days) or images (of old releases)')
    .option('--dry-run', 'says what would go, and removes nothing')
    .action((what: string, options: Options) => terminal.once(() => clean(terminal, what, options)));

  program
    .command('database')
    .description('keeps the database in shape while it works; exit code 0 good, 1 damaged, 2 unknown')
    .argument('<verb>', 'maintain: vacuum and analyse the tables that need it; check: are the indexes whole?')
    .action((verb: string) =>
      terminal.once(async () => {
        const task = verbs[verb];
        if (!task) throw wrong(`database: ${verb} is none of ${Object.keys(verbs).join(', ')}.`);
        const findings = await withAsking(terminal.settings(), task);
        terminal.print(report(findings));
        process.exitCode = exitCodeOf(findings);
      }),
    );
}

const verbs: Readonly<Record<string, typeof tidy>> = { maintain: tidy, check: examine };

async function clean({ print, settings }: Terminal, what: string, { dryRun = false }: Options): Promise<void> {
  const config = settings();
  const [{ logs, installed }, now] = [placeOf(config), Temporal.Now.instant()];
  const today = now.toZonedDateTimeISO(config.LOG_TIME_ZONE).toPlainDate();
  if (what === 'logs') return cleanFolder(logs, (files) => oldLogs(files, now), { what, dryRun, print });
  if (what === 'metrics')
    return cleanFolder(join(logs, 'business_metrics'), (files) => oldMetrics(files, today), { what, dryRun, print });
  if (what !== 'images') throw wrong(`clean: ${what} is none of logs, metrics, images.`);
  if (!installed) return print('✅ images: there are none without the production stack.');
  await cleanImages({ dryRun, print });
}

type Saying = { readonly what: string; readonly dryRun: boolean; readonly print: (line: string) => void };
type Kept = { readonly name: string; readonly bytes: number; readonly modifiedAt: Temporal.Instant };

function cleanFolder(folder: string, past: (files: Kept[]) => readonly { readonly name: string }[], saying: Saying) {
  const { what, dryRun, print } = saying;
  const files = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }).filter((each) => each.isFile()) : [];
  const all = files.map(({ name }): Kept => {
    const { size, mtimeMs } = statSync(join(folder, name));
    return { name, bytes: size, modifiedAt: Temporal.Instant.fromEpochMilliseconds(Math.floor(mtimeMs)) };
  });
  const going = new Set(past(all).map(({ name }) => name));
  for (const name of going) {
    print(`${dryRun ? '…  would remove' : '✅ removed'} ${name}`);
    if (!dryRun) rmSync(join(folder, name), { force: true });
  }
  const bytes = all.filter(({ name }) => going.has(name)).reduce((sum, each) => sum + each.bytes, 0);
  const size = `${(bytes / 1024 ** 2).toFixed(1)} MB`;
  print(`✅ ${what}: ${going.size} of ${all.length} files in ${folder} ${dryRun ? 'would go' : 'are gone'}, ${size}.`);
}

async function cleanImages({ dryRun, print }: Pick<Saying, 'dryRun' | 'print'>): Promise<void> {
  const all = await ownImages();
  const going = oldImages(all, await imagesInUse(), releases(root));
  let gone = 0;
  for (const image of going) {
    const name = `${image.id.slice(7, 19)} ${image.names.join(' ')}`.trim();
    const removed = !dryRun && (await removeImage(image));
    if (removed) gone += 1;
    print(dryRun ? `…  would remove ${name}` : `${removed ? '✅ removed' : '⚠️ still needed:'} ${name}`);
  }
  print(
    `✅ images: ${dryRun ? `${going.length} would go` : `${gone} are gone`}, of ${all.length} of this application.`,
  );
}

/** The server of this place: of the stack, of the settings, or the embedded one, started for it when nobody uses it. */
async function withAsking<T>(config: Config, task: (asking: Asking) => Promise<T>): Promise<T> {
  if (placeOf(config).installed) {
    const compose = await openStack(root);
    return task((statement) => ask(compose, statement));
  }
  const { DATABASE_URL, DATA_DIR } = config;
  if (DATABASE_URL) return connected(DATABASE_URL, task);
  return withServer({ data: join(resolve(DATA_DIR), 'postgres') }, (url) => connected(url, task));
}

async function connected<T>(url: Secret, task: (asking: Asking) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url.reveal() });
  await client.connect();
  try {
    return await task(async (statement) => {
      const { rows } = await client.query<Record<string, unknown>>(statement);
      return rows.map((row) => String(Object.values(row)[0])).join('\n');
    });
  } finally {
    await client.end();
  }
}
