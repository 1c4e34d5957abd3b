import { unconsented } from '../conversations/conduct.ts';
import type { Databases } from '../conversations/database.ts';
import { atMost, noneOf, quantile, type Figure } from '../conversations/figures.ts';
import { onLanes } from '../conversations/lanes.ts';
import { wrongBookings } from '../conversations/random.ts';
import { runScenario, type Run } from '../conversations/run.ts';
import type { Scenario } from '../conversations/scenario.ts';
import { brainOf, scripted } from './brain.ts';
import { faults, lazy } from './players.ts';
import { openScriptedModel } from './server.ts';

/** Short, so that waiting them out takes minutes; a fault is answered as long after them as after the real ones. */
const callMs = 500;
const turnMs = 900;

type Play = { readonly name: string; readonly dialect: 'openai' | 'anthropic'; readonly seed: number };

/** Each thing that goes wrong with a model, in both formats, in one booking said in several ways. */
export async function faulted(
  { lanes }: Databases,
  { scenario, seeds }: { readonly scenario: Scenario; readonly seeds: number },
  progress: (of: number) => (count: number) => void,
): Promise<{ readonly figures: readonly Figure[]; readonly notes: readonly string[] }> {
  const plays = Object.keys(faults).flatMap((name): Play[] =>
    (['openai', 'anthropic'] as const).flatMap((dialect) =>
      Array.from({ length: seeds }, (_, seed) => ({ name, dialect, seed })),
    ),
  );
  await warm(lanes, scenario);
  const runs = await onLanes(
    lanes,
    plays,
    async (db, { name, dialect, seed }) => {
      const model = await openScriptedModel(faults[name] ?? (() => ({ kind: 'hang' })));
      try {
        const { brain, voice, calls } = brainOf({ chain: [scripted(model.url, dialect)], callMs, turnMs });
        const run = await runScenario(db, scenario, seed, { brain, voice });
        return { name: `${name}, ${dialect}`, run, calls: calls.length };
      } finally {
        await model.close();
      }
    },
    progress(plays.length),
  );
  return { figures: figuresOf(runs), notes: notesOf(runs) };
}

/** The first call of a process reads in what later ones have. */
async function warm(lanes: Databases['lanes'], scenario: Scenario): Promise<void> {
  const model = await openScriptedModel(lazy);
  for (const dialect of ['openai', 'anthropic'] as const)
    await onLanes(
      lanes,
      [0, 1],
      (db) => runScenario(db, scenario, 0, brainOf({ chain: [scripted(model.url, dialect)] })),
      () => undefined,
    );
  await model.close();
}

type Faulted = { readonly name: string; readonly run: Run; readonly calls: number };

const answeredOnce = ({ problems }: Run) =>
  !problems.some((problem) => / replies to "|^fault: |^broke off/.test(problem));

function turnsOf({ evidence }: Run): readonly number[] {
  return evidence.exchanges.filter(({ said }) => said.length > 0).map(({ tookMs }) => tookMs);
}

function figuresOf(runs: readonly Faulted[]): Figure[] {
  const all = runs.map(({ run }) => run);
  const turns = all.flatMap(turnsOf);
  return [
    noneOf(
      'conversations with a message lost or answered twice',
      all.filter((run) => !answeredOnce(run)).length,
      all.length,
    ),
    noneOf('customers not served', all.filter(({ problems }) => problems.length > 0).length, all.length),
    noneOf(
      'wrong bookings, writes without consent',
      all.filter((run) => wrongBookings(run).length + unconsented(run.evidence).length > 0).length,
      all.length,
    ),
    atMost('answer after the deadline, p99', quantile(turns, 0.99) - turnMs, 1000, 'ms'),
    atMost(`slowest answer after the deadline, of ${turns.length} turns`, Math.max(...turns) - turnMs, 1000, 'ms'),
  ];
}

function notesOf(runs: readonly Faulted[]): string[] {
  const calls = runs.reduce((sum, each) => sum + each.calls, 0);
  const failed = runs.filter(({ run }) => run.problems.length > 0);
  const [slowest] = runs.toSorted((a, b) => Math.max(...turnsOf(b.run)) - Math.max(...turnsOf(a.run)));
  return [
    `${runs.length} conversations with ${Object.keys(faults).length} faults in two formats: ${calls} calls`,
    ...(slowest
      ? [
          `slowest: ${slowest.name} seed ${slowest.run.seed}, turns of ${turnsOf(slowest.run).map(Math.round).join(', ')} ms`,
        ]
      : []),
    ...failed.map(({ name, run }) => `${name} seed ${run.seed}: ${run.problems[0] ?? ''}`),
  ];
}
