import { sql, type RawBuilder } from 'kysely';
import type { BusinessId, ProfessionalId } from '../business/business.ts';
import type { Db } from '../platform/db.ts';
import type { Interval } from '../platform/time.ts';

/** A business within a stretch of time. */
export type Stretch = Interval & { readonly business: BusinessId; readonly timeZone: string };

/** Where the business's clocks are. */
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

/** Visits that begin in the stretch, of one service or professional. */
export type Visits<Id extends string = string> = {
  readonly id: Id;
  readonly name: string;
  /** Those that took place or still will. */ readonly bookings: number;
  /** What was agreed for them. */ readonly cents: number;
  readonly noShows: number;
  /** Of the professional's time, all that was not given free again. */ readonly minutes: number;
};

export async function visitsByService(db: Db, stretch: Stretch): Promise<Visits[]> {
  const { rows } = await visitsQuery<string>('services', stretch).execute(db);
  return rows;
}

export async function visitsByProfessional(db: Db, stretch: Stretch): Promise<Visits<ProfessionalId>[]> {
  const { rows } = await visitsQuery<ProfessionalId>('professionals', stretch).execute(db);
  return rows;
}

const keys = { services: 'service_id', professionals: 'professional_id' } as const;

/** Its SQL, whose plan a test looks at: the most booked first. */
export function visitsQuery<Id extends string>(
  table: keyof typeof keys,
  { business, start, end }: Stretch,
): RawBuilder<Visits<Id>> {
  return sql`
    select named.id, named.name, count(*) filter (where status in ('booked', 'done'))::int as bookings,
      coalesce(sum(b.price_cents) filter (where status in ('booked', 'done')), 0)::int as cents,
      count(*) filter (where status = 'no_show')::int as "noShows",
      (sum(extract(epoch from ends_at - starts_at)) / 60)::float8 as minutes
    from bookings b join ${sql.table(table)} named on named.business_id = b.business_id and named.id = b.${sql.ref(keys[table])}
    where b.business_id = ${business} and starts_at >= ${start} and starts_at < ${end} and status <> 'cancelled'
    group by named.id, named.name order by bookings desc, named.name`;
}

/** Time in which somebody, or with `null` nobody at all, was there. */
export type TimeOff = Interval & { readonly professional: ProfessionalId | null };

export async function timeOffIn(db: Db, stretch: Stretch): Promise<TimeOff[]> {
  const { rows } = await timeOffQuery(stretch).execute(db);
  return rows;
}

/** Its SQL, whose plan a test looks at. */
export const timeOffQuery = ({ business, start, end }: Stretch) => sql<TimeOff>`
  select professional_id as professional, starts_at as start, ends_at as "end" from time_off
  where business_id = ${business} and ends_at > ${start} and starts_at < ${end}`;

/** How often each number of stars was given in the stretch, by the stars. */
export async function ratingsIn(db: Db, stretch: Stretch): Promise<ReadonlyMap<number, number>> {
  const { rows } = await ratingsQuery(stretch).execute(db);
  return new Map(rows.map(({ stars, times }) => [stars, times]));
}

/** Its SQL, whose plan a test looks at. */
export const ratingsQuery = ({ business, start, end }: Stretch) => sql<{ stars: number; times: number }>`
  select (after ->> 'stars')::int as stars, count(*)::int as times from booking_changes
  where business_id = ${business} and kind = 'rated' and at >= ${start} and at < ${end} group by 1`;

export type Comment = { readonly stars: number; readonly text: string; readonly at: Temporal.Instant };

/** What contacts wrote with their stars, the newest first: three words or more, for "nota 5" says nothing else. */
export async function commentsIn(db: Db, stretch: Stretch): Promise<Comment[]> {
  const { rows } = await commentsQuery(stretch).execute(db);
  return rows;
}

/** Its SQL, whose plan a test looks at. */
export const commentsQuery = ({ business, start, end }: Stretch) => sql<Comment>`
  select (effect ->> 'stars')::int as stars, btrim(said -> -1 ->> 'text') as text, at
  from traces, jsonb_array_elements(effects) as effect
  where business_id = ${business} and at >= ${start} and at < ${end} and effects @> '[{"kind": "rate"}]'
    and effect ->> 'kind' = 'rate' and said -> -1 ->> 'text' ~ '\\S\\s+\\S+\\s+\\S'
  order by at desc limit 20`;

/** Why the agent handed conversations over, the most frequent first. */
export async function handoffReasons(db: Db, stretch: Stretch): Promise<{ reason: string; times: number }[]> {
  const { rows } = await handoffsQuery(stretch).execute(db);
  return rows;
}

/** Its SQL, whose plan a test looks at. */
export const handoffsQuery = ({ business, start, end }: Stretch) => sql<{ reason: string; times: number }>`
  select effect ->> 'reason' as reason, count(*)::int as times
  from traces, jsonb_array_elements(effects) as effect
  where business_id = ${business} and at >= ${start} and at < ${end}
    and effects @> '[{"kind": "handoff"}]' and effect ->> 'kind' = 'handoff'
  group by 1 order by times desc, reason limit 20`;

export type Unanswered = { readonly text: string; readonly times: number; readonly lastAt: Temporal.Instant };

/** What contacts asked and the agent could not answer, the most frequent first; the same but for case is the same. */
export async function unansweredQuestions(db: Db, stretch: Stretch): Promise<Unanswered[]> {
  const { rows } = await unansweredQuery(stretch).execute(db);
  return rows;
}

/** Its SQL, whose plan a test looks at. */
export const unansweredQuery = ({ business, start, end }: Stretch) => sql<Unanswered>`
  select (array_agg(text order by at desc))[1] as text, count(*)::int as times, max(at) as "lastAt"
  from (
    select at, btrim(said -> -1 ->> 'text') as text from traces
    where business_id = ${business} and at >= ${start} and at < ${end}
      and (acts @> '[{"act": "missing"}]' or acts @> '[{"act": "lost"}]')) as asked
  where text <> '' group by lower(text) order by times desc, "lastAt" desc limit 30`;
