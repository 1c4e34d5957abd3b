/** Of 1,000 answers one may be an error: 99.9 % over 30 days. Of 100 one may take longer than 500 ms. */
export const budgets = { availability: 0.001, latency: 0.01 } as const;

/** What was served in the last so many minutes. */
export type Window = { readonly minutes: number; readonly total: number; readonly bad: number; readonly slow: number };

/** A pace at which the budget of 30 days is spent, seen in a long and a short window; both must show it. */
export type Pace = {
  readonly name: string;
  readonly rate: number;
  readonly longMinutes: number;
  readonly shortMinutes: number;
};

/** 2 % of the budget in an hour, 5 % in 6 hours, 10 % in a day, 10 % in 3 days. */
export const paces = {
  fast: { name: 'fast', rate: 14.4, longMinutes: 60, shortMinutes: 5 },
  middle: { name: 'middle', rate: 6, longMinutes: 360, shortMinutes: 30 },
  slow: { name: 'slow', rate: 3, longMinutes: 1440, shortMinutes: 120 },
  creeping: { name: 'creeping', rate: 1, longMinutes: 4320, shortMinutes: 360 },
} as const satisfies Readonly<Record<string, Pace>>;

/** Fewer than these in the short window say nothing: at ten requests an hour one error is an eighth of the month. */
const evidence = { total: 50, bad: 5 };

/**
 * How many times faster than evenly over 30 days the budget is spent, in both windows of a pace: the smaller of them.
 * `null`: too little was served to say.
 */
export function burnRate(
  windows: readonly Window[],
  { longMinutes, shortMinutes }: Pace,
  budget: keyof typeof budgets,
): number | null {
  const [long, short] = [longMinutes, shortMinutes].map((minutes) =>
    windows.find((window) => window.minutes === minutes),
  );
  if (!long || !short || short.total === 0) return null;
  const failed = ({ bad, slow }: Window) => (budget === 'availability' ? bad : slow);
  if (short.total < evidence.total || failed(short) < evidence.bad) return 0;
  const rate = (window: Window) => failed(window) / window.total / budgets[budget];
  return Math.min(rate(long), rate(short));
}

export type Budget = {
  /** Percent of what is promised, and of what was. */ readonly objective: number;
  readonly current: number | null;
  /** Percent of the 30 days’ budget that is left; below 0 it is overspent. */ readonly leftPercent: number | null;
  /** Days until nothing is left, at the pace of the last day; `null`: it lasts. */ readonly lastsDays: number | null;
};

/** How the budget of 30 days stands. */
export function budgetOf(month: Window, day: Window, budget: keyof typeof budgets): Budget {
  const failed = ({ bad, slow }: Window) => (budget === 'availability' ? bad : slow);
  const allowed = budgets[budget];
  const objective = 100 * (1 - allowed);
  if (month.total === 0) return { objective, current: null, leftPercent: null, lastsDays: null };
  const spent = failed(month) / month.total / allowed;
  const pace = day.total === 0 ? 0 : failed(day) / day.total / allowed;
  return {
    objective,
    current: 100 * (1 - failed(month) / month.total),
    leftPercent: 100 * (1 - spent),
    lastsDays: pace === 0 ? null : Math.max(0, (30 * (1 - spent)) / pace),
  };
}

/** One that is not there is one in which nothing was served. */
export const windowOf = (windows: readonly Window[], minutes: number): Window =>
  windows.find((window) => window.minutes === minutes) ?? { minutes, total: 0, bad: 0, slow: 0 };

/** Every window that anybody asks for. */
export const windowMinutes: readonly number[] = [
  ...new Set([...Object.values(paces).flatMap(({ longMinutes, shortMinutes }) => [longMinutes, shortMinutes]), 43_200]),
];
