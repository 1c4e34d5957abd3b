import { sql, type RawBuilder } from 'kysely';
import { z } from 'zod';
import type { Business, BusinessId, ProfessionalId, ServiceId } from '../business/business.ts';
import type { Db } from '../platform/db.ts';
import type { Interval } from '../platform/time.ts';
import type { BookingId, MoveOutcome, Slot } from './booking.ts';
import { BookingView } from './book.view.ts';
import { busyUntil, inTurn, obstacleTo } from './keeping.store.ts';

const instant = z.instanceof(Temporal.Instant);

/** As the calendar shows it, with its times as times. */
const Row = BookingView.extend({ start: instant, end: instant });
export type BookedRow = z.output<typeof Row>;

const columns = sql`b.id, b.protocol, jsonb_build_object('id', s.id, 'name', s.name) as service,
  b.professional_id as professional,
  jsonb_build_object('id', c.id, 'name', coalesce(c.name, c.profile_name), 'phone', c.wa_id) as contact, b.name,
  b.starts_at as start, b.ends_at as end, b.price_cents as "priceCents", b.status,
  b.confirmed_at is not null as "isConfirmed", b.late_minutes as "lateMinutes"`;

const joined = sql`from bookings b
  join services s on s.business_id = b.business_id and s.id = b.service_id
  join contacts c on c.business_id = b.business_id and c.id = b.contact_id`;

/** No booking is longer: one that reaches into the days asked for begins at most so long before. */
const longestHours = 24;

/** The bookings that touch this stretch of time, in order of their start, those that were cancelled too. */
export async function bookingsBetween(db: Db, business: BusinessId, within: Interval): Promise<BookedRow[]> {
  const { rows } = await bookingsBetweenQuery(business, within).execute(db);
  return z.array(Row).parse(rows);
}

/** Its SQL, whose plan a test looks at. */
export function bookingsBetweenQuery(business: BusinessId, { start, end }: Interval): RawBuilder<unknown> {
  return sql`select ${columns} ${joined} where b.business_id = ${business}
    and b.starts_at >= ${start.subtract({ hours: longestHours })} and b.starts_at < ${end} and b.ends_at > ${start}
    order by b.starts_at, b.id`;
}

/** A contact's last bookings, the latest first. */
export async function bookingsOfContact(db: Db, business: BusinessId, contact: string): Promise<BookedRow[]> {
  const { rows } = await sql`select ${columns} ${joined} where b.business_id = ${business} and b.contact_id = ${contact}
    order by b.starts_at desc limit 50`.execute(db);
  return z.array(Row).parse(rows);
}

const TimeOff = z.object({
  id: z.string(),
  professional: z.string().nullable(),
  start: instant,
  end: instant,
  reason: z.string(),
});

/** What is off in this stretch of time. */
export async function timeOffBetween(db: Db, business: BusinessId, { start, end }: Interval) {
  const { rows } = await sql`select id, professional_id as professional, starts_at as start, ends_at as end, reason
    from time_off where business_id = ${business} and ends_at > ${start} and starts_at < ${end} order by starts_at`.execute(
    db,
  );
  return z.array(TimeOff).parse(rows);
}

type Off = Interval & { readonly professional: ProfessionalId | null; readonly reason: string };

/** Blocks a stretch of time. What is booked in it stays: a person decides what becomes of it. */
export async function blockTime(
  db: Db,
  business: BusinessId,
  { professional, start, end, reason }: Off,
): Promise<string> {
  const { id } = await db
    .insertInto('time_off')
    .values({ business_id: business, professional_id: professional, starts_at: start, ends_at: end, reason })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Opens it again. `false`: nothing of this id is blocked. */
export async function freeTime(db: Db, business: BusinessId, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('time_off')
    .where('business_id', '=', business)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

/** What a booking is of, and when; `null`: there is none of this id. */
export async function bookedById(db: Db, business: BusinessId, id: BookingId): Promise<BookedRow | null> {
  const { rows } = await sql`select ${columns} ${joined} where b.business_id = ${business} and b.id = ${id}`.execute(
    db,
  );
  return rows[0] ? Row.parse(rows[0]) : null;
}

type Moving = { readonly booking: BookingId; readonly service: ServiceId; readonly slot: Slot };

/** A person of the business moves a booking: policies bind contacts, two bookings at one time bind everybody. */
export function moveForContact(
  db: Db,
  business: Business,
  { booking, service, slot }: Moving,
  now: Temporal.Instant,
): Promise<MoveOutcome> {
  return inTurn(db, business.id, async (tx) => {
    const obstacle = obstacleTo(business, { service, slot, moving: booking });
    const { rows: moved } = await sql<{ protocol: string }>`
      update bookings set starts_at = ${slot.start}, ends_at = ${slot.end}, professional_id = ${slot.professional},
        busy_until = ${busyUntil(business, service, slot)}, moved_at = ${now}, confirmed_at = null, late_at = null,
        late_minutes = null, changed_by = 'person', changed_at = ${now}
      where business_id = ${business.id} and id = ${booking} and status = 'booked' and ${obstacle} is null
      returning protocol`.execute(tx);
    if (moved[0]) return { kind: 'moved', protocol: moved[0].protocol };
    const { rows: met } = await sql<{ why: 'slot_taken' | 'closed' | 'day_full' | null }>`
      select ${obstacle} as why`.execute(tx);
    return { kind: 'refused', why: met[0]?.why ?? 'gone' };
  });
}
