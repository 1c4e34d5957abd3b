import type { Business } from '../business/business.ts';
import type { ContactId } from '../contacts/contact.ts';
import type { Db } from '../platform/db.ts';
import type { BookingId } from './booking.ts';
import { inTurn } from './keeping.store.ts';

/** Notes for the team that the contact will be late; said again, the later word counts. */
export function noteLate(
  db: Db,
  { id: business }: Pick<Business, 'id'>,
  { contact, booking, minutes }: { contact: ContactId; booking: BookingId; minutes: number | null },
  now: Temporal.Instant,
): Promise<void> {
  return inTurn(db, business, async (tx) => {
    await tx
      .updateTable('bookings')
      .set({ late_at: now, late_minutes: minutes })
      .where('business_id', '=', business)
      .where('id', '=', booking)
      .where('contact_id', '=', contact)
      .where('status', '=', 'booked')
      .execute();
  });
}
