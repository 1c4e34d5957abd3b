import { isBefore } from '../platform/time.ts';

/** What is known of one provider: whether it may be asked, or is left alone for a while. */
export type Breaker = {
  /** Failures of the last minute that no success has ended. */
  readonly failures: readonly Temporal.Instant[];
  /** `null`: it was never opened, or has answered since. */
  readonly openUntil: Temporal.Instant | null;
};

const failuresMax = 3;
const withinSeconds = 60;
const openSeconds = 120;

export const closedBreaker: Breaker = { failures: [], openUntil: null };

/** Is the provider left alone? No turn waits for what is down. */
export function isOpen({ openUntil }: Breaker, now: Temporal.Instant): boolean {
  return openUntil !== null && isBefore(now, openUntil);
}

/** Three failures within a minute open it for two. The first one after that opens it again. */
export function failed({ failures, openUntil }: Breaker, now: Temporal.Instant): Breaker {
  const since = now.subtract({ seconds: withinSeconds });
  const lately = [...failures.filter((at) => !isBefore(at, since)), now].slice(-failuresMax);
  const opens = lately.length >= failuresMax || openUntil !== null;
  return { failures: lately, openUntil: opens ? now.add({ seconds: openSeconds }) : null };
}
