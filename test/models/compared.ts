import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chainOf, type ModelChoice } from '../../src/agent/chain.ts';
import type { ModelCall } from '../../src/agent/model-call.ts';
import { instructionsHash } from '../../src/agent/prompt.ts';
import { ourRules } from '../../src/engine.ts';
import type { Config } from '../../src/platform/config.ts';
import type { Db } from '../../src/platform/db.ts';
import { unconsented } from '../conversations/conduct.ts';
import type { Databases } from '../conversations/database.ts';
import { quantile } from '../conversations/figures.ts';
import { unprovenIn } from '../conversations/grounding.ts';
import { onLanes } from '../conversations/lanes.ts';
import { goalsFor, runGoal, wrongBookings } from '../conversations/random.ts';
import { runScenario, type Mind, type Run } from '../conversations/run.ts';
import type { Scenario } from '../conversations/scenario.ts';
import { brainOf } from './brain.ts';
import { oracleFor, saidFor } from './oracle.ts';
import { openScriptedModel } from './server.ts';

/** Who is compared: each run has a mind of its own, and the calls it made. */
type Contender = {
  readonly name: string;
  readonly open: (scenario: Scenario | null) => Promise<Opened>;
};
type Opened = {
  readonly mind: Mind;
  readonly calls: readonly ModelCall[];
  /** Of a model that answers at once: how long its asking took, which is all ours. */
  readonly oursMs: readonly number[];
  readonly close?: () => Promise<void>;
};

const offlineContender: Contender = {
  name: 'offline',
  open: async () => ({ mind: { brain: ourRules }, calls: [], oursMs: [] }),
};

/** A real provider, as it is configured. */
function configured(chain: readonly ModelChoice[]): Contender {
  return {
    name: chain.map(({ provider, model }) => `${provider}/${model}`).join(' → '),
    open: async () => {
      const { brain, voice, calls } = brainOf({ chain });
      return { mind: { brain, voice }, calls, oursMs: [] };
    },
  };
}

/** A model that understands without fault: what the dialogue itself can come to. */
const oracleContender: Contender = {
  name: 'oracle',
  open: async (scenario) => {
    if (!scenario) throw new Error('an oracle knows only scenarios');
    const model = await openScriptedModel(oracleFor(scenario.fixture));
    const choice = {
      provider: 'oracle',
      dialect: 'openai',
      model: 'oracle',
      baseUrl: model.url,
      apiKey: null,
      sees: false,
    } as const;
    const { brain, voice, calls, askedMs } = brainOf({ chain: [choice] });
    return { mind: { brain, voice }, calls, oursMs: askedMs, close: model.close };
  },
};

/** One conversation of one contender, as a line of the results keeps it. */
type Result = {
  readonly contender: string;
  readonly id: string;
  readonly seed: number;
  readonly kind: string;
  readonly problems: readonly string[];
  readonly wrong: number;
  readonly ungrounded: number;
  readonly turns: number;
  readonly tookMs: readonly number[];
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** The models that answered, as their providers call them, and the instructions they were given. */
  readonly models: readonly string[];
  readonly instructions: string;
  readonly promptHashes: readonly string[];
  readonly oursMs: readonly number[];
};

type Draw = { readonly seeds: number; readonly random: number; readonly seed: number };

type Task =
  | { readonly scenario: Scenario; readonly way: number | 'spoken' }
  | { readonly goal: ReturnType<typeof goalsFor>[number]; readonly seed: number };

/** Scenarios whose references can be said, one run each. */
function spokenTasks(scenarios: readonly Scenario[]): Task[] {
  return scenarios
    .filter(({ reference }) => reference?.every((line) => line.startsWith('!') || saidFor(line) !== null))
    .map((scenario) => ({ scenario, way: 'spoken' as const }));
}

function plainTasks(scenarios: readonly Scenario[], { seeds, random, seed }: Draw): Task[] {
  const ways = Array.from({ length: seeds }, (_, index) => index);
  return [
    ...scenarios.flatMap((scenario) => ways.map((way) => ({ scenario, way }))),
    ...(random > 0 ? goalsFor(random, seed) : []).map((goal, index) => ({ goal, seed: index })),
  ];
}

async function play(
  { lanes }: Databases,
  contender: Contender,
  tasks: readonly Task[],
  done: (count: number) => void,
): Promise<Result[]> {
  return onLanes(lanes, tasks, (db, task) => playOne(db, contender, task), done);
}

/** What is played, by whom, and whether each conversation must come out right. */
type Contest = {
  readonly contenders: readonly Contender[];
  readonly tasks: readonly Task[];
  readonly perfect: boolean;
};

export function oracleContest(scenarios: readonly Scenario[]): Contest {
  return { contenders: [oracleContender], tasks: spokenTasks(scenarios), perfect: true };
}

/** @throws Error, Fault where no model is configured, or wrongly */
export function modelContest(scenarios: readonly Scenario[], config: Config, draw: Draw): Contest {
  const chain = chainOf(config);
  if (chain.length === 0) throw new Error('--brain llm: no model is configured; see docs/guides/models.md.');
  // Each model by itself, and the chain as a worker has it.
  const chains = chain.length > 1 ? [...chain.map((choice) => [choice]), chain] : [chain];
  return {
    contenders: [offlineContender, ...chains.map(configured)],
    tasks: plainTasks(scenarios, draw),
    perfect: false,
  };
}

type Progress = (what: string, of: number) => (count: number) => void;

export async function hold(
  databases: Databases,
  { contenders, tasks }: Contest,
  progress: Progress,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const contender of contenders)
    results.push(...(await play(databases, contender, tasks, progress(contender.name, tasks.length))));
  return results;
}

/** Nothing wrong was booked and nothing untrue said. */
export function isWon({ perfect }: Contest, results: readonly Result[]): boolean {
  return results.every(
    ({ wrong, ungrounded, problems }) => wrong + ungrounded === 0 && (!perfect || problems.length === 0),
  );
}

/** Why customers were not served, a line each. */
export function failuresIn(results: readonly Result[]): string[] {
  return results
    .filter(({ problems }) => problems.length > 0)
    .map(
      ({ contender, id, seed, problems }) => `${contender}  ${id} seed ${seed}: ${problems[0]?.split('\n')[0] ?? ''}`,
    );
}

async function playOne(db: Db, contender: Contender, task: Task): Promise<Result> {
  const opened = await contender.open('scenario' in task ? task.scenario : null);
  try {
    const run =
      'scenario' in task
        ? await runScenario(db, task.scenario, task.way, opened.mind)
        : await runGoal(db, task.goal, task.seed, opened.mind);
    return resultOf(contender.name, run, opened);
  } finally {
    await opened.close?.();
  }
}

function resultOf(contender: string, run: Run, { calls, oursMs }: Opened): Result {
  const { id, seed, kind, problems, evidence } = run;
  const turns = evidence.exchanges.filter(({ said }) => said.length > 0);
  const sum = (of: (call: ModelCall) => number) => calls.reduce((total, call) => total + of(call), 0);
  return {
    contender,
    id,
    seed,
    kind,
    problems,
    wrong: wrongBookings(run).length + unconsented(evidence).length,
    ungrounded: unprovenIn(evidence).length,
    turns: turns.length,
    tookMs: turns.map(({ tookMs }) => Math.round(tookMs)),
    calls: calls.length,
    inputTokens: sum(({ inputTokens }) => inputTokens),
    outputTokens: sum(({ outputTokens }) => outputTokens),
    models: [...new Set(calls.map(({ model }) => model))],
    instructions: instructionsHash,
    promptHashes: [...new Set(calls.map(({ promptHash: hash }) => hash))],
    oursMs: oursMs.map((each) => Math.round(each * 10) / 10),
  };
}

/** A line a conversation, for whoever reckons with it later. */
export function writeResults(folder: string, results: readonly Result[]): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'models.jsonl');
  writeFileSync(path, '');
  for (const result of results) appendFileSync(path, `${JSON.stringify(result)}\n`);
  return path;
}

const columns = [
  '',
  'served',
  'wrong',
  'ungrounded',
  'p50 ms',
  'p95 ms',
  'ours p95 ms',
  'calls a turn',
  'tokens a conversation',
];

/** Who served how well, a line each. */
export function comparison(results: readonly Result[]): string[] {
  const rows = [...Map.groupBy(results, ({ contender }) => contender)].map(([name, own]) => rowOf(name, own));
  const widths = columns.map((column, index) => Math.max(column.length, ...rows.map((row) => row[index]?.length ?? 0)));
  return [columns, ...rows].map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function rowOf(name: string, results: readonly Result[]): string[] {
  const total = (of: (result: Result) => number) => results.reduce((sum, result) => sum + of(result), 0);
  const served = results.filter(({ problems }) => problems.length === 0).length;
  const took = results.flatMap(({ tookMs }) => tookMs);
  const ours = results.flatMap(({ oursMs }) => oursMs);
  const each = (tokens: number) => Math.round(tokens / results.length);
  return [
    name,
    `${served} of ${results.length} (${((100 * served) / results.length).toFixed(1)} %)`,
    String(total(({ wrong }) => wrong)),
    String(total(({ ungrounded }) => ungrounded)),
    String(quantile(took, 0.5)),
    String(quantile(took, 0.95)),
    ours.length === 0 ? '–' : quantile(ours, 0.95).toFixed(1),
    (
      total(({ calls }) => calls) /
      Math.max(
        1,
        total(({ turns }) => turns),
      )
    ).toFixed(2),
    `${each(total(({ inputTokens }) => inputTokens))} + ${each(total(({ outputTokens }) => outputTokens))}`,
  ];
}
