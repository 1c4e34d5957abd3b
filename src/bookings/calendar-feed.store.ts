import { sql, type RawBuilder } from 'kysely';
import type { BusinessId } from '../business/business.ts';
import type { Db } from '../platform/db.ts';
import type { BookingId } from './booking.ts';
import { bookingFile, professionalFeed, type CalendarEntry } from './calendar-feed.ts';

/** How far back a feed goes, and how much it holds at the most: a calendar fetches all of it again and again. */
const daysBack = 30;
const entriesMax = 2_000;

type Issuer = Parameters<typeof bookingFile>[0];

/** A professional's feed as its calendar may read it now; `null`: nobody has this token. */
export async function feedByToken(db: Db, token: string, now: Temporal.Instant): Promise<string | null> {
  const { rows } = await sql<Issuer & { business: BusinessId; id: string; professional: string }>`
    select ${issuer}, p.business_id as business, p.id, p.name as professional
    from professionals p join businesses b on b.id = p.business_id where p.calendar_token = ${token}`.execute(db);
  const [found] = rows;
  if (!found) return null;
  const since = now.subtract({ hours: 24 * daysBack });
  const { rows: entries } = await sql<CalendarEntry>`
    select ${entry} where k.business_id = ${found.business} and k.professional_id = ${found.id}
      and k.starts_at > ${since} order by k.starts_at, k.id limit ${entriesMax}`.execute(db);
  return professionalFeed(found, found.professional, entries);
}

/** A booking as a file for its contact's calendar; `null`: no booking has this token. */
export async function bookingByToken(db: Db, token: string): Promise<string | null> {
  const [issuers, entries] = [
    await sql<Issuer>`
      select ${issuer} from businesses b join bookings k on k.business_id = b.id where k.calendar_token = ${token}`.execute(
      db,
    ),
    await sql<CalendarEntry>`select ${entry} where k.calendar_token = ${token}`.execute(db),
  ];
  const [by, found] = [issuers.rows[0], entries.rows[0]];
  return by && found ? bookingFile(by, found) : null;
}

const issuer = sql`b.name, b.address, b.time_zone as "timeZone", b.language`;

const entry: RawBuilder<CalendarEntry> = sql`
  k.id, k.protocol, k.status, k.starts_at as start, k.ends_at as "end", k.booked_at as "bookedAt",
  s.name as service, p.name as professional, coalesce(nullif(k.name, ''), c.name, '') as name,
  (select count(*) - 1 from booking_changes h where h.business_id = k.business_id and h.booking_id = k.id) as changes,
  (select max(h.at) from booking_changes h where h.business_id = k.business_id and h.booking_id = k.id) as "changedAt"
  from bookings k
    join services s on s.business_id = k.business_id and s.id = k.service_id
    join professionals p on p.business_id = k.business_id and p.id = k.professional_id
    join contacts c on c.business_id = k.business_id and c.id = k.contact_id`;

/** Where the API gives out a booking's file; `null`: there is no such booking. */
export async function bookingFilePath(db: Db, business: BusinessId, booking: BookingId): Promise<string | null> {
  const row = await db
    .selectFrom('bookings')
    .select('calendar_token')
    .where('business_id', '=', business)
    .where('id', '=', booking)
    .executeTakeFirst();
  return row ? `/bookings/${row.calendar_token}.ics` : null;
}

/** Where the API gives out the feed of each professional, in the business's order. */
export async function feedPaths(
  db: Db,
  business: BusinessId,
): Promise<{ readonly professional: string; readonly path: string }[]> {
  const rows = await db
    .selectFrom('professionals')
    .select(['name', 'calendar_token'])
    .where('business_id', '=', business)
    .orderBy('position')
    .execute();
  return rows.map(({ name, calendar_token }) => ({ professional: name, path: `/calendar/${calendar_token}.ics` }));
}
