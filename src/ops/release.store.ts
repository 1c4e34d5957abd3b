import { sql } from 'kysely';
import type { Db } from '../platform/db.ts';

export type PastRelease = {
  readonly id: string;
  readonly kind: string | null;
  readonly tag: string | null;
  readonly step: string;
  readonly actor: string;
  readonly problem: string | null;
  readonly at: Temporal.Instant;
};

/** Releases where they stand, and each time that releasing was frozen or freed; the newest first. */
export async function pastReleases(db: Db, limit: number): Promise<PastRelease[]> {
  const { rows } = await sql<PastRelease>`
    select release_events.id::text as id, detail->>'kind' as kind, detail->>'tag' as tag, step, actor,
      coalesce(detail->>'problem', detail->>'reason') as problem, recorded_at as at
    from release_events
    where release = 'none' or not exists (
      select from release_events later where later.release = release_events.release and later.id > release_events.id)
    order by release_events.id desc limit ${limit}`.execute(db);
  return rows;
}
