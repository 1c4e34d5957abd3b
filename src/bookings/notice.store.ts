import { sql } from 'kysely';
import { z } from 'zod';
import { BusinessId } from '../business/business.ts';
import { ContactId } from '../contacts/contact.ts';
import type { Db } from '../platform/db.ts';
import { BookingId } from './booking.ts';

/** `reminder_2`: two hours before the start, or as soon after that as we can. */
const NoticeKind = z.union([z.templateLiteral(['reminder_', z.int()]), z.literal('follow_up')]);

/** Something to say to a contact unasked, about one of their bookings as it stands. */
const Notice = z
  .object({
    business: BusinessId,
    booking: BookingId,
    contact: ContactId,
    kind: NoticeKind,
    start: z.instanceof(Temporal.Instant),
  })
  .readonly();
export type Notice = z.output<typeof Notice>;

/** A follow-up that comes later than this after it was due asks about something long forgotten. */
const followUpHoursMax = 24;

/** The longest lead that a business may set (`reminder_hours`). */
const leadHoursMax = 168;

/**
 * The reminders to send now, soonest start first. Each booking is reminded once for each of the business's leads and
 * each start it has had, unless it was made, or moved there, no earlier than that lead before. When several are due
 * at once only the last is sent: nobody hears "tomorrow" and "in two hours" together.
 */
export async function dueReminders(db: Db, now: Temporal.Instant, limit: number): Promise<Notice[]> {
  const { rows } = await sql`
    select k.business_id as business, k.id as booking, k.contact_id as contact, 'reminder_' || lead.hours as kind,
      k.starts_at as start
    from bookings k
      join businesses b on b.id = k.business_id
      join contacts c on c.business_id = k.business_id and c.id = k.contact_id
      cross join lateral (select min(hours) as hours from unnest(b.reminder_hours) hours
        where k.starts_at <= ${now}::timestamptz + make_interval(hours => hours)) lead
    where k.status = 'booked' and k.starts_at > ${now} and k.starts_at <= ${now.add({ hours: leadHoursMax })}
      and coalesce(k.moved_at, k.booked_at) < k.starts_at - make_interval(hours => lead.hours)
      and c.opted_out_at is null and c.blocked_at is null
      and not exists (select from notices n where n.business_id = k.business_id and n.booking_id = k.id
        and n.kind = 'reminder_' || lead.hours and n.starts_at = k.starts_at)
    order by k.starts_at, k.id limit ${limit}`.execute(db);
  return z.array(Notice).parse(rows);
}

/** The follow-ups to send now: the visit is over for as long as the business wants, and has not been rated unasked. */
export async function dueFollowUps(db: Db, now: Temporal.Instant, limit: number): Promise<Notice[]> {
  const { rows } = await sql`
    select k.business_id as business, k.id as booking, k.contact_id as contact, 'follow_up' as kind, k.starts_at as start
    from bookings k
      join businesses b on b.id = k.business_id
      join contacts c on c.business_id = k.business_id and c.id = k.contact_id
      cross join lateral (select k.ends_at + make_interval(mins => b.follow_up_minutes) as due_at) follow_up
    where k.status in ('booked', 'done') and k.ends_at <= ${now}
      -- Nothing that ended earlier than the longest follow-up and the wait after it can be due.
      and k.ends_at > ${now.subtract({ hours: leadHoursMax + followUpHoursMax })}
      and due_at <= ${now} and due_at > ${now.subtract({ hours: followUpHoursMax })}
      and k.stars is null and c.opted_out_at is null and c.blocked_at is null
      and not exists (select from notices n where n.business_id = k.business_id and n.booking_id = k.id
        and n.kind = 'follow_up' and n.starts_at = k.starts_at)
    order by k.ends_at, k.id limit ${limit}`.execute(db);
  return z.array(Notice).parse(rows);
}

/** Which message of the transcript said it: what became of it is looked up there. */
export async function noteSaid(
  tx: Db,
  { business, booking, kind, start }: Notice,
  message: number | undefined,
): Promise<void> {
  await sql`update notices set message_id = ${message ?? null}
    where business_id = ${business} and booking_id = ${booking} and kind = ${kind} and starts_at = ${start}`.execute(
    tx,
  );
}

/**
 * Takes the notice, in the transaction that puts it into the outbox; `false`: another has it, or the booking has moved
 * or gone. Safe to race: the key lets one in, and the booking stands as it is until the transaction ends.
 *
 * The caller holds the contact's conversation already (`for update`), as a turn does before it changes a booking: taken
 * the other way round, the two would wait for each other.
 */
export async function claimNotice(
  tx: Db,
  { business, booking, kind, start }: Notice,
  now: Temporal.Instant,
): Promise<boolean> {
  const active = kind === 'follow_up' ? ['booked', 'done'] : ['booked'];
  const { rows } = await sql`
    insert into notices (business_id, booking_id, kind, starts_at, at)
    select business_id, id, ${kind}::text, starts_at, ${now}::timestamptz from bookings
      where business_id = ${business} and id = ${booking} and starts_at = ${start} and status = any(${active}::text[])
      for share
    on conflict do nothing returning booking_id`.execute(tx);
  return rows.length === 1;
}
