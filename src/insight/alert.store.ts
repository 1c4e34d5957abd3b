import { sql } from 'kysely';
import { z } from 'zod';
import type { Db } from '../platform/db.ts';
import type { Interval } from '../platform/time.ts';
import type { ShownAlert } from './alert.ts';

export const AlertId = z.uuid('must be the id of an alert').brand<'AlertId'>();
export type AlertId = z.output<typeof AlertId>;

const shown = sql`id, rule, severity, category, state, value, threshold, since, fired_at as "firedAt",
  acknowledged_at as "acknowledgedAt", acknowledged_by as "acknowledgedBy", resolved_at as "resolvedAt",
  resolved_by as "resolvedBy", muted`;

/** Those that fire, acknowledged ones too, the worst first. */
export async function activeAlerts(
  db: Db,
  { severity = null, category = null }: { readonly severity?: string | null; readonly category?: string | null } = {},
): Promise<ShownAlert[]> {
  const { rows } = await sql<ShownAlert>`
    select ${shown} from alerts where state in ('firing', 'acknowledged')
      and (${severity}::text is null or severity = ${severity}) and (${category}::text is null or category = ${category})
    order by array_position('{critical,high,medium,low}', severity), since`.execute(db);
  return rows;
}

/** Those that ever fired, the newest first. */
export async function alertHistory(db: Db, limit: number): Promise<ShownAlert[]> {
  const { rows } = await sql<ShownAlert>`
    select ${shown} from alerts where fired_at is not null order by fired_at desc limit ${limit}`.execute(db);
  return rows;
}

/** Those that fired in a stretch, the oldest first. */
export async function alertsFiredIn(db: Db, { start, end }: Interval): Promise<ShownAlert[]> {
  const { rows } = await sql<ShownAlert>`
    select ${shown} from alerts where fired_at >= ${start} and fired_at < ${end} order by fired_at, id`.execute(db);
  return rows;
}

export async function alertStats(db: Db) {
  const { rows } = await sql<{ severity: string; category: string; active: number; total: number }>`
    select severity, category, count(*) filter (where state in ('firing', 'acknowledged'))::int as active, count(*)::int as total
    from alerts where fired_at is not null group by 1, 2`.execute(db);
  const by = (key: 'severity' | 'category', names: readonly string[]) =>
    Object.fromEntries(
      names.map((name) => [name, rows.filter((row) => row[key] === name).reduce((sum, { active }) => sum + active, 0)]),
    );
  return {
    active_count: rows.reduce((sum, { active }) => sum + active, 0),
    total_history: rows.reduce((sum, { total }) => sum + total, 0),
    by_severity: by('severity', ['critical', 'high', 'medium', 'low']),
    by_category: by('category', ['system', 'performance', 'business', 'security', 'external']),
  };
}

/** Somebody acts: nobody else is told. `null`: there is no such alert. Doing it twice changes nothing. */
export async function acknowledge(db: Db, id: AlertId, by: string, now: Temporal.Instant): Promise<ShownAlert | null> {
  await sql`
    update alerts set state = 'acknowledged', acknowledged_at = ${now}, acknowledged_by = ${by}
    where id = ${id} and state in ('pending', 'firing')`.execute(db);
  return byId(db, id);
}

/** A person says that it is over. When it is not, the next look finds it again. */
export async function resolve(db: Db, id: AlertId, by: string, now: Temporal.Instant): Promise<ShownAlert | null> {
  await sql`
    update alerts set state = 'resolved', resolved_at = ${now}, resolved_by = ${by}
    where id = ${id} and state <> 'resolved'`.execute(db);
  return byId(db, id);
}

async function byId(db: Db, id: AlertId): Promise<ShownAlert | null> {
  const { rows } = await sql<ShownAlert>`select ${shown} from alerts where id = ${id}`.execute(db);
  return rows[0] ?? null;
}

/** Nobody is told of this rule, or for `null` of any, until then. */
export async function keepSilence(
  db: Db,
  silence: {
    readonly rule: string | null;
    readonly owner: string;
    readonly reason: string;
    readonly startsAt: Temporal.Instant;
    readonly endsAt: Temporal.Instant;
  },
): Promise<void> {
  await sql`
    insert into silences (rule, owner, reason, starts_at, ends_at)
    values (${silence.rule}, ${silence.owner}, ${silence.reason}, ${silence.startsAt}, ${silence.endsAt})`.execute(db);
}
