import { sql } from 'kysely';
import type { Db } from '../platform/db.ts';
import { thresholdOf, type Alert } from './alert.ts';
import type { Silence } from './alert-state.ts';
import { ruleOf } from './alerts.ts';

/** What the last look left: open alerts, and those resolved within an hour. */
export async function knownAlerts(db: Db, now: Temporal.Instant): Promise<Alert[]> {
  const { rows } = await sql<Alert>`
    select distinct on (rule) id, rule, state, value, since, fired_at as "firedAt", acknowledged_at as "acknowledgedAt",
      acknowledged_by as "acknowledgedBy", resolved_at as "resolvedAt", resolved_by as "resolvedBy", muted, told, told_at as "toldAt", 0 as well from alerts
    where state <> 'resolved' or resolved_at > ${now.subtract({ hours: 1 })}
    order by rule, (state = 'resolved'), since desc`.execute(db);
  return rows;
}

/**
 * Writes down what a look found; what people did meanwhile stays. Of two monitors that find the same at once the first
 * one's alert stands, and the other takes it up at its next look.
 */
export async function keepAlerts(db: Db, alerts: readonly Alert[]): Promise<void> {
  for (const alert of alerts) {
    const rule = ruleOf(alert.rule);
    if (!rule) continue;
    await sql`
      insert into alerts (id, rule, severity, category, state, value, threshold, since, fired_at, acknowledged_at,
        acknowledged_by, resolved_at, resolved_by, told, told_at, muted)
      select ${alert.id}, ${alert.rule}, ${rule.severity}, ${rule.category}, ${alert.state}, ${alert.value},
        ${thresholdOf(rule)}, ${alert.since}, ${alert.firedAt}, ${alert.acknowledgedAt}, ${alert.acknowledgedBy},
        ${alert.resolvedAt}, ${alert.resolvedBy}, ${alert.told}, ${alert.toldAt}, ${alert.muted}
      where not exists (select from alerts where rule = ${alert.rule} and state <> 'resolved' and id <> ${alert.id})
      on conflict (id) do update set
        state = case
          when alerts.state = 'resolved' then 'resolved'
          when alerts.state = 'acknowledged' and excluded.state = 'firing' then 'acknowledged'
          else excluded.state end,
        value = excluded.value, fired_at = excluded.fired_at, told = excluded.told, told_at = excluded.told_at,
        muted = excluded.muted, resolved_at = coalesce(alerts.resolved_at, excluded.resolved_at),
        resolved_by = coalesce(alerts.resolved_by, excluded.resolved_by)`.execute(db);
  }
}

/** Forgets those that were about to fire and did not. */
export async function dropPending(db: Db, kept: readonly string[]): Promise<void> {
  await sql`delete from alerts where state = 'pending' and id <> all(${[...kept]}::uuid[])`.execute(db);
}

export async function silencesNow(db: Db, now: Temporal.Instant): Promise<Silence[]> {
  const { rows } = await sql<Silence>`
    select rule, starts_at as "startsAt", ends_at as "endsAt" from silences where ends_at > ${now}`.execute(db);
  return rows;
}
