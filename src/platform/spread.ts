/** How many took how long: counts by bucket. A bucket is 2 % wide, so a percentile is at most 1 % off. */
export type Spread = Readonly<Record<string, number>>;

const width = Math.log(1.02);

/** Below this all is one bucket: nobody waits for a hundredth of a millisecond. */
const msMin = 0.01;

export function bucketOf(ms: number): string {
  return String(Math.round(Math.log(Math.max(msMin, ms)) / width));
}

/** The time within which this share, 0 to 1, was done; `null` when nothing was. */
export function percentileOf(spread: Spread, share: number): number | null {
  const buckets = Object.entries(spread)
    .map(([bucket, count]) => ({ bucket: Number(bucket), count }))
    .toSorted((a, b) => a.bucket - b.bucket);
  const total = buckets.reduce((sum, { count }) => sum + count, 0);
  let reached = 0;
  for (const { bucket, count } of buckets) {
    reached += count;
    if (reached >= share * total) return Math.exp(bucket * width);
  }
  return null;
}
