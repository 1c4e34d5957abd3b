import type { Interval } from '../platform/time.ts';

/** An Interval in milliseconds since the epoch. A search compares thousands of times, and `Temporal` takes microseconds each. */
export type Stretch = { readonly start: number; readonly end: number };

/** Never shorter than the interval: a finer end counts as the next millisecond. */
export function stretchOf({ start, end }: Interval): Stretch {
  return { start: start.epochMilliseconds, end: roundedUp(end) };
}

/** The first whole millisecond at or after it, of a time after 1970. */
export function roundedUp(at: Temporal.Instant): number {
  return Number((at.epochNanoseconds + 999_999n) / 1_000_000n);
}

/** The same moments, sorted, with nothing that overlaps or touches. */
export function united(stretches: readonly Stretch[]): Stretch[] {
  const whole: Stretch[] = [];
  for (const { start, end } of stretches.toSorted((a, b) => a.start - b.start)) {
    const last = whole.at(-1);
    if (!last || last.end < start) whole.push({ start, end });
    else if (last.end < end) whole[whole.length - 1] = { start: last.start, end };
  }
  return whole;
}

/** Does the stretch share no moment with the taken ones? @param taken as `united` leaves them */
export function isFree(taken: readonly Stretch[], { start, end }: Stretch): boolean {
  let [low, high] = [0, taken.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((taken[middle]?.end ?? Infinity) <= start) low = middle + 1;
    else high = middle;
  }
  return (taken[low]?.start ?? Infinity) >= end;
}
