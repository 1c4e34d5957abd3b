import { sql, type RawBuilder } from 'kysely';
import type { BusinessId, ProfessionalId } from '../business/business.ts';
import type { ContactId } from '../contacts/contact.ts';
import type { Db } from '../platform/db.ts';
import { HabitView } from './habit.view.ts';

/** So many of the last visits are looked at, and twice makes a habit. */
const visitsMax = 10;
const visitsMin = 2;

/**
 * Keeps what the contact's bookings come to, and whom they asked for by name: what was said goes before what was counted.
 * The business must allow it.
 */
export async function keepHabit(
  db: Db,
  business: BusinessId,
  { contact, asked }: { readonly contact: ContactId; readonly asked: ProfessionalId | null },
  now: Temporal.Instant,
): Promise<void> {
  await sql`
    with visits as (
      select service_id, professional_id, starts_at from bookings b
      where business_id = ${business} and contact_id = ${contact} and status in ('booked', 'done')
        and booked_at > coalesce((select forgotten_at from habits h
          where h.business_id = b.business_id and h.contact_id = b.contact_id), '-infinity')
      order by starts_at desc limit ${visitsMax}),
    found as (
      select ${most('service_id')} as service, coalesce(${asked}::uuid, ${most('professional_id')}) as professional)
    insert into habits as h (business_id, contact_id, service_id, professional_id, asked, at)
    select ${business}, ${contact}, service, professional, ${asked !== null}, ${now} from found
    where service is not null or professional is not null
    on conflict (business_id, contact_id) do update set service_id = excluded.service_id, at = excluded.at,
      professional_id = case when h.asked and not excluded.asked then h.professional_id else excluded.professional_id end,
      asked = h.asked or excluded.asked`.execute(db);
}

/** What most of the visits had, where it makes a habit. */
const most = (column: 'service_id' | 'professional_id') => sql`(
  select ${sql.ref(column)} from visits group by 1 having count(*) >= ${visitsMin}
  order by count(*) desc, max(starts_at) desc limit 1)`;

/** A contact's habit as JSON; null where there is none, or the business keeps none. */
export function habitJson(whose: { readonly business: RawBuilder<unknown>; readonly contact: RawBuilder<unknown> }) {
  return sql`(select jsonb_build_object('service', service_id, 'professional', professional_id) from habits
    where habits.business_id = ${whose.business} and habits.contact_id = ${whose.contact}
      and (service_id is not null or professional_id is not null))`;
}

/** By name, for people of the business; `null`: nothing is kept. */
export async function habitOf(db: Db, business: BusinessId, contact: ContactId): Promise<HabitView | null> {
  const { rows } = await sql`
    select s.name as service, p.name as professional, h.asked from habits h
      left join services s on s.business_id = h.business_id and s.id = h.service_id
      left join professionals p on p.business_id = h.business_id and p.id = h.professional_id
    where h.business_id = ${business} and h.contact_id = ${contact}
      and (h.service_id is not null or h.professional_id is not null)`.execute(db);
  return rows[0] ? HabitView.parse(rows[0]) : null;
}

/** Forgets it; what was booked up to now makes no habit any more. */
export async function forgetHabit(
  db: Db,
  business: BusinessId,
  contact: ContactId,
  now: Temporal.Instant,
): Promise<void> {
  await sql`update habits set service_id = null, professional_id = null, asked = false, forgotten_at = ${now}
    where business_id = ${business} and contact_id = ${contact}`.execute(db);
}
