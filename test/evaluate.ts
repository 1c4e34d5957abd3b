import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { setFigures } from './conversations/sets.ts';
import { reasked } from './conversations/conduct.ts';
import { openDatabases } from './conversations/database.ts';
import {
  bookingFigures,
  conductFigures,
  handoffFigures,
  kindsOf,
  noneOf,
  passPower,
  shareOf,
  type Figure,
} from './conversations/figures.ts';
import { onLanes } from './conversations/lanes.ts';
import { goalsFor, runGoal, wrongBookings } from './conversations/random.ts';
import { reportPage } from './conversations/report.ts';
import { runScenario, transcriptOf, type Run } from './conversations/run.ts';
import { allScenarios, type Scenario } from './conversations/scenario.ts';
import { configOf } from '../src/platform/config.ts';
import { comparison, failuresIn, hold, isWon, modelContest, oracleContest, writeResults } from './models/compared.ts';
import { faulted } from './models/faulted.ts';
import { harmed } from './models/harmed.ts';
import { figureLines, kindLines } from './conversations/table.ts';

/** `npm run evaluate [-- options]`: how well the offline brain serves, in figures with goals. Exit code 1: one is not met. */
const usage = `npm run evaluate -- [options]
  --only ID       scenarios whose id begins so (S05, or S05,B01), with their transcripts; nothing else is run
  --kind KIND     scenarios of this kind; nothing else is run
  --seeds N       wordings and noise of each scenario (default 8)
  --random N      random customers (default 500; 0: none)
  --brain WHO     offline (default); hostile: a model that means harm, at --random customers (default 1000);
                  faults: a model that fails in every way there is, at one booking in --seeds wordings (default 2);
                  oracle: a model that understands all, at the scenarios with a reference; llm: the model of the LLM_* settings
                  beside the rules, at scenarios × --seeds (default 1) and --random customers (default 50)
  --seed N        another draw of wordings, noise and customers (default 1)
  --report DIR    where the report goes (default report)`;

const triesPerGoal = 8;
const lanesCount = 2;

const brains = ['offline', 'hostile', 'faults', 'oracle', 'llm'] as const;
type Brain = (typeof brains)[number];

type Options = {
  readonly only: readonly string[];
  readonly kind: string | null;
  readonly seeds: number;
  readonly random: number;
  readonly seed: number;
  readonly report: string;
  readonly brain: Brain;
};

function optionsIn(args: readonly string[]): Options {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: { only: text, kind: text, seeds: text, random: text, seed: text, report: text, brain: text },
    strict: true,
    allowPositionals: false,
  });
  const number = (name: 'seeds' | 'random' | 'seed', least: number, otherwise: number) => {
    const given = values[name];
    if (given === undefined) return otherwise;
    if (!/^\d+$/.test(given) || Number(given) < least)
      throw new Error(`--${name} ${given}: say a whole number, at least ${least}.`);
    return Number(given);
  };
  const brain = brains.find((each) => each === (values.brain ?? 'offline'));
  if (!brain) throw new Error(`--brain ${values.brain ?? ''}: say ${brains.join(', ')}.`);
  return {
    brain,
    only: values.only?.split(',') ?? [],
    kind: values.kind ?? null,
    seeds: number('seeds', 1, { offline: 8, hostile: 1, faults: 2, oracle: 1, llm: 1 }[brain]),
    random: number('random', 0, { offline: 500, hostile: 1000, faults: 0, oracle: 0, llm: 50 }[brain]),
    seed: number('seed', 0, 1),
    report: values.report ?? 'report',
  };
}

function chosen({ only, kind }: Options): { readonly scenarios: readonly Scenario[]; readonly missing: string | null } {
  const { scenarios, missing } = allScenarios();
  const wanted = scenarios.filter(
    (each) => (only.length === 0 || only.some((id) => each.id.startsWith(id))) && (kind === null || each.kind === kind),
  );
  if (wanted.length > 0) return { scenarios: wanted, missing };
  const kinds = [...new Set(scenarios.map((each) => each.kind))].toSorted();
  throw new Error(
    only.length > 0
      ? `No scenario is called ${only.join(' or ')}.`
      : `No scenario is of kind "${kind ?? ''}": say ${kinds.join(', ')}.`,
  );
}

/** On a terminal a line that moves, elsewhere one at each tenth. */
function progress(what: string, of: number): (count: number) => void {
  let said = 0;
  return (count) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${what}: ${count} of ${of}${count === of ? '\n' : ''}`);
    else if (count === of || count >= said + of / 10) {
      process.stderr.write(`${what}: ${count} of ${of}\n`);
      said = count;
    }
  };
}

type Reference = { readonly run: Run; readonly scenario: Scenario };

/** A model that means harm, or fails, behind the real client. */
async function suffer({ brain, random, seed, seeds }: Options): Promise<boolean> {
  const databases = await openDatabases(lanesCount);
  try {
    const { figures, notes } =
      brain === 'faults'
        ? await faulted(databases, { scenario: plainBooking(), seeds }, (of) => progress('conversations', of))
        : await harmed(databases, { count: random, seed }, progress('customers', random));
    console.log(`\n${notes.join('\n')}\n\nFigures\n${figureLines(figures).join('\n')}`);
    return figures.every(({ met }) => met !== false);
  } finally {
    await databases.close();
  }
}

function plainBooking(): Scenario {
  const found = allScenarios().scenarios.find(({ id }) => id === 'B12');
  if (!found) throw new Error('The scenario of a plain booking, B12, is gone.');
  return found;
}

/** Who serves better: the rules, and a model within them. */
async function compare(brain: 'oracle' | 'llm', options: Options): Promise<boolean> {
  const { scenarios } = chosen(options);
  const random = options.only.length > 0 || options.kind !== null ? 0 : options.random;
  const contest =
    brain === 'oracle'
      ? oracleContest(scenarios)
      : modelContest(scenarios, configOf(demoSettings), { ...options, random });
  const databases = await openDatabases(lanesCount);
  try {
    const results = await hold(databases, contest, progress);
    console.log(`\n${[...failuresIn(results), '', ...comparison(results)].join('\n')}`);
    console.log(`\nA line a conversation: ${writeResults(options.report, results)}`);
    return isWon(contest, results);
  } finally {
    await databases.close();
  }
}

const demoSettings = { ENVIRONMENT: 'demo', ...process.env };

async function evaluate(options: Options): Promise<boolean> {
  if (options.brain === 'hostile' || options.brain === 'faults') return suffer(options);
  if (options.brain !== 'offline') return compare(options.brain, options);
  const { scenarios, missing } = chosen(options);
  if (missing !== null) console.error(`There are no scenarios of the specification at ${missing}: set SHARED_DIR.`);
  const isPart = options.only.length > 0 || options.kind !== null;
  const databases = await openDatabases(lanesCount);
  try {
    const proofs = scenarios.filter(({ reference }) => reference !== undefined);
    const references = await onLanes(databases.lanes, proofs, async (db, scenario): Promise<Reference> => ({
      scenario,
      run: await runScenario(db, scenario, 'reference'),
    }));
    const seeds = Array.from({ length: options.seeds }, (_, index) =>
      index === 0 ? 0 : index + (options.seed - 1) * 1000,
    );
    const tasks = scenarios.flatMap((scenario) => seeds.map((seed) => ({ scenario, seed })));
    const runs = await onLanes(
      databases.lanes,
      tasks,
      (db, { scenario, seed }) => runScenario(db, scenario, seed),
      progress('scenarios', tasks.length),
    );
    const goals = isPart ? [] : goalsFor(Math.ceil(options.random / triesPerGoal), options.seed);
    const talks = goals
      .flatMap((goal) => Array.from({ length: triesPerGoal }, (_, index) => ({ goal, seed: index })))
      .slice(0, options.random);
    const random = await onLanes(
      databases.lanes,
      talks,
      (db, { goal, seed }) => runGoal(db, goal, seed),
      progress('random customers', talks.length),
    );
    return isPart ? tellPart(references, runs, options) : tellAll({ scenarios, references, runs, random }, options);
  } finally {
    await databases.close();
  }
}

/** What was asked for by name: why it failed, and the whole conversation of the first failure, or of the plain run. */
function tellPart(references: readonly Reference[], runs: readonly Run[], options: Options): boolean {
  for (const { run } of references) tellBroken(run);
  for (const [id, each] of Map.groupBy(runs, (run) => run.id)) {
    const failed = each.filter(({ problems }) => problems.length > 0);
    const shown = failed[0] ?? each[0];
    if (!shown) continue;
    console.log(
      `\n${id} ${shown.title} (${shown.kind}): ${each.length - failed.length} of ${each.length} wordings right`,
    );
    for (const { seed, problems } of failed) console.log(`  seed ${seed}: ${problems.join('\n          ')}`);
    if (options.only.length > 0) console.log(`\n  seed ${shown.seed}\n${transcriptOf(shown)}`);
  }
  const failures = [...references.map(({ run }) => run), ...runs].filter(({ problems }) => problems.length > 0);
  console.log(`\n${runs.filter(({ problems }) => problems.length === 0).length} of ${runs.length} right`);
  return failures.length === 0;
}

function tellBroken({ id, title, problems }: Run): void {
  if (problems.length > 0) console.log(`\n${id} ${title}: its own reference fails\n  ${problems.join('\n  ')}`);
}

type Results = {
  readonly scenarios: readonly Scenario[];
  readonly references: readonly Reference[];
  readonly runs: readonly Run[];
  readonly random: readonly Run[];
};

const right = (all: readonly Run[]) => all.filter(({ problems }) => problems.length === 0).length;

/**
 * Is a person to be called, and why? One that may end either way says nothing about it, and where somebody takes over who
 * was not called there is no reason.
 */
function needOf(run: Run, scenarios: readonly Scenario[]): { readonly run: Run; readonly needed: boolean }[] {
  const expected = scenarios.find(({ id }) => id === run.id)?.expected_db.conversation ?? [];
  const isOpen = expected.some(({ status }) => String(status).includes('|'));
  return isOpen ? [] : [{ run, needed: expected.some(({ reason }) => reason !== undefined) }];
}

function figuresOf({ scenarios, references, runs, random }: Results): Figure[] {
  const old = runs.filter(({ id }) => /^O\d/.test(id));
  const power = passPower(random, triesPerGoal);
  const broken = references.filter(({ run }) => run.problems.length > 0).length;
  return [
    shareOf(
      'the earlier system’s 15, plain',
      right(old.filter(({ seed }) => seed === 0)),
      old.filter(({ seed }) => seed === 0).length,
      1,
    ),
    noneOf('scenarios whose own reference fails', broken, references.length),
    shareOf('scenarios × seeds', right(runs), runs.length, 1),
    shareOf('random customers', right(random), random.length, 0.92),
    shareOf(`pass^${triesPerGoal} of random customers`, Math.round(power.passed), power.of, 0.85),
    noneOf(
      'wrong bookings of random customers',
      random.filter((run) => wrongBookings(run).length > 0).length,
      random.length,
    ),
    ...conductFigures([...runs, ...random]),
    ...bookingFigures(random.filter(({ kind }) => kind.startsWith('random: book'))),
    ...handoffFigures(runs.flatMap((run) => needOf(run, scenarios))),
    ...setFigures(),
  ];
}

function tellAll(results: Results, options: Options): boolean {
  const { references, runs, random } = results;
  const all = [...runs, ...random];
  const figures = figuresOf(results);
  const kinds = kindsOf(all);
  for (const { run } of references) tellBroken(run);
  console.log(`\nKinds, worst first\n${kindLines(kinds).join('\n')}`);
  console.log(`\nNoise\n${kindLines(kindsOf(all, ({ noise }) => noise)).join('\n')}`);
  console.log(`\nFigures\n${figureLines(figures).join('\n')}`);
  const again = all.flatMap((run) => reasked(run.evidence).map((each) => `${run.id} seed ${run.seed}: ${each}`));
  if (again.length > 0) console.log(`\nAsked again\n  ${again.slice(0, 10).join('\n  ')}`);
  const failed = [
    ...Map.groupBy(
      all.filter(({ problems }) => problems.length > 0),
      ({ id }) => id,
    ),
  ];
  if (failed.length > 0) console.log(`\nFailed: ${failed.map(([id, each]) => `${id} (${each.length})`).join(' ')}`);
  mkdirSync(options.report, { recursive: true });
  const path = join(options.report, 'index.html');
  writeFileSync(path, reportPage({ figures, kinds, runs: [...references.map(({ run }) => run), ...all] }));
  console.log(`\nThe report with all failed conversations: ${path}`);
  return figures.every(({ met }) => met !== false);
}

let options: Options | null = null;
try {
  options = optionsIn(process.argv.slice(2));
  process.exitCode = (await evaluate(options)) ? 0 : 1;
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}${options === null ? `\n\n${usage}` : ''}`);
  process.exitCode = options === null ? 2 : 1;
}
