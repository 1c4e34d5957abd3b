/** Rests so many times as long as it took: a hundredth of the time. */
export const hundredth = 99;

/** However long something took, it is done again within this: what hung once is no reason to look away. */
const restMsMax = 60_000;

/**
 * Milliseconds until something is done again that is due every so often and took so long: at least `rest` times as long,
 * so that it takes a bounded share of the time, but no rest is longer than a minute.
 */
export function pauseMs(
  tookMs: number,
  { everyMs, rest }: { readonly everyMs: number; readonly rest: number },
): number {
  return Math.max(everyMs, Math.min(rest * tookMs, restMsMax));
}
