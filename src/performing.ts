import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { inMonitor } from './installed.ts';
import { documentOf, findingsOf } from './ops/analysis.ts';
import { analyse } from './ops/analysis.store.ts';
import { countSlow } from './ops/log.client.ts';
import { actionsOf, type Action } from './ops/optimization.ts';
import { carryOut, isAlone, type Done } from './ops/optimization.store.ts';
import type { Db } from './platform/db.ts';
import { asText } from './platform/document.ts';
import { codeOf, wrong } from './platform/fault.ts';
import { asPage } from './platform/page.ts';
import type { Terminal } from './terminal.ts';

const clock = () => Temporal.Now.instant();

type AnalyzeOptions = { readonly json?: boolean; readonly html?: string };

/** Why it is slow, and what can be done about it safely. */
export function performing(program: Command, terminal: Terminal): void {
  const perf = program.command('perf').description('what is slow, and why');
  perf
    .command('analyze')
    .description(
      'slow statements and their plans, missing and useless indexes, bloat, queues, processes; exit code 0 good, 2 something to do or unknown',
    )
    .option('--json', 'all of it, for programs')
    .option('--html <file>', 'as a page, too')
    .action((options: AnalyzeOptions) => terminal.once(() => analyzeWhere(terminal, options)));
  perf
    .command('optimize')
    .description(
      'says what it would do that is safe and can be taken back; with --yes it does it and measures before and after',
    )
    .option('--yes', 'do it')
    .action(({ yes = false }: { yes?: boolean }) =>
      terminal.once(async () => {
        if (await inMonitor(['perf', 'optimize', ...(yes ? ['--yes'] : [])], terminal.print, patience)) return;
        // A large index takes minutes.
        await terminal.withDatabase(
          (db) => db.connection().execute((connection) => optimize(connection, yes, terminal.print)),
          0,
        );
      }),
    );
}

/** Large indexes take minutes each. */
const patience = Temporal.Duration.from({ hours: 6 });

/** The page as it lies in the folder of the logs, which a container shares with the host. */
const sharedPage = 'logs/reports/performance.html';

async function analyzeWhere(terminal: Terminal, options: AnalyzeOptions): Promise<void> {
  const { json, html } = options;
  const passed = [...(json ? ['--json'] : []), ...(html === undefined ? [] : ['--html', sharedPage])];
  const inside = await inMonitor(['perf', 'analyze', ...passed], terminal.print);
  if (inside === null) return analyze(terminal, options);
  if (html !== undefined && inside.code !== 1) put(html, (path) => copyFileSync(join(inside.root, sharedPage), path));
}

async function analyze({ print, withDatabase }: Terminal, { json, html }: AnalyzeOptions): Promise<void> {
  await withDatabase(async (db, { LOG_DIR, LOG_TIME_ZONE }) => {
    const now = clock();
    const analysis = await analyse(db, now, await countSlow(LOG_DIR, now.subtract({ hours: 7 * 24 })));
    const [findings, document] = [findingsOf(analysis), documentOf(analysis, LOG_TIME_ZONE)];
    if (html !== undefined) put(html, (path) => writeFileSync(path, asPage(document)));
    if (json)
      print(
        JSON.stringify({ ...analysis, slow: analysis.slow && Object.fromEntries(analysis.slow), findings }, null, 2),
      );
    else print(asText(document));
    process.exitCode = findings.every(({ level }) => level === 'ok') ? 0 : 2;
  });
}

/** @throws Fault that names the option */
function put(html: string, write: (path: string) => void): void {
  const path = resolve(html);
  try {
    if (!existsSync(dirname(path))) mkdirSync(dirname(path));
    write(path);
  } catch (error) {
    throw wrong(`--html ${html} cannot be written (${codeOf(error)}).`);
  }
}

async function optimize(db: Db, yes: boolean, print: Terminal['print']): Promise<void> {
  if (!(await isAlone(db))) throw wrong('Another `perf optimize --yes` is at work: wait for its end.');
  const analysis = await analyse(db, clock(), null);
  const actions = actionsOf(analysis);
  for (const action of actions) {
    print(`${yes ? '' : 'Would run: '}${action.sql};\n   why: ${action.why}\n   to take it back: ${action.takeBack}`);
    if (yes) print(`   ${resultOf(action, await carryOut(db, action, analysis.tables))}`);
  }
  print('Redis holds only limits and live events, which pass by themselves: there is no cache to clear.');
  if (actions.length === 0) return print('Nothing is to be done.');
  print(
    yes ? `${actions.length} done. whats-agent perf analyze says what is left.` : 'Nothing was changed: --yes does it.',
  );
  process.exitCode = yes ? 0 : 2;
}

function resultOf({ kind }: Action, { before, after, isKept }: Done): string {
  if (kind === 'drop') return '✅ it is gone';
  const change = `${before.unit}: ${before.value ?? 'unknown'} before, ${after.value ?? 'unknown'} after`;
  return isKept ? `✅ ${change}` : `⚠️ ${change}: it does not help, and was dropped again`;
}
