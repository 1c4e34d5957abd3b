import { sql } from 'kysely';
import type { BusinessId } from '../business/business.ts';
import { waIdVariants, type ContactId, type ContactKey } from '../contacts/contact.ts';
import type { Db } from '../platform/db.ts';

/**
 * Somebody has another number or id from here on: the contact keeps everything and gets the new address. Who is known
 * under the new one already was the same person all along, and the two become one.
 *
 * The caller lets nothing be filed meanwhile.
 */
export async function renew(tx: Db, business: BusinessId, before: ContactKey, after: ContactKey): Promise<void> {
  const [was, is] = [await findContact(tx, business, before), await findContact(tx, business, after)];
  if (was === null) return;
  if (is !== null && is !== was) await mergeContacts(tx, business, is, was);
  await sql`update contacts set user_id = coalesce(${after.userId}, user_id), wa_id = coalesce(${after.waId}, wa_id)
    where business_id = ${business} and id = ${is ?? was}`.execute(tx);
}

async function findContact(tx: Db, business: BusinessId, { userId, waId }: ContactKey): Promise<string | null> {
  const variants = waId === null ? [] : waIdVariants(waId);
  const { rows } = await sql<{ id: string }>`
    select id from contacts where business_id = ${business} and (user_id = ${userId} or wa_id = any(${variants}::text[]))
    order by user_id is not distinct from ${userId} desc, wa_id is not distinct from ${waId} desc, created_at desc limit 1`.execute(
    tx,
  );
  return rows[0]?.id ?? null;
}

/** Contacts known by phone alone who, by one of these sightings, are somebody known by id: they become one. */
export async function mergeSighted(tx: Db, business: BusinessId, sightings: readonly ContactKey[]): Promise<void> {
  const both = sightings.flatMap(({ userId, waId }) =>
    userId === null || waId === null ? [] : waIdVariants(waId).map((variant) => ({ userId, variant })),
  );
  if (both.length === 0) return;
  const { rows } = await sql<{ kept: string; gone: string }>`
    select distinct on (p.id) u.id as kept, p.id as gone
    from unnest(${both.map(({ userId }) => userId)}::text[], ${both.map(({ variant }) => variant)}::text[]) as seen (user_id, wa_id)
      join contacts u on u.business_id = ${business} and u.user_id = seen.user_id
      join contacts p on p.business_id = ${business} and p.user_id is null and p.wa_id = seen.wa_id
    order by p.id`.execute(tx);
  for (const { kept, gone } of rows) await mergeContacts(tx, business, kept, gone);
}

/** All that `gone` said, booked and asked for is `kept`'s from here on. */
async function mergeContacts(tx: Db, business: BusinessId, kept: ContactId | string, gone: string): Promise<void> {
  await sql`select from conversations where business_id = ${business} and contact_id in (${kept}, ${gone}) order by id for update`.execute(
    tx,
  );
  const { rows } = await sql<{ kept: string; gone: string }>`
    select k.id as kept, g.id as gone from conversations g
      join conversations k on k.business_id = g.business_id and k.phone_number_id = g.phone_number_id and k.contact_id = ${kept}
    where g.business_id = ${business} and g.contact_id = ${gone}`.execute(tx);
  for (const pair of rows) await mergeConversations(tx, business, pair);
  for (const table of ['conversations', 'bookings', 'waitlist', 'privacy_requests'])
    await sql`update ${sql.table(table)} set contact_id = ${kept} where business_id = ${business} and contact_id = ${gone}`.execute(
      tx,
    );
  await sql`update habits set contact_id = ${kept} where business_id = ${business} and contact_id = ${gone}
    and not exists (select from habits where business_id = ${business} and contact_id = ${kept})`.execute(tx);
  await sql`update campaign_recipients r set contact_id = ${kept} where business_id = ${business} and contact_id = ${gone}
    and not exists (select from campaign_recipients o where o.business_id = r.business_id and o.campaign_id = r.campaign_id
      and o.contact_id = ${kept})`.execute(tx);
  await sql`with g as (delete from contacts where business_id = ${business} and id = ${gone} returning *)
    update contacts k set name = coalesce(k.name, g.name), profile_name = coalesce(k.profile_name, g.profile_name),
      wa_id = coalesce(k.wa_id, g.wa_id), opted_out_at = coalesce(k.opted_out_at, g.opted_out_at),
      blocked_at = coalesce(k.blocked_at, g.blocked_at),
      news_since = case when coalesce(k.opted_out_at, g.opted_out_at) is null then coalesce(k.news_since, g.news_since) end,
      created_at = least(k.created_at, g.created_at)
    from g where k.business_id = ${business} and k.id = ${kept}`.execute(tx);
}

/** One transcript in the order it was filed. What waited for an answer in either waits in the one that stays. */
async function mergeConversations(
  tx: Db,
  business: BusinessId,
  { kept, gone }: { readonly kept: string; readonly gone: string },
): Promise<void> {
  await sql`select from turns where conversation_id in (${kept}, ${gone}) order by conversation_id for update`.execute(
    tx,
  );
  for (const table of ['messages', 'outbox', 'files', 'notes', 'model_prompts'])
    await sql`update ${sql.table(table)} set conversation_id = ${kept}
      where business_id = ${business} and conversation_id = ${gone}`.execute(tx);
  // A trace is named by its fence: those that come in go below all that are there.
  await sql`update traces set conversation_id = ${kept}, fence = fence
      - (select max(fence) from traces where conversation_id = ${gone})
      + least((select min(fence) from traces where conversation_id = ${kept}), 0) - 1
    where business_id = ${business} and conversation_id = ${gone}`.execute(tx);
  await sql`
    with g as (delete from turns where conversation_id = ${gone} returning *)
    insert into turns as k (conversation_id, business_id, due_at, waiting_since, arrivals, fault)
    select ${kept}, business_id, due_at, waiting_since, arrivals, fault from g where due_at is not null
    on conflict (conversation_id) do update set due_at = least(k.due_at, excluded.due_at),
      waiting_since = least(k.waiting_since, excluded.waiting_since), arrivals = k.arrivals + excluded.arrivals + 1`.execute(
    tx,
  );
  await sql`
    with g as (delete from conversations where business_id = ${business} and id = ${gone} returning *)
    update conversations k set
      last_inbound_at = greatest(k.last_inbound_at, g.last_inbound_at),
      state = case when g.last_inbound_at > k.last_inbound_at then coalesce(g.state, k.state) else coalesce(k.state, g.state) end,
      status = case when 'human' in (k.status, g.status) then 'human' else k.status end,
      handoff_reason = coalesce(k.handoff_reason, g.handoff_reason), handoff_brief = coalesce(k.handoff_brief, g.handoff_brief),
      handed_over_at = coalesce(k.handed_over_at, g.handed_over_at),
      labels = array(select distinct unnest(k.labels || g.labels) limit 10)
    from g where k.business_id = ${business} and k.id = ${kept}`.execute(tx);
}
