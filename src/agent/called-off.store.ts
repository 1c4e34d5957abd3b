import { sql } from 'kysely';
import type { BookingId } from '../bookings/booking.ts';
import type { Reach } from '../conversations/unasked.store.ts';
import type { Db } from '../platform/db.ts';

/** Did they try to call this visit off since then? A rule may have kept the booking, but nobody was there. */
export async function wasCalledOff(
  db: Db,
  { business, conversation }: Reach,
  booking: BookingId,
  since: Temporal.Instant,
): Promise<boolean> {
  const tapped = JSON.stringify([{ kind: 'choose', option: `own:drop:${booking}` }]);
  const said = JSON.stringify([{ kind: 'start', flow: 'cancel' }]);
  const { rows } = await sql`
    select from traces where business_id = ${business} and conversation_id = ${conversation} and at >= ${since}
      and (commands @> ${said}::jsonb or commands @> ${tapped}::jsonb) limit 1`.execute(db);
  return rows.length === 1;
}
