import { sql } from 'kysely';
import { z } from 'zod';
import { BusinessId, ProfessionalId } from '../business/business.ts';
import { ContactId } from '../contacts/contact.ts';
import type { Db } from '../platform/db.ts';
import { WaitlistId } from './waitlist.store.ts';

/** A slot that a booking has given back. */
const Freed = z.object({
  business: BusinessId,
  /** Of the business: a copy with a lower one is stale. */
  revision: z.int(),
  timeZone: z.string(),
  professional: ProfessionalId,
  start: z.instanceof(Temporal.Instant),
  end: z.instanceof(Temporal.Instant),
  /** Who has just called it off, and is not offered it again. */
  contact: ContactId,
  at: z.instanceof(Temporal.Instant),
});
export type Freed = z.output<typeof Freed>;

/** Offered to one after the other for so long; after that nobody is told of it any more. */
const offeredHours = 48;

/**
 * The slots ahead that a cancelled or moved booking has left, where somebody waits and none of it is on offer now. They
 * may be taken again already: the caller looks.
 */
export async function freedSlots(db: Db, now: Temporal.Instant): Promise<Freed[]> {
  const { rows } = await sql`
    select distinct on (c.business_id, place.professional, place.start) c.business_id as business, b.revision,
      b.time_zone as "timeZone", place.professional, place.start, place."end", k.contact_id as contact, c.at
    from booking_changes c
      join businesses b on b.id = c.business_id
      join bookings k on k.business_id = c.business_id and k.id = c.booking_id
      cross join lateral jsonb_to_record(c.before) as place (professional uuid, start timestamptz, "end" timestamptz)
    where c.kind in ('cancelled', 'moved') and c.at > ${now.subtract({ hours: offeredHours })} and place.start > ${now}
      and exists (select from waitlist w where w.business_id = c.business_id and w.wished_at <= c.at)
      and not exists (select from waitlist_offers o where o.business_id = c.business_id
        and o.professional_id = place.professional and o.expires_at > ${now}
        and tstzrange(o.starts_at, o.ends_at) && tstzrange(place.start, place."end"))
    order by c.business_id, place.professional, place.start, c.at desc`.execute(db);
  return z.array(Freed).parse(rows);
}

/** Those of these wishes that were there when the slot became free: who came later has looked at the agenda themselves. */
export async function wishedBefore(
  db: Db,
  business: BusinessId,
  wishes: readonly WaitlistId[],
  at: Temporal.Instant,
): Promise<ReadonlySet<WaitlistId>> {
  const { rows } = await sql<{ id: string }>`select id from waitlist
    where business_id = ${business} and id = any(${wishes}::uuid[]) and wished_at <= ${at}`.execute(db);
  return new Set(rows.map(({ id }) => WaitlistId.parse(id)));
}
