/** Of clean-ups: what is ours, and past its time. Everything else stays, whatever it is called. */

const logDays = 7;
const metricDays = 90;

/** What our log files are rotated to; never the file that is written, and nobody else's. */
const rotated = /^(app|errors|security|performance)\.log\.\d{4}-\d{2}-\d{2}T[\d.]+(\.gz)?$/;

export type AgedFile = { readonly name: string; readonly modifiedAt: Temporal.Instant };

export function oldLogs(files: readonly AgedFile[], now: Temporal.Instant): AgedFile[] {
  return files.filter(
    ({ name, modifiedAt }) => rotated.test(name) && modifiedAt.until(now).total('hours') > 24 * logDays,
  );
}

/** Days of business metrics, by the day that their name says: a copied file is as old as what it holds. */
export function oldMetrics<File extends { readonly name: string }>(
  files: readonly File[],
  today: Temporal.PlainDate,
): File[] {
  return files.filter(({ name }) => {
    const [, year, month, day] = /^(?:daily_metrics_)?(\d{4})-?(\d{2})-?(\d{2})\.json$/.exec(name) ?? [];
    if (year === undefined) return false;
    const date = Temporal.PlainDate.from({ year: Number(year), month: Number(month), day: Number(day) });
    return date.until(today).total('days') > metricDays;
  });
}

/** An image of this application; without names it is one that a newer build took them from. */
export type OwnImage = { readonly id: string; readonly names: readonly string[] };

/** So many of the newest releases can be taken back to. */
const releasesKept = 5;

/** What a start or a release of a colour looks for by its name. */
const standing = /^whats-agent:(blue|green|worker|tools|latest)$/;

/**
 * Images that nothing runs, no colour would start and no recent release could go back to.
 *
 * @param inUse of every container, also those that stand still
 * @param releases oldest first
 */
export function oldImages(
  images: readonly OwnImage[],
  inUse: ReadonlySet<string>,
  releases: readonly { readonly image: string; readonly previous: string }[],
): OwnImage[] {
  const recent = new Set(releases.slice(-releasesKept).flatMap(({ image, previous }) => [image, previous]));
  return images.filter(
    ({ id, names }) => !inUse.has(id) && !recent.has(id) && !names.some((name) => standing.test(name)),
  );
}
