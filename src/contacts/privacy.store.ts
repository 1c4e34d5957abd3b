import type { BusinessId } from '../business/business.ts';
import type { Db } from '../platform/db.ts';
import type { ContactId } from './contact.ts';

/** What a contact asks of their data. */
type Request = { readonly contact: ContactId; readonly kind: 'export' | 'erase' | 'optOut' | 'optIn' };

/**
 * Keeps the request, and obeys at once what can be: to opt out stops reminders, follow-ups and offers from here on, to
 * opt in lets them come again. An erasure waits until our last message has left (`contacts/erasure.store.ts`).
 */
export async function requestPrivacy(
  tx: Db,
  business: BusinessId,
  { contact, kind }: Request,
  now: Temporal.Instant,
): Promise<void> {
  const isDone = kind === 'optOut' || kind === 'optIn';
  await tx
    .insertInto('privacy_requests')
    .values({ business_id: business, contact_id: contact, kind, at: now, done_at: isDone ? now : null })
    .execute();
  if (!isDone) return;
  await tx
    .updateTable('contacts')
    .set({ opted_out_at: kind === 'optOut' ? now : null })
    .where('business_id', '=', business)
    .where('id', '=', contact)
    .execute();
}
