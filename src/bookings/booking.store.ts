import { randomInt } from 'node:crypto';
import { sql, type RawBuilder } from 'kysely';
import type { Business, BusinessId, ServiceId } from '../business/business.ts';
import type { ContactId } from '../contacts/contact.ts';
import type { Db } from '../platform/db.ts';
import { Fault } from '../platform/fault.ts';
import {
  BookingId,
  OwnBookings,
  type BookingOutcome,
  type CancelOutcome,
  type ConfirmOutcome,
  type MoveOutcome,
  type OwnBooking,
  type Proposal,
  type RateOutcome,
  type Refusal,
  type Slot,
} from './booking.ts';
import { busyUntil, inTurn, obstacleTo } from './keeping.store.ts';
import { whyNotCancel, whyNotMove } from './policy.ts';

/** What to book, and for whom. */
type Agreed = {
  readonly contact: ContactId;
  readonly items: readonly Proposal[];
  /** Who asked for it; the contact, unless said. */
  readonly by?: 'contact' | 'person';
};

/** A booking that its contact speaks of. Somebody else's is `gone` to them. */
type Meant = { readonly contact: ContactId; readonly booking: BookingId };

type Made = { readonly id: BookingId; readonly protocol: string };

/** Nothing that looks like something else, and no vowel that could make a word. */
const protocolLetters = '2346789BCDFGHJKMPQRTVWXY';

/** Of 190 million protocols the very one is taken: eight times in a row is no accident. */
const triesMax = 8;

/**
 * Books exactly what was proposed, all of it, or says what stands in the way and books none. Safe to race:
 * `bookings_no_overlap` lets one of two overlapping bookings in, and those of a business are made one after the other.
 *
 * @throws Fault `booking.protocol` when no free protocol can be found
 */
export function book(db: Db, business: Business, agreed: Agreed, now: Temporal.Instant): Promise<BookingOutcome> {
  return inTurn(db, business.id, async (tx) => {
    await sql`savepoint book`.execute(tx);
    const bookings: Made[] = [];
    for (const [item, proposal] of agreed.items.entries()) {
      const made = await settle(tx, business, { ...agreed, proposal }, now);
      if (typeof made === 'string') {
        await sql`rollback to savepoint book`.execute(tx);
        return { kind: 'refused', why: made, item };
      }
      bookings.push(made);
    }
    return { kind: 'booked', bookings };
  });
}

async function settle(
  tx: Db,
  business: Business,
  { contact, proposal, by = 'contact' }: Omit<Agreed, 'items'> & { readonly proposal: Proposal },
  now: Temporal.Instant,
): Promise<Made | Refusal> {
  const { service, slot, priceCents, name } = proposal;
  const obstacle = obstacleTo(business, { service, slot, moving: null });
  for (let tries = 0; tries < triesMax; tries++) {
    const protocol = Array.from({ length: 6 }, () => protocolLetters[randomInt(protocolLetters.length)]).join('');
    const { rows: made } = await sql<{ id: string }>`
      insert into bookings (business_id, protocol, contact_id, professional_id, service_id, name, starts_at, ends_at,
        busy_until, price_cents, booked_at, booked_by)
      select ${business.id}, ${protocol}, ${contact}, ${slot.professional}, ${service}, ${name}, ${slot.start},
        ${slot.end}, ${busyUntil(business, service, slot)}, ${priceCents}, ${now}, ${by}
      where ${obstacle} is null
      on conflict do nothing
      returning id`.execute(tx);
    if (made[0]) return { id: BookingId.parse(made[0].id), protocol };
    const { rows: met } = await sql<{ why: Refusal | null }>`select ${obstacle} as why`.execute(tx);
    if (met[0]?.why) return met[0].why;
    // Only the protocol was in the way.
  }
  throw new Fault('bug', 'booking.protocol', { business: business.id });
}

/** Where a booking goes. The professional and the time are in the slot. */
type Moving = Meant & { readonly slot: Slot; readonly service?: ServiceId };

/**
 * Moves a booking, in its own row. The price stays as agreed, unless the contact now wants another service. One that is
 * there already is `moved` and stays as it is, so that a second yes costs none of the moves that are allowed.
 */
export function move(
  db: Db,
  business: Business,
  { contact, booking, slot, service }: Moving,
  now: Temporal.Instant,
): Promise<MoveOutcome> {
  const meant = { contact, booking };
  return inTurn(db, business.id, async (tx) => {
    const found = await standingOf(tx, business.id, meant);
    if (!found) return refused('gone');
    if (isThere(found, slot, service)) return { kind: 'moved', protocol: found.protocol };
    const place = { service: service ?? found.service, slot, moving: booking };
    const obstacle = obstacleTo(business, place);
    const { rows: moved } = await sql<{ protocol: string }>`
      update bookings set starts_at = ${slot.start}, ends_at = ${slot.end}, professional_id = ${slot.professional},
        busy_until = ${busyUntil(business, place.service, slot)}, service_id = ${place.service},
        price_cents = ${priceOf(business, found, place.service)}, moves = moves + 1, moved_at = ${now},
        confirmed_at = null, late_at = null, late_minutes = null, changed_by = 'contact', changed_at = ${now}
      where ${own(business.id, meant)} and ${isAhead(now, business.policies.rescheduleNoticeHours)}
        and coalesce(moves < ${business.policies.reschedulesMax}::int, true) and ${obstacle} is null
      returning protocol`.execute(tx);
    if (moved[0]) return { kind: 'moved', protocol: moved[0].protocol };
    const { rows: met } = await sql<{ why: Refusal | null }>`select ${obstacle} as why`.execute(tx);
    return refused(whyNotMove(found, business, now) ?? met[0]?.why ?? 'slot_taken');
  });
}

function isThere(found: Standing, slot: Slot, service: ServiceId = found.service): boolean {
  const isSame = found.start.equals(slot.start) && found.professional === slot.professional;
  return isSame && found.service === service && found.status === 'booked';
}

function priceOf({ services }: Business, { service, priceCents }: Standing, wanted: ServiceId): number {
  const other = wanted === service ? undefined : services.find(({ id }) => id === wanted);
  return other?.priceCents ?? priceCents;
}

/** Cancels a booking: its time is free again at once. One that is cancelled already is `gone`. */
export function cancel(db: Db, business: Business, meant: Meant, now: Temporal.Instant): Promise<CancelOutcome> {
  return inTurn(db, business.id, async (tx) => {
    const { rows: cancelled } = await sql<{ protocol: string }>`
      update bookings set status = 'cancelled', changed_by = 'contact', changed_at = ${now}
      where ${own(business.id, meant)} and ${isAhead(now, business.policies.cancelNoticeHours)}
      returning protocol`.execute(tx);
    if (cancelled[0]) return { kind: 'cancelled', protocol: cancelled[0].protocol };
    const found = await standingOf(tx, business.id, meant);
    return refused((found && whyNotCancel(found, business, now)) ?? 'gone');
  });
}

/** The contact says that they come. Said twice it is the same. */
export function confirmVisit(db: Db, business: Business, meant: Meant, now: Temporal.Instant): Promise<ConfirmOutcome> {
  return inTurn(db, business.id, async (tx) => {
    const { rows: confirmed } = await sql<{ protocol: string }>`
      update bookings set confirmed_at = coalesce(confirmed_at, ${now}), changed_by = 'contact', changed_at = ${now}
      where ${own(business.id, meant)} and ${isAhead(now, null)}
      returning protocol`.execute(tx);
    if (confirmed[0]) return { kind: 'confirmed', protocol: confirmed[0].protocol };
    const found = await standingOf(tx, business.id, meant);
    return refused(found?.status === 'booked' ? 'past' : 'gone');
  });
}

/** The contact says how it was; the last word counts. Before the visit is over it is `too_soon`. */
export function rate(
  db: Db,
  business: Business,
  { stars, ...meant }: Meant & { /** 1 to 5. */ readonly stars: number },
  now: Temporal.Instant,
): Promise<RateOutcome> {
  return inTurn(db, business.id, async (tx) => {
    const { rows: rated } = await sql<{ protocol: string }>`
      update bookings set stars = ${stars}, changed_by = 'contact', changed_at = ${now}
      where ${own(business.id, meant)} and status in ('booked', 'done') and ends_at <= ${now}
      returning protocol`.execute(tx);
    if (rated[0]) return { kind: 'rated', protocol: rated[0].protocol };
    const found = await standingOf(tx, business.id, meant);
    return refused(found?.status === 'booked' || found?.status === 'done' ? 'too_soon' : 'gone');
  });
}

function own(business: BusinessId, { contact, booking }: Meant): RawBuilder<unknown> {
  return sql`bookings.business_id = ${business} and bookings.id = ${booking} and bookings.contact_id = ${contact}`;
}

/** SQL for what `policy.ts` says of a booking's status and start. */
function isAhead(now: Temporal.Instant, noticeHours: number | null): RawBuilder<unknown> {
  const earliest = now.add({ hours: noticeHours ?? 0 });
  return sql`bookings.status = 'booked' and bookings.starts_at > ${now} and bookings.starts_at >= ${earliest}`;
}

type Standing = Pick<OwnBooking, 'protocol' | 'status' | 'start' | 'moves' | 'service' | 'professional' | 'priceCents'>;

async function standingOf(tx: Db, business: BusinessId, meant: Meant): Promise<Standing | undefined> {
  const { rows } = await sql<Standing>`
    select protocol, status, starts_at as start, moves, service_id as service, professional_id as professional,
      price_cents as "priceCents"
    from bookings where ${own(business, meant)}`.execute(tx);
  return rows[0];
}

function refused(why: Refusal): { readonly kind: 'refused'; readonly why: Refusal } {
  return { kind: 'refused', why };
}

/** The contact's bookings ahead and of the last 30 days, in order of their start. */
export async function ownBookings(
  db: Db,
  business: BusinessId,
  contact: ContactId,
  now: Temporal.Instant,
): Promise<readonly OwnBooking[]> {
  const of = { business: sql`${business}::uuid`, contact: sql`${contact}::uuid`, now: sql`${now}::timestamptz` };
  const { rows } = await sql<{ own: unknown }>`select ${ownBookingsJson(of)} as own`.execute(db);
  return OwnBookings.parse(rows[0]?.own);
}

type Whose = Readonly<Record<'business' | 'contact' | 'now', RawBuilder<unknown>>>;

/** SQL for the same as one `jsonb` value, so that another query can bring it along; `OwnBookings` reads it. */
export function ownBookingsJson({ business, contact, now }: Whose): RawBuilder<unknown> {
  return sql`(select coalesce(jsonb_agg(jsonb_build_object('id', own.id, 'protocol', own.protocol,
      'service', own.service_id, 'professional', own.professional_id, 'start', own.starts_at, 'end', own.ends_at,
      'priceCents', own.price_cents, 'name', own.name, 'status', own.status, 'moves', own.moves,
      'confirmed', own.confirmed_at is not null) order by own.starts_at, own.protocol), '[]')
    from bookings own where own.business_id = ${business} and own.contact_id = ${contact}
      and own.starts_at > ${now} - interval '30 days')`;
}
