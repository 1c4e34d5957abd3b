import { doneIn, isLost, reasked, repeated, repliesWrong, unconsented } from './conduct.ts';
import { unprovenIn } from './grounding.ts';
import type { Run } from './run.ts';

/** One figure, the goal it has, and whether it is met; `null`: it has none. */
export type Figure = {
  readonly name: string;
  readonly value: string;
  readonly goal: string;
  readonly met: boolean | null;
};

/** Share of a kind: how many of its runs came out right. */
export type Kind = { readonly kind: string; readonly passed: number; readonly of: number };

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

/** Wilson's 95 % interval of a share. */
export function wilson(hits: number, of: number): readonly [number, number] {
  if (of === 0) return [0, 1];
  const [z, share] = [1.96, hits / of];
  const middle = share + z ** 2 / (2 * of);
  const half = z * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2));
  const [low, high] = [middle - half, middle + half].map((edge) => edge / (1 + z ** 2 / of));
  return [Math.max(0, low ?? 0), Math.min(1, high ?? 1)];
}

export function shareOf(name: string, hits: number, of: number, least: number): Figure {
  const [low, high] = wilson(hits, of);
  const value =
    of === 0 ? 'not run' : `${percent(hits / of)}  (${hits} of ${of}; 95 %: ${percent(low)} to ${percent(high)})`;
  return { name, value, goal: `≥ ${percent(least)}`, met: of === 0 ? null : hits / of >= least };
}

/** A count that should be 0. None of n still means at most 3/n. */
export function noneOf(name: string, count: number, of: number): Figure {
  const bound = count === 0 && of > 0 ? `; at most ${percent(3 / of)}` : '';
  return { name, value: `${count} of ${of}${bound}`, goal: '0', met: count === 0 };
}

export function atMost(name: string, value: number, most: number, unit: string): Figure {
  return {
    name,
    value: `${Number.isFinite(value) ? value.toFixed(unit === 'ms' ? 0 : 1) : '–'} ${unit}`.trim(),
    goal: `≤ ${most} ${unit}`.trim(),
    met: value <= most,
  };
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** The chance that k tries of one task all come out right, over tasks with n tries each: C(c,k)/C(n,k). */
export function passPower(runs: readonly Run[], k: number): { readonly passed: number; readonly of: number } {
  const tasks = [...Map.groupBy(runs, ({ id }) => id).values()].filter((tries) => tries.length >= k);
  const chances = tasks.map((tries) => {
    const right = tries.filter(({ problems }) => problems.length === 0).length;
    return chosen(right, k) / chosen(tries.length, k);
  });
  return { passed: chances.reduce((sum, chance) => sum + chance, 0), of: tasks.length };
}

function chosen(n: number, k: number): number {
  let ways = 1;
  for (let index = 0; index < k; index += 1) ways *= (n - index) / (k - index);
  return n < k ? 0 : ways;
}

/** Worst first. */
export function kindsOf(runs: readonly Run[], by: (run: Run) => string = ({ kind }) => kind): Kind[] {
  return [...Map.groupBy(runs, by)]
    .map(([kind, each]) => ({
      kind,
      passed: each.filter(({ problems }) => problems.length === 0).length,
      of: each.length,
    }))
    .toSorted((one, other) => one.passed / one.of - other.passed / other.of || one.kind.localeCompare(other.kind));
}

const plain = (name: string, value: string): Figure => ({ name, value, goal: '–', met: null });

/** How the agent behaved, whatever the outcome. */
export function conductFigures(runs: readonly Run[]): Figure[] {
  const turns = runs
    .flatMap(({ evidence }) => evidence.exchanges)
    .filter(({ said, withPerson }) => said.length > 0 && !withPerson);
  const count = (of: (evidence: Run['evidence']) => number) => runs.reduce((sum, run) => sum + of(run.evidence), 0);
  const none = (name: string, of: (evidence: Run['evidence']) => readonly string[]) =>
    noneOf(
      name,
      count((evidence) => of(evidence).length),
      turns.length,
    );
  const lostShare = (100 * turns.filter(isLost).length) / Math.max(1, turns.length);
  const tookMs = turns.map((turn) => turn.tookMs);
  return [
    none('writes without consent', unconsented),
    none('ungrounded facts', unprovenIn),
    none('bursts without exactly one reply', repliesWrong),
    none('known slot asked again', reasked),
    atMost('turns not understood', lostShare, 8, '%'),
    plain('the same reply twice in a row', String(count(repeated))),
    atMost('p95 of a turn, with the database', quantile(tookMs, 0.95), 60, 'ms'),
    plain('median of a turn', `${quantile(tookMs, 0.5).toFixed(1)} ms`),
  ];
}

/** Messages that it took customers to book, of those runs in which they did. */
export function bookingFigures(runs: readonly Run[]): Figure[] {
  const counts = runs.flatMap(({ evidence }) => doneIn(evidence) ?? []);
  return [
    atMost('messages to book, median', quantile(counts, 0.5), 5, ''),
    atMost('messages to book, p90', quantile(counts, 0.9), 9, ''),
  ];
}

const wasHanded = ({ run: { evidence } }: { readonly run: Run }) =>
  evidence.exchanges.some(({ effects }) => effects.some(({ kind }) => kind === 'handoff'));

/** A person where one is needed and only there. `isNeeded`: the scenario expects it. */
export function handoffFigures(runs: readonly { readonly needed: boolean; readonly run: Run }[]): Figure[] {
  const handed = runs.filter(wasHanded);
  const needed = runs.filter((each) => each.needed);
  const alone = runs.filter((each) => !each.needed);
  return [
    shareOf('handoff precision', handed.filter((each) => each.needed).length, handed.length, 0.9),
    shareOf('handoff recall', needed.filter(wasHanded).length, needed.length, 0.95),
    shareOf('containment', alone.filter((each) => !wasHanded(each)).length, alone.length, 0.8),
  ];
}
