import type { BusinessId } from '../business/business.ts';
import type { Db } from '../platform/db.ts';

/** A booking as people speak of it. */
export type BookingRecord = {
  readonly protocol: string;
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
    .select(['booking.protocol', 'booking.price_cents', 'booking.status', 'booking.name'])
    .select(['contact.name as contact_name', 'contact.wa_id', 'contact.user_id'])
    .where('booking.business_id', '=', business)
    .orderBy('booking.starts_at')
    .orderBy('professional.position')
    .execute();
  return rows.map((row) => ({
    protocol: row.protocol,
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
