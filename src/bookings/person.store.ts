import { sql } from 'kysely';
import type { BusinessId } from '../business/business.ts';
import type { Db } from '../platform/db.ts';
import type { OwnBooking } from './booking.ts';
import { inTurn } from './keeping.store.ts';

type Status = OwnBooking['status'];

/** `unknown`: no booking has this protocol. `refused`: it is as `status` says, or has not begun. */
export type Marked =
  | { readonly kind: 'marked' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'refused'; readonly status: Status; readonly start: Temporal.Instant };

/** A person of the business says that nobody came. One that was marked as done by mistake can still be marked so. */
export function markNoShow(db: Db, business: BusinessId, protocol: string, now: Temporal.Instant): Promise<Marked> {
  return mark(db, business, { protocol, as: 'no_show', of: ['booked', 'done'], begun: true }, now);
}

/** A person of the business says that the visit took place. */
export function markDone(db: Db, business: BusinessId, protocol: string, now: Temporal.Instant): Promise<Marked> {
  return mark(db, business, { protocol, as: 'done', of: ['booked', 'no_show'], begun: true }, now);
}

/** A person of the business cancels: policies bind contacts, and a person may make an exception. */
export function cancelForContact(
  db: Db,
  business: BusinessId,
  protocol: string,
  now: Temporal.Instant,
): Promise<Marked> {
  return mark(db, business, { protocol, as: 'cancelled', of: ['booked'], begun: false }, now);
}

type Mark = {
  readonly protocol: string;
  readonly as: Status;
  readonly of: readonly Status[];
  /** Only a booking that has begun. */
  readonly begun: boolean;
};

function mark(db: Db, business: BusinessId, { protocol, as, of, begun }: Mark, now: Temporal.Instant): Promise<Marked> {
  const meant = sql`business_id = ${business} and protocol = ${protocol.trim().toUpperCase()}`;
  return inTurn(db, business, async (tx) => {
    const { rows: marked } = await sql`
      update bookings set status = ${as}, changed_by = 'person', changed_at = ${now}
      where ${meant} and status = any(${of}::text[]) and (not ${begun}::boolean or starts_at <= ${now})
      returning id`.execute(tx);
    if (marked.length > 0) return { kind: 'marked' };
    const { rows: met } = await sql<{ status: Status; start: Temporal.Instant }>`
      select status, starts_at as start from bookings where ${meant}`.execute(tx);
    return met[0] ? { kind: 'refused', ...met[0] } : { kind: 'unknown' };
  });
}
