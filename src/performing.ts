import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { inMonitor } from './installed.ts';
import { documentOf, findingsOf } from './ops/analysis.ts';
import { analyse } from './ops/analysis.store.ts';
import { countSlow } from './ops/log.client.ts';
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
}

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
