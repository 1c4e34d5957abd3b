import { sql } from 'kysely';
import type { BusinessId } from '../business/business.ts';
import type { Db } from '../platform/db.ts';
import type { ContactId } from './contact.ts';

/** What a contact asks of their data, and of what we send unasked: `news` are campaigns. */
type Request = {
  readonly contact: ContactId;
  readonly kind: 'export' | 'erase' | 'optOut' | 'optIn' | 'news' | 'noNews';
  /** Who told us; the contact, unless it was a person at the desk or Meta. */
  readonly by?: 'contact' | 'desk' | 'meta';
  /** How a person at the desk came to know. */
  readonly source?: string;
};

/**
 * Keeps the request, and obeys at once what can be: to opt out stops reminders, follow-ups, offers and campaigns from here
 * on, to opt in lets all but campaigns come again. For those it takes a consent of its own. An erasure waits until our
 * last message has left (`contacts/erasure.store.ts`).
 */
export async function requestPrivacy(
  tx: Db,
  business: BusinessId,
  { contact, kind, by = 'contact', source }: Request,
  now: Temporal.Instant,
): Promise<void> {
  const set = obeyed(kind, now);
  await tx
    .insertInto('privacy_requests')
    .values({
      business_id: business,
      contact_id: contact,
      kind,
      at: now,
      done_at: set ? now : null,
      by,
      source: source ?? null,
    })
    .execute();
  if (!set) return;
  await tx.updateTable('contacts').set(set).where('business_id', '=', business).where('id', '=', contact).execute();
}

/** What is to be done at once; `null`: it takes a while. */
function obeyed(kind: Request['kind'], now: Temporal.Instant) {
  switch (kind) {
    case 'optOut':
      return { opted_out_at: now, news_since: null };
    case 'optIn':
      return { opted_out_at: null };
    case 'news':
      return { opted_out_at: null, news_since: now };
    case 'noNews':
      return { news_since: null };
    case 'export':
    case 'erase':
      return null;
  }
}

/**
 * Keeps that a person at the desk was told of the contact's consent. `opted_out`: the contact said stop, and only the
 * contact takes that back.
 */
export function recordConsent(
  db: Db,
  business: BusinessId,
  { contact, source }: { readonly contact: ContactId; readonly source: string },
  now: Temporal.Instant,
): Promise<'recorded' | 'unknown' | 'opted_out'> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ out: boolean }>`
      select opted_out_at is not null as out from contacts
      where business_id = ${business} and id = ${contact} and erased_at is null for update`.execute(tx);
    const [found] = rows;
    if (!found) return 'unknown';
    if (found.out) return 'opted_out';
    await requestPrivacy(tx, business, { contact, kind: 'news', by: 'desk', source }, now);
    return 'recorded';
  });
}
