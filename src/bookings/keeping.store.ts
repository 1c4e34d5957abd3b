import { sql, type RawBuilder } from 'kysely';
import type { Business, BusinessId, ServiceId } from '../business/business.ts';
import { instantOf } from '../business/hours.ts';
import type { Db } from '../platform/db.ts';
import type { BookingId, Refusal, Slot } from './booking.ts';
import { bufferOf, dayOf } from './calendar.ts';

/**
 * Changes bookings of a business while nobody else does, in the caller's transaction or one of its own: what the task
 * looks at stays true until it is committed.
 *
 * Every booking written locks its business anyway, to raise the agenda's revision. Locked last, two who each book
 * several slots would wait for each other.
 */
export function inTurn<Result>(db: Db, business: BusinessId, task: (tx: Db) => Promise<Result>): Promise<Result> {
  const held = async (tx: Db) => {
    await sql`select from businesses where id = ${business} for no key update`.execute(tx);
    return task(tx);
  };
  return db.isTransaction ? held(db) : db.transaction().execute(held);
}

/** Where a booking is to be. `moving`: the booking that is to go there; it is not in its own way. */
type Place = { readonly service: ServiceId; readonly slot: Slot; readonly moving: BookingId | null };

/**
 * SQL for the Refusal that the database knows of, or null: what others may have changed since the slot was found, that
 * is bookings and what they use, time off, how full the day is.
 */
export function obstacleTo(business: Business, { service, slot, moving }: Place): RawBuilder<Refusal | null> {
  const day = dayOf(business, slot.start);
  const [midnight, nextMidnight] = [day, day.add({ days: 1 })].map((date) =>
    instantOf(date.toPlainDateTime(), business.timeZone),
  );
  const busy = sql`tstzrange(${slot.start}, ${busyUntil(business, service, slot)})`;
  const off = sql`from time_off where business_id = ${business.id} and starts_at < ${slot.end} and ends_at > ${slot.start}`;
  const others = sql`from bookings other where other.business_id = ${business.id} and other.id is distinct from ${moving}::uuid`;
  return sql`(case
    when exists (select ${off} and professional_id is null) then 'closed'
    when ${business.rules.perDayMax}::int <= (select count(*) ${others}
      and other.status <> 'cancelled' and other.starts_at >= ${midnight} and other.starts_at < ${nextMidnight}) then 'day_full'
    when exists (select ${off} and professional_id = ${slot.professional}) then 'slot_taken'
    when exists (select ${others} and other.professional_id = ${slot.professional} and other.status = 'booked'
      and tstzrange(other.starts_at, other.busy_until) && ${busy}) then 'slot_taken'
    when exists (select from service_resources needed
      join resources on resources.business_id = needed.business_id and resources.id = needed.resource_id
      where needed.business_id = ${business.id} and needed.service_id = ${service}
        and not exists (select from generate_series(1, resources.count) unit
          where not exists (select from booking_units taken where taken.business_id = needed.business_id
            and taken.resource_id = needed.resource_id and taken.unit = unit.unit
            and taken.booking_id is distinct from ${moving}::uuid
            and tstzrange(taken.starts_at, taken.busy_until) && ${busy}))) then 'slot_taken'
  end)`;
}

/** The end of the slot and of the buffer after the service. */
export function busyUntil(business: Business, service: ServiceId, { end }: Slot): Temporal.Instant {
  return end.add({ minutes: bufferOf(business, service) });
}
