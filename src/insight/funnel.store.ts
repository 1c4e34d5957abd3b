import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../platform/db.ts';
import type { Funnel } from './business-report.ts';
import type { Stretch } from './report.store.ts';

/**
 * What makes a turn a step to a booking, as docs/metrics.md says it. The indexes of `0240_reports.sql` have the same
 * conditions: one that is changed here alone is answered by reading every turn.
 */
const steps = {
  wished: sql`(commands @> '[{"kind": "start", "flow": "book"}]' or commands @> '[{"kind": "ask", "topic": "availability"}]'
    or acts @> '[{"act": "ask", "slot": "service"}]' or acts @> '[{"act": "ask", "slot": "habit"}]'
    or acts @> '[{"act": "ask", "slot": "date"}]' or acts @> '[{"act": "confirm", "proposal": {"act": "book"}}]')`,
  offered: sql`(acts @> '[{"act": "offer"}]' or acts @> '[{"act": "confirm", "proposal": {"act": "book"}}]')`,
  booked: sql`(effects @> '[{"kind": "book"}]' and acts @> '[{"act": "done"}]')`,
} as const;

/** How far conversations came on their way to a visit, each counted once a local day; those begun are counted elsewhere. */
export async function funnelOf(db: Db, stretch: Stretch, now: Temporal.Instant): Promise<Omit<Funnel, 'started'>> {
  const { rows } = await funnelQuery(stretch, now).execute(db);
  return rows[0] ?? { wished: 0, offered: 0, booked: 0, came: 0, ahead: 0 };
}

/** Its SQL, whose plan a test looks at. */
export function funnelQuery(
  { business, start, end, timeZone }: Stretch,
  now: Temporal.Instant,
): RawBuilder<Omit<Funnel, 'started'>> {
  const reached = (step: keyof typeof steps) => sql`
    select conversation_id, (at at time zone ${timeZone})::date as day, ${step}::text as step from traces
    where business_id = ${business} and at >= ${start} and at < ${end} and ${steps[step]}`;
  return sql`
    with talks as (
      select conversation_id, day, bool_or(step = 'wished') as wished, bool_or(step = 'offered') as offered,
        bool_or(step = 'booked') as booked
      from (${reached('wished')} union all ${reached('offered')} union all ${reached('booked')}) as steps
      group by 1, 2),
    visits as (
      select contact_id, (booked_at at time zone ${timeZone})::date as day, bool_or(status = 'done') as came,
        bool_or(status = 'booked' and starts_at > ${now}) as ahead
      from bookings
      where business_id = ${business} and booked_at >= ${start} and booked_at < ${end} and booked_by = 'contact'
      group by 1, 2)
    select count(*) filter (where wished or booked)::int as wished,
      count(*) filter (where wished and offered or booked)::int as offered, count(*) filter (where booked)::int as booked,
      count(*) filter (where booked and came)::int as came,
      count(*) filter (where booked and ahead and not came)::int as ahead
    from talks
      left join conversations k on booked and k.business_id = ${business} and k.id = talks.conversation_id
      left join visits on visits.contact_id = k.contact_id and visits.day = talks.day`;
}
