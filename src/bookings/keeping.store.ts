import { sql, type RawBuilder } from 'kysely';
import type { Business, BusinessId } from '../business/business.ts';
import { instantOf } from '../business/hours.ts';
import type { Db } from '../platform/db.ts';
import type { BookingId, Refusal, Slot } from './booking.ts';
import { dayOf } from './calendar.ts';

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

/**
 * SQL for the Refusal that the database knows of, or null: what others may have changed since the slot was found, that
 * is bookings, time off, how full the day is.
 *
 * @param moving the booking that is to go there: it is not in its own way
 */
export function obstacleTo(business: Business, slot: Slot, moving: BookingId | null): RawBuilder<Refusal | null> {
  const day = dayOf(business, slot.start);
  const [midnight, nextMidnight] = [day, day.add({ days: 1 })].map((date) =>
    instantOf(date.toPlainDateTime(), business.timeZone),
  );
  const off = sql`from time_off where business_id = ${business.id} and starts_at < ${slot.end} and ends_at > ${slot.start}`;
  const others = sql`from bookings other where other.business_id = ${business.id} and other.id is distinct from ${moving}::uuid`;
  return sql`(case
    when exists (select ${off} and professional_id is null) then 'closed'
    when ${business.rules.perDayMax}::int <= (select count(*) ${others}
      and other.status <> 'cancelled' and other.starts_at >= ${midnight} and other.starts_at < ${nextMidnight}) then 'day_full'
    when exists (select ${off} and professional_id = ${slot.professional}) then 'slot_taken'
    when exists (select ${others} and other.professional_id = ${slot.professional} and other.status = 'booked'
      and tstzrange(other.starts_at, other.busy_until) && tstzrange(${slot.start}, ${busyUntil(business, slot)})) then 'slot_taken'
  end)`;
}

/** The slot and the buffer after it. */
export function busyUntil({ rules }: Business, { end }: Slot): Temporal.Instant {
  return end.add({ minutes: rules.bufferMinutes });
}
