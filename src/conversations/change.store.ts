import { sql } from 'kysely';
import type { BusinessId } from '../business/business.ts';
import type { ContactId } from '../contacts/contact.ts';
import { json, type Db } from '../platform/db.ts';
import type { Said } from './content.ts';

type Place = { readonly contact: ContactId; readonly phoneNumberId: string };

/** Notes a reaction in the transcript, with no answer. It opens no window: whether it does at Meta is not known. */
export async function fileReaction(
  tx: Db,
  business: BusinessId,
  {
    contact,
    phoneNumberId,
    ...reaction
  }: Place & {
    readonly wamid: string;
    readonly to: string;
    readonly emoji: string | null;
    readonly at: Temporal.Instant;
  },
): Promise<void> {
  await sql`
    with conversation as (
      insert into conversations (business_id, contact_id, phone_number_id, last_inbound_at)
      values (${business}, ${contact}, ${phoneNumberId}, 'epoch')
      on conflict (business_id, contact_id, phone_number_id) do update set phone_number_id = excluded.phone_number_id
      returning id)
    insert into messages (business_id, conversation_id, direction, wamid, content, status, at, fence)
    select ${business}, id, 'in', ${reaction.wamid}, ${json({ kind: 'reaction', to: reaction.to, emoji: reaction.emoji })},
      'received', ${reaction.at}, 0 from conversation`.execute(tx);
}

/**
 * Puts the new words in the place of the old. `false`: the message is answered or being answered, or not known, so the
 * new words are something said anew.
 */
export async function replaceSaid(
  tx: Db,
  business: BusinessId,
  { contact, of, said }: { readonly contact: ContactId; readonly of: string; readonly said: Said },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update messages m set content = ${json(said)} from conversations k left join turns t on t.conversation_id = k.id
    where m.business_id = ${business} and m.wamid = ${of} and m.direction = 'in' and m.fence is null
      and k.business_id = m.business_id and k.id = m.conversation_id and k.contact_id = ${contact}
      and (t.leased_until is null or t.leased_until < now())`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

/** Hides what a contact took back. When nothing else waits for an answer, none is given. */
export async function hideSaid(
  tx: Db,
  business: BusinessId,
  { contact, of }: { readonly contact: ContactId; readonly of: string },
): Promise<void> {
  const hidden: Said = { kind: 'unreadable', what: 'revoked' };
  await sql`
    with hidden as (
      update messages m set content = ${json(hidden)}, fence = coalesce(m.fence, 0) from conversations k
      where m.business_id = ${business} and m.wamid = ${of} and m.direction = 'in'
        and k.business_id = m.business_id and k.id = m.conversation_id and k.contact_id = ${contact}
      returning m.conversation_id, m.id)
    update turns t set due_at = null, waiting_since = null from hidden
    where t.conversation_id = hidden.conversation_id and t.leased_until is null
      and not exists (select from messages w where w.conversation_id = t.conversation_id and w.direction = 'in'
        and w.fence is null and w.id <> hidden.id)`.execute(tx);
}

/** A call opens the window as a message does. */
export async function openWindow(
  tx: Db,
  business: BusinessId,
  { contact, phoneNumberId, at }: Place & { readonly at: Temporal.Instant },
): Promise<void> {
  await sql`
    insert into conversations (business_id, contact_id, phone_number_id, last_inbound_at)
    values (${business}, ${contact}, ${phoneNumberId}, ${at})
    on conflict (business_id, contact_id, phone_number_id)
    do update set last_inbound_at = greatest(conversations.last_inbound_at, excluded.last_inbound_at)`.execute(tx);
}
