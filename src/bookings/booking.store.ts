import { randomInt } from 'node:crypto';
import { sql, type RawBuilder } from 'kysely';
import type { Business, BusinessId } from '../business/business.ts';
import { instantOf } from '../business/hours.ts';
import type { ContactId } from '../contacts/contact.ts';
import type { Db } from '../platform/db.ts';
import { Fault } from '../platform/fault.ts';
import { BookingId, type BookingOutcome, type Proposal, type Refusal } from './booking.ts';
import { dayOf } from './calendar.ts';

/** What to book, and for whom. */
type Agreed = { readonly contact: ContactId; readonly proposal: Proposal };

/** Nothing that looks like something else, and no vowel that could make a word. */
const protocolLetters = '2346789BCDFGHJKMPQRTVWXY';

/** Of 190 million protocols the very one is taken: eight times in a row is no accident. */
const triesMax = 8;

/**
 * Books exactly what was proposed, or says what stands in the way. Safe to race: `bookings_no_overlap` lets one of two
 * overlapping bookings in, and where a day takes only so many they are made one after the other.
 *
 * Looked at again is what others may have changed since the slot was found: bookings, time off, how full the day is.
 *
 * @throws Fault `booking.protocol` when no free protocol can be found
 */
export async function book(db: Db, business: Business, agreed: Agreed, now: Temporal.Instant): Promise<BookingOutcome> {
  if (business.rules.perDayMax === null) return settle(db, business, agreed, now);
  const inTurn = async (tx: Db) => {
    const day = `${business.id} ${dayOf(business, agreed.proposal.slot.start).toString()}`;
    await sql`select pg_advisory_xact_lock(hashtextextended(${day}, 0))`.execute(tx);
    return settle(tx, business, agreed, now);
  };
  return db.isTransaction ? inTurn(db) : db.transaction().execute(inTurn);
}

async function settle(db: Db, business: Business, agreed: Agreed, now: Temporal.Instant): Promise<BookingOutcome> {
  const obstacle = obstacleTo(business, agreed.proposal);
  for (let tries = 0; tries < triesMax; tries++) {
    const protocol = Array.from({ length: 6 }, () => protocolLetters[randomInt(protocolLetters.length)]).join('');
    const { service, slot, priceCents, name } = agreed.proposal;
    const { rows: made } = await sql<{ id: string }>`
      insert into bookings (business_id, protocol, contact_id, professional_id, service_id, name, starts_at, ends_at,
        busy_until, price_cents, booked_at)
      select ${business.id}, ${protocol}, ${agreed.contact}, ${slot.professional}, ${service}, ${name}, ${slot.start},
        ${slot.end}, ${busyUntil(business, slot.end)}, ${priceCents}, ${now}
      where ${obstacle} is null
      on conflict do nothing
      returning id`.execute(db);
    if (made[0]) return { kind: 'booked', booking: BookingId.parse(made[0].id), protocol };
    const { rows: met } = await sql<{ why: Refusal | null }>`select ${obstacle} as why`.execute(db);
    if (met[0]?.why) return { kind: 'refused', why: met[0].why };
    // Only the protocol was in the way, or a booking that has just gone.
  }
  throw new Fault('bug', 'booking.protocol', { business: business.id });
}

/** SQL for the Refusal that the database knows of, or null. */
function obstacleTo(business: Business, { slot }: Proposal): RawBuilder<Refusal | null> {
  const day = dayOf(business, slot.start);
  const [midnight, nextMidnight] = [day, day.add({ days: 1 })].map((date) =>
    instantOf(date.toPlainDateTime(), business.timeZone),
  );
  const off = sql`from time_off where business_id = ${business.id} and starts_at < ${slot.end} and ends_at > ${slot.start}`;
  return sql`(case
    when exists (select ${off} and professional_id is null) then 'closed'
    when ${business.rules.perDayMax}::int <= (select count(*) from bookings where business_id = ${business.id}
      and status <> 'cancelled' and starts_at >= ${midnight} and starts_at < ${nextMidnight}) then 'day_full'
    when exists (select ${off} and professional_id = ${slot.professional}) then 'slot_taken'
    when exists (select from bookings where professional_id = ${slot.professional} and status = 'booked'
      and tstzrange(starts_at, busy_until) && tstzrange(${slot.start}, ${busyUntil(business, slot.end)})) then 'slot_taken'
  end)`;
}

function busyUntil({ rules }: Business, end: Temporal.Instant): Temporal.Instant {
  return end.add({ minutes: rules.bufferMinutes });
}

/** A booking as people speak of it. */
export type BookingRecord = {
  /** The service's key. */
  readonly service: string;
  /** The professional's name. */
  readonly professional: string;
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
  readonly priceCents: number;
  readonly status: string;
  /** Whom it is for. */
  readonly name: string;
  readonly contact: { readonly name: string | null; readonly waId: string | null; readonly userId: string | null };
};

/** All bookings of a business, whatever became of them, in order of their start. */
export async function bookingsOf(db: Db, business: BusinessId): Promise<BookingRecord[]> {
  const rows = await db
    .selectFrom('bookings as booking')
    .innerJoin('services as service', (join) =>
      join.onRef('service.business_id', '=', 'booking.business_id').onRef('service.id', '=', 'booking.service_id'),
    )
    .innerJoin('professionals as professional', (join) =>
      join
        .onRef('professional.business_id', '=', 'booking.business_id')
        .onRef('professional.id', '=', 'booking.professional_id'),
    )
    .innerJoin('contacts as contact', (join) =>
      join.onRef('contact.business_id', '=', 'booking.business_id').onRef('contact.id', '=', 'booking.contact_id'),
    )
    .select(['service.key as service', 'professional.name as professional', 'booking.starts_at', 'booking.ends_at'])
    .select(['booking.price_cents', 'booking.status', 'booking.name'])
    .select(['contact.name as contact_name', 'contact.wa_id', 'contact.user_id'])
    .where('booking.business_id', '=', business)
    .orderBy('booking.starts_at')
    .orderBy('professional.position')
    .execute();
  return rows.map((row) => ({
    service: row.service,
    professional: row.professional,
    start: row.starts_at,
    end: row.ends_at,
    priceCents: row.price_cents,
    status: row.status,
    name: row.name,
    contact: { name: row.contact_name, waId: row.wa_id, userId: row.user_id },
  }));
}
