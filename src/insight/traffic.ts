import { bucketOf, type Spread } from '../platform/spread.ts';

/** What a stretch of traffic came to. `bad`: an error of ours. `slow`: not within the objective. */
export type Slice = {
  readonly total: number;
  readonly bad: number;
  readonly slow: number;
  /** With 401 or 403. */ readonly refused: number;
  readonly sumMs: number;
  readonly spread: Spread;
};

/** What was served in a stretch of minutes. */
export type Service = {
  readonly total: number;
  readonly bad: number;
  readonly slow: number;
  readonly sumMs: number;
  readonly spread: Spread;
  /** Slices in which somebody served, and how many there could have been since the first. */
  readonly served: number;
  readonly possible: number;
};

export type Sli = 'webhook' | 'http';

/** The objective of the runbook: an answer within 500 ms. */
export const promptMs = 500;

/** What operators and load balancers ask is no service to anybody, and must not hide errors among its many successes. */
const unmeasured = /^\/(health|metrics|production|slot|alerts)\b/;

/** Which objective a route counts for; `null`: none. */
export function sliOf(method: string, route: string): Sli | null {
  if (unmeasured.test(route)) return null;
  return route === '/webhook' && method === 'POST' ? 'webhook' : 'http';
}

/** Counts requests until what was counted is taken. */
export class Meter {
  #open: Record<Sli, Mutable> = { webhook: blank(), http: blank() };

  add(sli: Sli, status: number, tookMs: number): void {
    const slice = this.#open[sli];
    slice.total += 1;
    if (status >= 500) slice.bad += 1;
    if (tookMs > promptMs) slice.slow += 1;
    if (status === 401 || status === 403) slice.refused += 1;
    slice.sumMs += tookMs;
    const bucket = bucketOf(tookMs);
    slice.spread[bucket] = (slice.spread[bucket] ?? 0) + 1;
  }

  take(): Readonly<Record<Sli, Slice>> {
    const taken = this.#open;
    this.#open = { webhook: blank(), http: blank() };
    return taken;
  }
}

type Mutable = { -readonly [Key in keyof Slice]: Slice[Key] } & { spread: Record<string, number> };

const blank = (): Mutable => ({ total: 0, bad: 0, slow: 0, refused: 0, sumMs: 0, spread: {} });
