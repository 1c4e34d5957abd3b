import { sql } from 'kysely';
import type { Db } from '../platform/db.ts';
import { windowMinutes, type Window } from './objective.ts';

/** What was served in each window up to now, by all processes. */
export async function windowsOf(db: Db, now: Temporal.Instant): Promise<Window[]> {
  const { rows } = await sql<Window>`
    select minutes, coalesce(sum(total), 0)::int as total, coalesce(sum(bad), 0)::int as bad, coalesce(sum(slow), 0)::int as slow
    from unnest(${[...windowMinutes]}::int[]) as windows (minutes)
    left join service_slices on at > ${now}::timestamptz - minutes * interval '1 minute' and at <= ${now}::timestamptz
    group by minutes order by minutes`.execute(db);
  return rows;
}
