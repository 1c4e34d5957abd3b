import { sql } from 'kysely';
import { z } from 'zod';
import { ProfessionalId, ResourceId, type Business, type BusinessId } from '../business/business.ts';
import type { Db } from '../platform/db.ts';
import { isBefore, type Interval } from '../platform/time.ts';
import type { Agenda } from './agenda.ts';

/** The longest service and the longest buffer: a slot that starts before `to` meets nothing that begins so much later. */
const reach = Temporal.Duration.from({ hours: 24 + 4 });

const instant = z.string().transform((text) => Temporal.Instant.from(text));
const Slot = z.object({ professional: ProfessionalId, start: instant, end: instant });
const Taken = z.array(Slot);
const Row = z.object({
  bookings: Taken,
  timeOff: Taken,
  closed: z.array(z.object({ start: instant, end: instant })),
  units: z.array(Slot.extend({ resource: ResourceId, unit: z.int() })),
  perDay: z.record(z.string(), z.int()),
});

/**
 * What is taken for services that start between the two moments, in one round trip. Bookings are counted by day only
 * where the business limits their number, and from the local midnight before `from`.
 */
export async function agendaOf(
  db: Db,
  business: BusinessId,
  from: Temporal.Instant,
  to: Temporal.Instant,
): Promise<Agenda> {
  const until = to.add(reach);
  const { rows } = await sql`
    with off as (
      select professional_id as professional, starts_at as start, ends_at as "end" from time_off
      where business_id = ${business} and ends_at > ${from} and starts_at < ${until}
    ), taken as (
      select professional_id as professional, starts_at as start, busy_until as "end" from bookings
      where business_id = ${business} and status = 'booked' and busy_until > ${from} and starts_at < ${until}
    ), units as (
      select k.professional_id as professional, u.starts_at as start, u.busy_until as "end", u.resource_id as resource,
        u.unit
      from booking_units u join bookings k on k.business_id = u.business_id and k.id = u.booking_id
      where u.business_id = ${business} and u.busy_until > ${from} and u.starts_at < ${until}
    ), days as (
      select (k.starts_at at time zone b.time_zone)::date as day, count(*) as count
      from businesses b join bookings k on k.business_id = b.id
      where b.id = ${business} and b.per_day_max is not null and k.status <> 'cancelled'
        and k.starts_at >= date_trunc('day', ${from}::timestamptz, b.time_zone) and k.starts_at < ${until}
      group by 1
    )
    select
      (select coalesce(jsonb_agg(to_jsonb(taken)), '[]') from taken) as bookings,
      (select coalesce(jsonb_agg(to_jsonb(off)), '[]') from off where professional is not null) as "timeOff",
      (select coalesce(jsonb_agg(to_jsonb(off)), '[]') from off where professional is null) as closed,
      (select coalesce(jsonb_agg(to_jsonb(units)), '[]') from units) as units,
      (select coalesce(jsonb_object_agg(day, count), '{}') from days) as "perDay"`.execute(db);
  const { bookings, timeOff, closed, units, perDay } = Row.parse(rows[0]);
  return {
    busy: byProfessional(bookings),
    timeOff: byProfessional(timeOff),
    closed,
    units,
    perDay: new Map(Object.entries(perDay)),
  };
}

function byProfessional(taken: z.output<typeof Taken>): ReadonlyMap<ProfessionalId, readonly Interval[]> {
  return Map.groupBy(taken, ({ professional }) => professional);
}

/** The agenda from now to the end of the last day that can be booked, as it stands. */
export function freshAgenda(db: Db, { id, rules }: Business, now: Temporal.Instant): Promise<Agenda> {
  return agendaOf(db, id, now, horizonOf(rules, now));
}

/** The end of the last day that can be booked, or a little later. */
function horizonOf({ horizonDays }: Business['rules'], now: Temporal.Instant): Temporal.Instant {
  return now.add({ hours: 24 * (horizonDays + 1) });
}

/** What a process remembers of agendas: as they were at a revision, looking ahead to a moment. */
export type AgendaCache = Map<
  BusinessId,
  { readonly revision: number; readonly until: Temporal.Instant; readonly agenda: Agenda }
>;

/** How much further than asked an agenda is loaded, so that it serves for a while as time goes on. */
const ahead = Temporal.Duration.from({ hours: 6 });

/** The agenda from now to the business's horizon, at this revision or a later one: from the cache, or loaded into it. */
export async function cachedAgenda(
  cache: AgendaCache,
  db: Db,
  { id, rules }: Business,
  { revision, now }: { readonly revision: number; readonly now: Temporal.Instant },
): Promise<Agenda> {
  const horizon = horizonOf(rules, now);
  const known = cache.get(id);
  if (known && known.revision >= revision && isBefore(horizon, known.until)) return known.agenda;
  const until = horizon.add(ahead);
  const agenda = await agendaOf(db, id, now, until);
  cache.set(id, { revision, until, agenda });
  return agenda;
}
