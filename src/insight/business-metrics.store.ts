import { sql } from 'kysely';
import type { BusinessId } from '../business/business.ts';
import type { Db } from '../platform/db.ts';
import type { Interval } from '../platform/time.ts';
import { loopbackNumber } from '../whatsapp/loopback.ts';
import { nothing, type Counts } from './business-metrics.ts';

export type Period = {
  /** Whole local days up to and with today. */ readonly days: number;
  readonly timeZone: string;
  readonly now: Temporal.Instant;
  /** Of one business only. */ readonly business?: BusinessId;
};

/** Field by field as `Counts` has it. */
const sums = sql`count(distinct hour)::int as hours, sum(started)::int as started, sum(received)::int as received,
  sum(sent)::int as sent, sum(turns)::int as turns, sum(answered)::int as answered,
  sum(response_ms)::float8 as "responseMs", sum(unanswered)::int as unanswered, sum(repeated)::int as repeated,
  sum(handoffs)::int as handoffs, sum(bookings)::int as bookings, sum(by_contacts)::int as "byContacts",
  sum(revenue_cents)::float8 as "revenueCents", sum(cancelled_cents)::float8 as "cancelledCents",
  sum(ratings)::int as ratings, sum(stars)::int as stars, sum(leads)::int as leads, sum(interested)::int as interested,
  sum(interest)::int as interest`;

/** What was counted: a row a day, oldest first, twice as many days as the period has, and up to when all is in it. */
export async function countedDays(
  db: Db,
  { days, timeZone, now, business }: Period,
): Promise<{ readonly days: readonly Counts[]; readonly doneUntil: Temporal.Instant | null }> {
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  const first = today.subtract({ days: 2 * days - 1 });
  const { rows } = await sql<Counts & { day: Temporal.PlainDate }>`
    select (hour at time zone ${timeZone})::date as day, ${sums}
    from metric_hours where hour >= ${first.toZonedDateTime(timeZone).toInstant()}
      ${business === undefined ? sql`` : sql`and business_id = ${business}`} group by 1`.execute(db);
  const byDay = new Map(rows.map(({ day, ...counts }) => [day.toString(), counts]));
  return {
    days: Array.from({ length: 2 * days }, (_, index) => byDay.get(first.add({ days: index }).toString()) ?? nothing),
    doneUntil: await countedUntil(db),
  };
}

/** What was counted of a business in the hours that begin in the stretch. */
export async function countedBetween(db: Db, business: BusinessId, { start, end }: Interval): Promise<Counts> {
  const { rows } = await sql<Counts>`
    select ${sums} from metric_hours where business_id = ${business} and hour >= ${start} and hour < ${end}
    having count(*) > 0`.execute(db);
  return rows[0] ?? nothing;
}

/** Up to when all that happened is counted; `null`: nothing is yet. */
export async function countedUntil(db: Db): Promise<Temporal.Instant | null> {
  const { rows } = await sql<{ doneUntil: Temporal.Instant }>`
    select done_until as "doneUntil" from metric_progress`.execute(db);
  return rows[0]?.doneUntil ?? null;
}

/** How many conversations a contact has written in within 24 hours, those that people have among them. */
export async function activeConversations(db: Db): Promise<number> {
  const { rows } = await sql<{ active: number }>`
    select count(*)::int as active from conversations
    where phone_number_id <> ${loopbackNumber} and status <> 'closed' and last_inbound_at > now() - interval '24 hours'`.execute(
    db,
  );
  return rows[0]?.active ?? 0;
}
