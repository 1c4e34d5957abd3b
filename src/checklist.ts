import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { z } from 'zod';
import { look } from './looking.ts';
import {
  answered,
  ChecklistName,
  checklists,
  ChecklistRun,
  csvOf,
  exitCodes,
  isQuestion,
  lookNames,
  lightOf,
  lightOver,
  looks,
  questions,
  type Answer,
  type ItemName,
  type ItemResult,
  type LookName,
  type QuestionName,
  signs,
} from './ops/checklist.ts';
import { RoleName } from './ops/role.ts';
import type { Config } from './platform/config.ts';
import { asFault, wrong } from './platform/fault.ts';
import { parseJson } from './platform/json.ts';
import { placeOf, type Place } from './place.ts';
import { showRole } from './role.ts';
import type { Terminal } from './terminal.ts';
import { ask } from './watching.ts';
import { localMinute } from './platform/time.ts';

type Options = {
  readonly by: string;
  readonly answers?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
  readonly csv?: boolean;
  readonly limit: string;
};

const names = ChecklistName.options.join(', ');
const roleNames = RoleName.options.join(', ');

/** What whoever is on duty goes through, at its hour: machines look, people say, and it is kept. */
export function checking(program: Command, terminal: Terminal): void {
  program
    .command('checklist')
    .description('goes through a checklist and keeps what came of it; exit code 0 green, 1 red, 2 yellow')
    .argument('<name>', `${names}; history: what was; or a role (${roleNames}): what is theirs, and what is due`)
    .option('--by <name>', 'who does it', process.env['USER'] ?? 'operator')
    .option('--answers <file>', 'JSON, such as { "phone": { "done": true, "note": "…" } }: nobody is asked')
    .option('--yes', 'nobody is asked: what only a person can say stays not done, and is not green')
    .option('--json', 'for programs; nobody is asked')
    .option('--csv', 'for a spreadsheet, a line an item; nobody is asked')
    .option('--limit <count>', 'so many of the history', '20')
    .action((name: string, options: Options) =>
      terminal.once(async () => {
        const role = RoleName.safeParse(name);
        if (role.success) return showRole(terminal, role.data, options.json === true);
        return name === 'history' ? history(terminal, options) : goThrough(terminal, name, options);
      }),
    );

  program
    .command('check')
    .description('one look of the checklists, by itself; exit code 0 green, 1 red, 2 yellow')
    .argument('<look>', Object.keys(looks).join(', '))
    .action((given: string) => terminal.once(() => checkOne(terminal, given)));
}

async function checkOne({ print, settings }: Terminal, given: string): Promise<void> {
  const name = lookNames.find((each) => each === given);
  if (!name) throw wrong(`check: ${given} is none of ${lookNames.join(', ')}.`);
  const config = settings();
  const place = placeOf(config);
  if (!applies(name, place, config))
    return print(`⚪ ${looks[name].title}: there is none without the production stack.`);
  const result = await look(name, { config, place });
  print(linesOf(result));
  process.exitCode = exitCodes[lightOf(result.level)];
}

async function goThrough(terminal: Terminal, given: string, options: Options): Promise<void> {
  const name = ChecklistName.safeParse(given);
  if (!name.success) throw wrong(`checklist: ${given} is none of ${names}, history, ${roleNames}.`);
  const doneBy = options.by.trim();
  if (doneBy === '' || doneBy.length > 80) throw wrong('checklist: --by must have 1 to 80 characters.');
  const [config, startedAt] = [terminal.settings(), Temporal.Now.instant().toString()];
  const place = placeOf(config);
  const isQuiet = options.json === true || options.csv === true;
  const answers = answersIn(options.answers);
  const print = isQuiet ? () => undefined : terminal.print;
  const applying = checklists[name.data].filter((item) => applies(item, place, config));
  const seen = await Promise.all(
    applying.filter((item) => !isQuestion(item)).map((item: LookName) => look(item, { config, place })),
  );
  for (const result of seen) print(linesOf(result));
  const said = await peopleSay(applying.filter(isQuestion), answers, isQuiet || options.yes === true);
  for (const result of said) print(linesOf(result));
  const [items, endedAt] = [[...seen, ...said], Temporal.Now.instant().toString()];
  const run: ChecklistRun = { id: randomUUID(), name: name.data, doneBy, startedAt, endedAt, items };
  tellResult(terminal, run, await keep(config, place, run), options);
}

/** @param waitsIn the file in which it waits for the history; `null`: it is there */
function tellResult({ print }: Terminal, run: ChecklistRun, waitsIn: string | null, { json, csv }: Options): void {
  const light = lightOver(run.items.map(({ level }) => level));
  process.exitCode = exitCodes[light];
  if (json) return print(JSON.stringify({ ...run, light, kept: waitsIn === null }, null, 2));
  if (csv) return print(csvOf([run]));
  print(`${signs[light]} ${run.name}: ${countsOf(run.items)}.${waitsIn === null ? ` Kept as ${run.id}.` : ''}`);
  if (waitsIn !== null)
    print(`⚠️ The history could not be reached: it waits in ${waitsIn} and goes there with the next checklist.`);
}

/** What this installation has: without the production stack there are no containers, and no address of HTTPS to certify. */
function applies(item: ItemName, { installed }: Place, { PUBLIC_URL }: Config): boolean {
  if (isQuestion(item) || installed || !looks[item].stackOnly) return true;
  return item === 'certificate' && (PUBLIC_URL ?? '').startsWith('https:');
}

function linesOf({ item, level, says, fix, note }: ItemResult): string {
  const title = isQuestion(item) ? questions[item].title : looks[item].title;
  const what = `${signs[lightOf(level)]} ${title} [${level.replace('_', ' ')}]: ${says}${note ? ` (${note})` : ''}`;
  return fix === null ? what : `${what}\n   → ${fix}`;
}

const labels = {
  ok: 'good',
  warning: 'to look at',
  error: 'failed',
  unknown: 'unknown',
  not_done: 'not done',
} as const;

const countsOf = (items: readonly ItemResult[]): string =>
  Object.entries(labels)
    .map(([level, label]) => ({ label, count: items.filter((item) => item.level === level).length }))
    .filter(({ count }) => count > 0)
    .map(({ label, count }) => `${count} ${label}`)
    .join(', ');

const questionNames = new Set<string>(Object.keys(questions));
const Answers = z.record(
  z.string(),
  z.strictObject({ done: z.boolean(), note: z.string().max(1000).nullable().default(null) }),
);

/** @throws Fault that names the file and the rule */
function answersIn(path: string | undefined): ReadonlyMap<string, Answer> | null {
  if (path === undefined) return null;
  if (!existsSync(path)) throw wrong(`checklist: --answers ${path}: there is no such file.`);
  const read = Answers.safeParse(parseJson(readFileSync(path)));
  if (!read.success)
    throw wrong(`checklist: --answers ${path} must be JSON such as { "phone": { "done": true, "note": "…" } }.`);
  const unknown = Object.keys(read.data).find((name) => !questionNames.has(name));
  if (unknown !== undefined)
    throw wrong(`checklist: --answers ${path}: ${unknown} is none of ${[...questionNames].join(', ')}.`);
  return new Map(Object.entries(read.data));
}

/** By the file, or else by whoever sits there. */
async function peopleSay(
  items: readonly QuestionName[],
  answers: ReadonlyMap<string, Answer> | null,
  isQuiet: boolean,
): Promise<ItemResult[]> {
  if (answers !== null || isQuiet || !process.stdin.isTTY)
    return items.map((item) => answered(item, answers?.get(item) ?? null));
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const results = [];
    for (const item of items) {
      const word = await terminal.question(`   ${questions[item].title} [y]es, [n]o, Enter: not done: `);
      const done = /^[ys]/i.test(word.trim()) ? true : /^n/i.test(word.trim()) ? false : null;
      const note = done === null ? '' : (await terminal.question('   Note (Enter: none): ')).trim().slice(0, 1000);
      results.push(answered(item, done === null ? null : { done, note: note === '' ? null : note }));
    }
    return results;
  } finally {
    terminal.close();
  }
}

/** Into the history; what could not be told before, too. Out of reach it is kept in a file, whose name is answered. */
async function keep(config: Config, { state }: Place, run: ChecklistRun): Promise<string | null> {
  const folder = join(state, 'checklists');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${run.id}.json`);
  writeFileSync(path, JSON.stringify(run), { mode: 0o600, flush: true });
  for (const file of readdirSync(folder)) {
    const waiting = ChecklistRun.safeParse(parseJson(readFileSync(join(folder, file))));
    if (!waiting.success) continue;
    const [outcome] = await Promise.allSettled([ask(config, '/production/checklists', waiting.data)]);
    if (outcome.status === 'fulfilled') rmSync(join(folder, file));
    else if (asFault(outcome.reason).code !== 'cli.invalid') throw outcome.reason;
  }
  return existsSync(path) ? path : null;
}

const Kept = z.looseObject({
  data: z.object({ checklists: z.array(ChecklistRun.extend({ light: z.enum(['green', 'yellow', 'red']) })) }),
});

async function history({ print, settings }: Terminal, { limit, json, csv }: Options): Promise<void> {
  const said = await ask(settings(), `/production/checklists?limit=${encodeURIComponent(limit)}`);
  const { checklists: runs } = Kept.parse(said).data;
  if (json) return print(JSON.stringify(runs, null, 2));
  if (csv) return print(csvOf(runs));
  if (runs.length === 0) return print('No checklist was gone through yet.');
  const { LOG_TIME_ZONE } = settings();
  for (const { name, light, doneBy, startedAt, items } of runs) {
    const at = localMinute(Temporal.Instant.from(startedAt), LOG_TIME_ZONE);
    print(`${signs[light]} ${at} ${name.padEnd(13)} ${doneBy}: ${countsOf(items)}`);
    for (const { item, level, note } of items)
      if (lightOf(level) === 'red' || note) print(`   ${item}: ${labels[level]}${note ? ` (${note})` : ''}`);
  }
}
