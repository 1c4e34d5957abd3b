import { sql } from 'kysely';
import { json, type Db } from '../platform/db.ts';
import type { Service, Sli, Slice } from './traffic.ts';

/** Milliseconds of a slice. */
export const sliceMs = 10_000;

/** Writes what a process has served in the slice that holds this moment, beside what is there of it. */
export async function putSlices(
  db: Db,
  instance: string,
  at: Temporal.Instant,
  slices: Readonly<Record<Sli, Slice>>,
): Promise<void> {
  const start = Temporal.Instant.fromEpochMilliseconds(Math.floor(at.epochMilliseconds / sliceMs) * sliceMs);
  await db
    .insertInto('service_slices')
    .values(
      (['webhook', 'http'] as const).map((sli) => {
        const { total, bad, slow, refused, sumMs, spread } = slices[sli];
        return { at: start, instance, sli, total, bad, slow, refused, sum_ms: sumMs, spread: json(spread) };
      }),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** What was served in the last so many minutes, of one objective. */
export async function serviceOf(db: Db, sli: Sli, minutes: number, now: Temporal.Instant): Promise<Service> {
  const since = now.subtract({ minutes });
  const { rows } = await sql<Omit<Service, 'possible'> & { first: Temporal.Instant | null }>`
    with slices as materialized (select * from service_slices where sli = ${sli} and at >= ${since} and at < ${now})
    select coalesce(sum(total), 0)::int as total, coalesce(sum(bad), 0)::int as bad, coalesce(sum(slow), 0)::int as slow,
      coalesce(sum(sum_ms), 0)::float8 as "sumMs", count(distinct at)::int as served, min(at) as first,
      (select coalesce(jsonb_object_agg(bucket, count), '{}') from (select bucket, sum(taken::int) as count
        from slices, jsonb_each_text(spread) as taken (bucket, taken) group by bucket) as merged) as spread
    from slices`.execute(db);
  const row = rows[0];
  if (!row) return { total: 0, bad: 0, slow: 0, sumMs: 0, spread: {}, served: 0, possible: 0 };
  const { first, ...counts } = row;
  const possible = first === null ? 0 : Math.ceil(first.until(now).total('milliseconds') / sliceMs);
  return { ...counts, possible: Math.max(possible, counts.served) };
}

/** Requests a minute that were refused in the last five, by whichever door. */
export async function refusedPerMinute(db: Db, now: Temporal.Instant): Promise<number> {
  const { rows } = await sql<{ refused: number }>`
    select coalesce(sum(refused), 0)::int as refused from service_slices
    where at >= ${now.subtract({ minutes: 5 })} and at < ${now}`.execute(db);
  return (rows[0]?.refused ?? 0) / 5;
}

/** A reading of the host or of a process. */
export type Sample = { readonly name: string; readonly value: number; readonly unit: string };

export async function putSamples(db: Db, at: Temporal.Instant, samples: readonly Sample[]): Promise<void> {
  if (samples.length === 0) return;
  await db
    .insertInto('performance_samples')
    .values(samples.map((sample) => ({ ...sample, at })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Of each figure, over the last 24 hours. */
export async function sampleSummary(db: Db, now: Temporal.Instant) {
  const { rows } = await sql<
    Sample & { average: number; min: number; max: number; count: number; at: Temporal.Instant }
  >`
    select name, (array_agg(value order by at desc))[1] as value, max(unit) as unit, max(at) as at,
      avg(value)::float8 as average, min(value) as min, max(value) as max, count(*)::int as count
    from performance_samples where at > ${now.subtract({ hours: 24 })} group by name order by name`.execute(db);
  return rows;
}

/** Forgets what is older than anybody asks. */
export async function forgetService(db: Db, now: Temporal.Instant): Promise<void> {
  await sql`delete from service_slices where at < ${now.subtract({ hours: 24 * 35 })}`.execute(db);
  await sql`delete from performance_samples where at < ${now.subtract({ hours: 24 * 8 })}`.execute(db);
}
