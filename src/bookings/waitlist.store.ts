import { sql } from 'kysely';
import { z } from 'zod';
import { ServiceId, type Business, type BusinessId } from '../business/business.ts';
import { ContactId } from '../contacts/contact.ts';
import type { Db } from '../platform/db.ts';
import type { Slot } from './booking.ts';
import type { WaitlistWish } from './waitlist.ts';

export const WaitlistId = z.uuid().brand<'WaitlistId'>();
export type WaitlistId = z.output<typeof WaitlistId>;

/** Who waits, and for what. */
type Wish = WaitlistWish & { readonly contact: ContactId };

/** How long a slot is offered to one contact before the next may hear of it. */
const offerMinutes = 30;

/** Puts the contact on the waitlist. The same wish said again keeps its place. */
export async function joinWaitlist(db: Db, business: BusinessId, wish: Wish, now: Temporal.Instant): Promise<void> {
  const { contact, service, professional, from, to, fromTime, toTime } = wish;
  const endTime = toTime?.equals(new Temporal.PlainTime()) ? null : toTime;
  await sql`insert into waitlist (business_id, contact_id, service_id, professional_id, from_date, to_date, from_time,
      to_time, wished_at)
    values (${business}, ${contact}, ${service}, ${professional}, ${from}, ${to}, ${fromTime}, ${endTime}, ${now})
    on conflict do nothing`.execute(db);
}

/** Takes all wishes of the contact off the waitlist. */
export async function leaveWaitlist(db: Db, business: BusinessId, contact: ContactId): Promise<void> {
  await sql`delete from waitlist where business_id = ${business} and contact_id = ${contact}`.execute(db);
}

const WishRow = z.object({
  id: z.string(),
  contact: z.object({ id: z.string(), name: z.string().nullable(), phone: z.string().nullable() }),
  service: z.string(),
  professional: z.string().nullable(),
  from: z.string(),
  to: z.string(),
  fromTime: z.string().nullable(),
  toTime: z.string().nullable(),
  wishedAt: z.instanceof(Temporal.Instant),
});

/** Wishes that today or later could still come true, the oldest first. */
export async function waitlistOf(
  db: Db,
  business: BusinessId,
  today: Temporal.PlainDate,
): Promise<z.output<typeof WishRow>[]> {
  const { rows } = await sql`
    select w.id, jsonb_build_object('id', c.id, 'name', coalesce(c.name, c.profile_name), 'phone', c.wa_id) as contact,
      s.name as service, p.name as professional, w.from_date::text as "from", w.to_date::text as "to",
      to_char(w.from_time, 'HH24:MI') as "fromTime", to_char(w.to_time, 'HH24:MI') as "toTime", w.wished_at as "wishedAt"
    from waitlist w
      join contacts c on c.business_id = w.business_id and c.id = w.contact_id
      join services s on s.business_id = w.business_id and s.id = w.service_id
      left join professionals p on p.business_id = w.business_id and p.id = w.professional_id
    where w.business_id = ${business} and w.to_date >= ${today}::date
    order by w.wished_at, w.id limit 200`.execute(db);
  return z.array(WishRow).parse(rows);
}

/** Takes one wish off the waitlist. */
export async function dropWish(db: Db, business: BusinessId, id: WaitlistId): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('waitlist')
    .where('business_id', '=', business)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

/** Who waits, and the slot that would be offered: it begins with the free one and is as long as their service. */
export type Waiting = {
  readonly id: WaitlistId;
  readonly contact: ContactId;
  readonly service: ServiceId;
  readonly slot: Slot;
};

const Row = z.object({ id: WaitlistId, contact: ContactId, service: ServiceId });

/**
 * Who waits for a slot that became free, first come first. Left out: whose service is longer or not performed by this
 * professional, whom this very slot was offered to before, who has booked meanwhile what they waited for, who opted out.
 */
export async function waitingFor(db: Db, business: Business, slot: Slot): Promise<Waiting[]> {
  const local = slot.start.toZonedDateTimeISO(business.timeZone);
  const [day, time] = [local.toPlainDate(), local.toPlainTime()];
  const ends = new Map(
    business.services
      .filter(({ professionals }) => professionals.includes(slot.professional))
      .map(({ id, minutes }) => [id, slot.start.add({ minutes })] as const)
      .filter(([, end]) => Temporal.Instant.compare(end, slot.end) <= 0),
  );
  const { rows } = await sql`
    select w.id, w.contact_id as contact, w.service_id as service
    from waitlist w join contacts c on c.business_id = w.business_id and c.id = w.contact_id
    where w.business_id = ${business.id} and w.service_id = any(${[...ends.keys()]}::uuid[])
      and coalesce(w.professional_id, ${slot.professional}) = ${slot.professional}
      and ${day}::date between w.from_date and w.to_date
      and coalesce(${time}::time >= w.from_time, true) and coalesce(${time}::time < w.to_time, true)
      and c.opted_out_at is null and c.blocked_at is null
      and not exists (select from waitlist_offers o where o.business_id = w.business_id and o.waitlist_id = w.id
        and o.professional_id = ${slot.professional} and o.starts_at = ${slot.start})
      and not exists (select from bookings k where k.business_id = w.business_id and k.contact_id = w.contact_id
        and k.service_id = w.service_id and k.status = 'booked' and k.booked_at >= w.wished_at
        and (k.starts_at at time zone ${business.timeZone})::date between w.from_date and w.to_date)
    order by w.wished_at, w.id`.execute(db);
  return z
    .array(Row)
    .parse(rows)
    .flatMap((waiting) => {
      const end = ends.get(waiting.service);
      return end ? [{ ...waiting, slot: { ...slot, end } }] : [];
    });
}

/**
 * Marks the slot as offered to who waits, or finds that it may not be: it, or a part of it, is on offer to another, or
 * was offered to them before. Safe to race: an exclusion constraint lets one open offer of a slot in.
 */
export async function offerSlot(
  tx: Db,
  business: BusinessId,
  { id, slot }: Pick<Waiting, 'id' | 'slot'>,
  now: Temporal.Instant,
): Promise<boolean> {
  const { rows } = await sql`
    insert into waitlist_offers (business_id, waitlist_id, professional_id, starts_at, ends_at, offered_at, expires_at)
    values (${business}, ${id}, ${slot.professional}, ${slot.start}, ${slot.end}, ${now}, ${now.add({ minutes: offerMinutes })})
    on conflict do nothing returning waitlist_id`.execute(tx);
  return rows.length === 1;
}
