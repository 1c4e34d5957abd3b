import { setTimeout as wait } from 'node:timers/promises';
import { asFault, type Fault } from './fault.ts';
import type { Logger } from './log.ts';
import { pauseMs } from './pace.ts';
import { spanned } from './trace.ts';

/** Background work that several processes may claim. `perform` decides; what it throws is judged here, nowhere else. */
export type Job<Work extends { readonly tries: number }> = {
  readonly name: string;
  /** At most `limit` pieces that are ours now. */
  readonly claim: (limit: number) => Promise<readonly Work[]>;
  readonly perform: (work: Work) => Promise<void>;
  /** Ids by which its span is found. */
  readonly spanOf?: (work: Work) => Readonly<Record<string, string | number>>;
  /** Makes our claim last; called every so often while `perform` runs. */
  readonly renewal?: { readonly everyMs: number; readonly renew: (work: Work) => Promise<unknown> };
  /** Again, after this long. */
  readonly postpone: (work: Work, delayMs: number, fault: Fault) => Promise<void>;
  /** Never again before a person has looked. */
  readonly setAside: (work: Work, fault: Fault) => Promise<void>;
  /** How often a transient fault is tried; `null`: for ever. */
  readonly triesMax: (fault: Fault, work: Work) => number | null;
};

export type Running = {
  /** Looks for work now. */
  readonly nudge: () => void;
  /** Takes nothing new and resolves when what is under way has ended. */
  readonly stop: () => Promise<void>;
};

/** Waits 1, 2, 4 … up to 60 s. */
export const backoffMs = (tries: number): number => Math.min(60_000, 1000 * 2 ** Math.max(0, tries - 1));

/** How often an idle runner looks although nobody nudged it. */
const idleMs = 250;

/** Runs a job with so many pieces at once until it is stopped. */
export function run<Work extends { readonly tries: number }>(
  job: Job<Work>,
  concurrency: number,
  log: Logger,
): Running {
  const underWay = new Set<Promise<void>>();
  return loop({
    name: job.name,
    log,
    async step(nudge) {
      const free = concurrency - underWay.size;
      if (free === 0) return false;
      const claimed = await job.claim(free);
      for (const work of claimed) {
        const done = perform(job, work, log).finally(() => {
          underWay.delete(done);
          nudge();
        });
        underWay.add(done);
      }
      return claimed.length === free;
    },
    drain: () => Promise.all(underWay),
  });
}

type Loop = {
  readonly name: string;
  readonly log: Logger;
  /** `true`: there may be more at once. */
  readonly step: (nudge: () => void) => Promise<boolean>;
  /** Waits for what is under way, when it ends. */
  readonly drain?: () => Promise<unknown>;
  /** Told of what `step` threw. */
  readonly failed?: (fault: Fault) => Promise<void>;
  /** How long it waits, unless nudged. */
  readonly everyMs?: number;
  /** A step that took long is waited after for longer (`pauseMs`). */
  readonly rest?: number;
};

/**
 * Calls `step` again and again: at once while it answers `true`, else when nudged or after a while, a quarter of a second
 * unless told. What it throws is logged, handed to `failed`, and tried again a second later.
 */
export function loop({ name, log, step, drain, failed, everyMs = idleMs, rest = 0 }: Loop): Running {
  const stopping = new AbortController();
  const bell = new Bell();
  const nudge = () => bell.ring();

  async function attempt(): Promise<boolean> {
    try {
      return await step(nudge);
    } catch (thrown) {
      const fault = asFault(thrown);
      logFault(log, name, fault, {});
      await failed?.(fault).catch((again: unknown) => logFault(log, name, asFault(again), {}));
      await wait(1000, undefined, { signal: stopping.signal }).catch(() => undefined);
      return false;
    }
  }

  async function go(): Promise<void> {
    while (!stopping.signal.aborted) {
      bell.hush();
      const startedMs = performance.now();
      if (!(await attempt())) await bell.wait(pauseMs(performance.now() - startedMs, { everyMs, rest }));
    }
    await drain?.();
  }

  const ended = go();
  return {
    nudge,
    stop: async () => {
      stopping.abort();
      bell.ring();
      await ended;
    },
  };
}

/** Work that a query finds for as long as it is to be done. Whoever does it sees to it that it is not done twice. */
export type Round<Work> = {
  readonly name: string;
  readonly find: () => Promise<readonly Work[]>;
  /** The same work has the same key each time it is found. */
  readonly keyOf: (work: Work) => string;
  readonly perform: (work: Work) => Promise<void>;
};

/** What failed is left alone for so long, and what stands behind it goes on. */
const leftAloneMs = 10 * 60_000;

/** Looks every few seconds for what is to be done, and does it, one after the other. */
export function goRound<Work>({ name, find, keyOf, perform: act }: Round<Work>, everyMs: number, log: Logger): Running {
  const leftAlone = new Map<string, number>();
  let current: string | null = null;
  return loop({
    name,
    log,
    everyMs,
    async step() {
      current = null;
      for (const work of await find()) {
        const key = keyOf(work);
        if ((leftAlone.get(key) ?? 0) > performance.now()) continue;
        current = key;
        await act(work);
        current = null;
      }
      for (const [key, until] of leftAlone) if (until <= performance.now()) leftAlone.delete(key);
      return false;
    },
    async failed() {
      if (current !== null) leftAlone.set(current, performance.now() + leftAloneMs);
    },
  });
}

/** Something to wait for that may ring before anybody waits. */
class Bell {
  #rung = false;
  #wake: (() => void) | null = null;

  ring(): void {
    this.#rung = true;
    this.#wake?.();
  }

  hush(): void {
    this.#rung = false;
  }

  /** Until it rings, but not longer. */
  async wait(delayMs: number): Promise<void> {
    if (this.#rung) return;
    await new Promise<void>((done) => {
      const alarm = setTimeout(done, delayMs);
      this.#wake = () => {
        clearTimeout(alarm);
        done();
      };
    });
    this.#wake = null;
  }
}

async function perform<Work extends { readonly tries: number }>(
  job: Job<Work>,
  work: Work,
  log: Logger,
): Promise<void> {
  const { renewal: claim } = job;
  const renewal = claim && setInterval(() => void claim.renew(work).catch(() => undefined), claim.everyMs);
  try {
    await spanned(job.name, job.spanOf?.(work) ?? {}, () => job.perform(work));
  } catch (thrown) {
    const fault = asFault(thrown);
    logFault(log, job.name, fault, { tries: work.tries });
    const triesMax = job.triesMax(fault, work);
    const over = triesMax !== null && work.tries >= triesMax;
    const verdict =
      fault.kind === 'transient' && !over
        ? job.postpone(work, backoffMs(work.tries), fault)
        : job.setAside(work, fault);
    // When this fails too, the lease ends by itself and the work is claimed again.
    await verdict.catch((again: unknown) => logFault(log, job.name, asFault(again), {}));
  } finally {
    clearInterval(renewal);
  }
}

function logFault(
  log: Logger,
  job: string,
  { kind, code, context, cause }: Fault,
  more: Readonly<Record<string, unknown>>,
): void {
  log.error({ job, kind, code, ...more, ...context, err: cause }, 'job.failed');
}
