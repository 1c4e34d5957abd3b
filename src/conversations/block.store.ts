import { sql } from 'kysely';
import type { BusinessId } from '../business/business.ts';
import type { ContactId } from '../contacts/contact.ts';
import type { Db } from '../platform/db.ts';
import { silence } from './conversation.store.ts';
import { lockConversations } from './message.store.ts';

/**
 * Blocks a contact: nobody answers them any more, nothing is sent to them, and their conversations are closed. What they
 * write until Meta holds them off is kept. `false`: the business has no such contact.
 */
export function blockContact(
  db: Db,
  business: BusinessId,
  contact: ContactId,
  now: Temporal.Instant,
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    await lockConversations(tx, business, [contact]);
    const { numAffectedRows } = await sql`
      update contacts set blocked_at = coalesce(blocked_at, ${now})
      where business_id = ${business} and id = ${contact} and erased_at is null`.execute(tx);
    if (numAffectedRows === 0n) return false;
    const { rows } = await sql<{ id: string }>`
      update conversations set status = 'closed', handoff_reason = null, handoff_brief = null,
        handed_over_at = null, assigned_to = null, read_id = last_in_id
      where business_id = ${business} and contact_id = ${contact} returning id`.execute(tx);
    await silence(
      tx,
      rows.map(({ id }) => id),
    );
    return true;
  });
}

/** They may write again, and are answered. `false`: the business has no such contact. */
export async function unblockContact(db: Db, business: BusinessId, contact: ContactId): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('contacts')
    .set({ blocked_at: null })
    .where('business_id', '=', business)
    .where('id', '=', contact)
    .where('erased_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** A contact whom Meta is to hold off from one of our numbers, or to let through again. */
export type Blocking = {
  readonly business: string;
  readonly conversation: string;
  readonly phoneNumberId: string;
  readonly userId: string | null;
  readonly waId: string | null;
  readonly isBlocked: boolean;
};

/** What Meta has yet to be told. It blocks only who wrote within 24 hours: others when they write again. */
export async function untoldBlockings(db: Db, now: Temporal.Instant): Promise<Blocking[]> {
  const { rows } = await sql<Blocking>`
    select k.business_id as business, k.id as conversation, k.phone_number_id as "phoneNumberId", c.user_id as "userId",
      c.wa_id as "waId", c.blocked_at is not null as "isBlocked"
    from contacts c join conversations k on k.business_id = c.business_id and k.contact_id = c.id
    where c.blocked_at is not null and c.erased_at is null and k.held_off_at is null
      and k.last_inbound_at > ${now.subtract({ hours: 24 })}
    union all
    select k.business_id, k.id, k.phone_number_id, c.user_id, c.wa_id, false
    from conversations k join contacts c on c.business_id = k.business_id and c.id = k.contact_id
    where k.held_off_at is not null and c.blocked_at is null and c.erased_at is null`.execute(db);
  return rows;
}

/** Meta was told. */
export async function noteHeldOff(
  db: Db,
  { business, conversation, isBlocked }: Blocking,
  now: Temporal.Instant,
): Promise<void> {
  await sql`update conversations set held_off_at = ${isBlocked ? now : null}::timestamptz
    where business_id = ${business} and id = ${conversation}`.execute(db);
}
