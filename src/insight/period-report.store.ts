import { sql } from 'kysely';
import type { BusinessId } from '../business/business.ts';
import type { Db } from '../platform/db.ts';
import { percentileOf } from '../platform/spread.ts';
import type { Interval } from '../platform/time.ts';
import { alertsFiredIn } from './alert.store.ts';
import { budgetOf } from './objective.ts';
import type { BusinessTotal, Incident, ServedDay, ServedSpan } from './period-report.ts';
import { serviceOf } from './service.store.ts';
import type { Span } from './span.ts';

export type ReportedBusiness = { readonly id: BusinessId; readonly name: string; readonly language: string };

/** Whom a report is about: all businesses with customers. */
export async function reportedBusinesses(db: Db): Promise<ReportedBusiness[]> {
  const { rows } = await sql<ReportedBusiness>`
    select id, name, language from businesses where not synthetic
    order by created_at, id`.execute(db);
  return rows;
}

/** What the hours of each business add up to, the busiest first. */
export async function businessTotals(
  db: Db,
  businesses: readonly ReportedBusiness[],
  { start, end }: Interval,
): Promise<BusinessTotal[]> {
  const ids = businesses.map(({ id }) => id);
  const { rows } = await sql<BusinessTotal>`
    select b.name, coalesce(sum(started), 0)::int as conversations, coalesce(sum(received + sent), 0)::int as messages,
      coalesce(sum(bookings), 0)::int as bookings, coalesce(sum(revenue_cents), 0)::float8 as "revenueCents"
    from businesses b left join metric_hours h on h.business_id = b.id and h.hour >= ${start} and h.hour < ${end}
    where b.id = any(${ids}::uuid[]) group by b.id, b.name order by messages desc, b.name`.execute(db);
  return rows;
}

/** The most messages of an hour, a second; `null`: nothing was counted. */
export async function peakPerSecond(db: Db, { start, end }: Interval): Promise<number | null> {
  const { rows } = await sql<{ peak: number | null }>`
    select max(messages)::float8 / 3600 as peak from (select sum(received + sent) as messages from metric_hours
      where hour >= ${start} and hour < ${end} group by hour) as hours`.execute(db);
  return rows[0]?.peak ?? null;
}

/** How full the disk was on each of the last days that are kept, whole days, in percent; `null` on days without a reading. */
export async function diskDays(db: Db, timeZone: string, now: Temporal.Instant): Promise<(number | null)[]> {
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  const { rows } = await sql<{ day: Temporal.PlainDate; percent: number }>`
    select (at at time zone ${timeZone})::date as day, avg(value)::float8 as percent from performance_samples
    where name = 'disk_usage' and at <= ${now} group by 1 order by 1`.execute(db);
  const [oldest] = rows;
  if (!oldest) return [];
  const byDay = new Map(rows.map(({ day, percent }) => [day.toString(), percent]));
  const count = oldest.day.until(today).total('days') + 1;
  return Array.from({ length: count }, (_, index) => byDay.get(oldest.day.add({ days: index }).toString()) ?? null);
}

export async function incidentsOf(db: Db, span: Interval): Promise<Incident[]> {
  return (await alertsFiredIn(db, span)).flatMap(({ rule, severity, firedAt, acknowledgedAt, resolvedAt }) => {
    if (firedAt === null) return [];
    const minutes = (until: Temporal.Instant | null) => until && Math.max(0, firedAt.until(until).total('minutes'));
    const [acknowledgedMinutes, resolvedMinutes] = [minutes(acknowledgedAt), minutes(resolvedAt)];
    return [{ rule, severity, firedAt: firedAt.toString(), acknowledgedMinutes, resolvedMinutes }];
  });
}

/**
 * How the service did. `null`: no stretch of it is kept (they are for 35 days), or none was served.
 *
 * @param lastly its last moment, or now
 */
export async function servedOf(db: Db, span: Span, lastly: Temporal.Instant): Promise<ServedSpan | null> {
  const moment = lastly.round({ smallestUnit: 'minute', roundingMode: 'ceil' });
  const minutes = span.start.until(moment).total('minutes');
  const [webhook, http] = [
    await serviceOf(db, 'webhook', minutes, moment),
    await serviceOf(db, 'http', minutes, moment),
  ];
  const { since, daily } = await servedDays(db, span, moment);
  if (since === null) return null;
  const sum = (of: 'total' | 'bad' | 'slow') => webhook[of] + http[of];
  const whole = { minutes, total: sum('total'), bad: sum('bad'), slow: sum('slow') };
  const lastDay = { minutes: 1440, ...(daily.at(-1) ?? { total: 0, bad: 0, slow: 0 }) };
  // What Meta calls is what was promised; where it never called, what browsers did stands for it.
  const spread = webhook.total > 0 ? webhook.spread : http.spread;
  return {
    since: since.toString(),
    total: whole.total,
    bad: whole.bad,
    slow: whole.slow,
    availability: budgetOf(whole, lastDay, 'availability'),
    latency: budgetOf(whole, lastDay, 'latency'),
    p50Ms: percentileOf(spread, 0.5),
    p95Ms: percentileOf(spread, 0.95),
    p99Ms: percentileOf(spread, 0.99),
    daily,
  };
}

async function servedDays(
  db: Db,
  { start, timeZone }: Span,
  moment: Temporal.Instant,
): Promise<{ since: Temporal.Instant | null; daily: ServedDay[] }> {
  const { rows } = await sql<ServedDay & { first: Temporal.Instant }>`
    select to_char(at at time zone ${timeZone}, 'YYYY-MM-DD') as day, sum(total)::int as total, sum(bad)::int as bad,
      sum(slow)::int as slow, min(at) as first
    from service_slices where at >= ${start} and at < ${moment} group by 1 order by 1`.execute(db);
  return { since: rows[0]?.first ?? null, daily: rows.map(({ day, total, bad, slow }) => ({ day, total, bad, slow })) };
}
