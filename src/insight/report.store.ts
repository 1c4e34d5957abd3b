import { sql } from 'kysely';
import type { BusinessId } from '../business/business.ts';
import type { Db } from '../platform/db.ts';
import type { Interval } from '../platform/time.ts';

export type Share = { readonly name: string; readonly bookings: number; readonly cents: number };

/** A business within a stretch of time. */
type Stretch = Interval & { readonly business: BusinessId; readonly timeZone: string };

export async function timeZoneOf(db: Db, business: BusinessId): Promise<string> {
  const row = await db
    .selectFrom('businesses')
    .select('time_zone')
    .where('id', '=', business)
    .executeTakeFirstOrThrow();
  return row.time_zone;
}

/** Messages of contacts by ISO weekday and hour of the day, as they were counted. */
export async function busyHours(db: Db, { business, start, end, timeZone }: Stretch): Promise<number[][]> {
  const { rows } = await sql<{ weekday: number; hour: number; received: number }>`
    select extract(isodow from hour at time zone ${timeZone})::int as weekday,
      extract(hour from hour at time zone ${timeZone})::int as hour, sum(received)::int as received
    from metric_hours where business_id = ${business} and hour >= ${start} and hour < ${end} group by 1, 2`.execute(db);
  const week = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0));
  for (const { weekday, hour, received } of rows) {
    const day = week[weekday - 1];
    if (day) day[hour] = received;
  }
  return week;
}

/** What was booked in the stretch and not cancelled since, by service and by professional, the most first. */
export async function bookedShares(
  db: Db,
  { business, start, end }: Stretch,
): Promise<{ readonly services: Share[]; readonly professionals: Share[] }> {
  const by = async (table: 'services' | 'professionals', key: 'service_id' | 'professional_id') => {
    const { rows } = await sql<Share>`
      select named.name, count(*)::int as bookings, sum(b.price_cents)::int as cents
      from bookings b join ${sql.table(table)} named on named.business_id = b.business_id and named.id = b.${sql.ref(key)}
      where b.business_id = ${business} and b.booked_at >= ${start} and b.booked_at < ${end} and b.status <> 'cancelled'
      group by named.id, named.name order by bookings desc, named.name limit 20`.execute(db);
    return rows;
  };
  const [services, professionals] = await Promise.all([
    by('services', 'service_id'),
    by('professionals', 'professional_id'),
  ]);
  return { services, professionals };
}

/** Why the agent handed conversations over, the most frequent first. */
export async function handoffReasons(
  db: Db,
  { business, start, end }: Stretch,
): Promise<{ reason: string; times: number }[]> {
  const { rows } = await sql<{ reason: string; times: number }>`
    select effect ->> 'reason' as reason, count(*)::int as times
    from traces, jsonb_array_elements(effects) as effect
    where business_id = ${business} and at >= ${start} and at < ${end}
      and effects @> '[{"kind": "handoff"}]' and effect ->> 'kind' = 'handoff'
    group by 1 order by times desc, reason limit 20`.execute(db);
  return rows;
}

export type Unanswered = { readonly text: string; readonly times: number; readonly lastAt: Temporal.Instant };

/** What contacts asked and the agent could not answer, the most frequent first; the same but for case is the same. */
export async function unansweredQuestions(db: Db, { business, start, end }: Stretch): Promise<Unanswered[]> {
  const { rows } = await sql<Unanswered>`
    select (array_agg(text order by at desc))[1] as text, count(*)::int as times, max(at) as "lastAt"
    from (
      select at, btrim(said -> -1 ->> 'text') as text from traces
      where business_id = ${business} and at >= ${start} and at < ${end}
        and (acts @> '[{"act": "missing"}]' or acts @> '[{"act": "lost"}]')) as asked
    where text <> '' group by lower(text) order by times desc, "lastAt" desc limit 30`.execute(db);
  return rows;
}
