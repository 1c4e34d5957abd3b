import { sql } from 'kysely';
import { z } from 'zod';
import { BusinessId } from '../business/business.ts';
import type { Db } from '../platform/db.ts';
import { ContactId } from './contact.ts';

/** Somebody who asked to be forgotten. */
const Forgetting = z.object({ business: BusinessId, contact: ContactId });
export type Forgetting = z.output<typeof Forgetting>;

/** Erasures done in one round. */
const erasuresMax = 20;

/** Nothing of ours is on its way to them, and nothing of theirs waits for an answer. */
const isOver = sql`not exists (select from conversations k
    left join turns t on t.conversation_id = k.id
    where k.business_id = c.business_id and k.contact_id = c.id and (t.due_at is not null and t.fault is null
      or exists (select from outbox o where o.conversation_id = k.id and o.state in ('queued', 'sending', 'unknown'))))`;

/** Who asked to be forgotten and has heard our last word, who waits longest first. */
export async function toForget(db: Db): Promise<Forgetting[]> {
  const { rows } = await sql`
    select c.business_id as business, c.id as contact from contacts c
      join (select business_id, contact_id, min(at) as at from privacy_requests
        where kind = 'erase' and done_at is null group by 1, 2) r on r.business_id = c.business_id and r.contact_id = c.id
    where ${isOver} order by r.at limit ${erasuresMax}`.execute(db);
  return z.array(Forgetting).parse(rows);
}

/**
 * Forgets a contact: name, address, every word of theirs and of ours to them. What they booked stays for the accounts of
 * the business, without a name. A new message of theirs makes a new contact. The caller lets nothing be filed meanwhile.
 *
 * All of it or nothing, in the caller's transaction. `false`: there is nothing to do, or not yet.
 */
export async function forget(tx: Db, { business, contact }: Forgetting, now: Temporal.Instant): Promise<boolean> {
  await sql`select from conversations where business_id = ${business} and contact_id = ${contact} order by id for update`.execute(
    tx,
  );
  await sql`select from turns where conversation_id in (select id from conversations
    where business_id = ${business} and contact_id = ${contact}) order by conversation_id for update`.execute(tx);
  const { rows } =
    await sql`select from contacts c where c.business_id = ${business} and c.id = ${contact} and ${isOver}
    and exists (select from privacy_requests r where r.business_id = c.business_id and r.contact_id = c.id
      and r.kind = 'erase' and r.done_at is null) for update`.execute(tx);
  if (rows.length === 0) return false;
  await forgetUpdates(tx, { business, contact });
  await forgetWords(tx, { business, contact });
  for (const table of ['waitlist', 'habits'])
    await sql`delete from ${sql.table(table)} where business_id = ${business} and contact_id = ${contact}`.execute(tx);
  await sql`update bookings set name = '' where business_id = ${business} and contact_id = ${contact}`.execute(tx);
  // Opted out, so that no reminder looks for an address that is gone.
  await sql`update contacts set name = null, profile_name = null, wa_id = null, user_id = 'erased:' || id,
    erased_at = ${now}, opted_out_at = coalesce(opted_out_at, ${now}), news_since = null, blocked_at = null
    where business_id = ${business} and id = ${contact}`.execute(tx);
  await sql`delete from privacy_requests where business_id = ${business} and contact_id = ${contact}
    and kind in ('news', 'noNews')`.execute(tx);
  await sql`update privacy_requests set done_at = ${now}
    where business_id = ${business} and contact_id = ${contact} and done_at is null`.execute(tx);
  return true;
}

const nothingSaid = sql`case direction when 'in' then '{"kind":"unreadable","what":"erased"}'
  else '{"type":"text","text":""}' end::jsonb`;

/** Outbox before messages, as sending locks them. */
async function forgetWords(tx: Db, { business, contact }: Forgetting): Promise<void> {
  const theirs = sql`(select id from conversations where business_id = ${business} and contact_id = ${contact})`;
  await sql`delete from outbox where conversation_id in ${theirs}`.execute(tx);
  await sql`update messages set content = ${nothingSaid} where business_id = ${business} and conversation_id in ${theirs}`.execute(
    tx,
  );
  await sql`update traces set state = null, said = '[]', commands = '[]', acts = '[]', effects = '[]' where conversation_id in ${theirs}`.execute(
    tx,
  );
  await sql`update files set state = 'forgotten', name = null, transcript = null, meta_id = null, due_at = now(), fence = fence + 1
    where business_id = ${business} and conversation_id in ${theirs}`.execute(tx);
  for (const table of ['notes', 'model_prompts'])
    await sql`delete from ${sql.table(table)} where business_id = ${business} and conversation_id in ${theirs}`.execute(
      tx,
    );
  await sql`update turns set due_at = null, waiting_since = null, fault = null where conversation_id in ${theirs}`.execute(
    tx,
  );
  await sql`update conversations set state = null, handoff_brief = null, status = 'closed', labels = '{}'
    where business_id = ${business} and contact_id = ${contact}`.execute(tx);
}

/**
 * What Meta told us of them. The keys stay, or a webhook that Meta repeats would be filed as new. Statuses carry the
 * address too, also those that come later: see `forgetLateStatuses`.
 */
async function forgetUpdates(tx: Db, { business, contact }: Forgetting): Promise<void> {
  await sql`
    update inbox set payload = '{}' from messages m
      join conversations k on k.business_id = m.business_id and k.id = m.conversation_id
    where k.business_id = ${business} and k.contact_id = ${contact} and inbox.filed_at is not null
      and inbox.phone_number_id = k.phone_number_id and inbox.key in (${keysOf(sql.ref('m.wamid'))})`.execute(tx);
  // What could not be filed stands beside no message: it is found by the address in it.
  await sql`
    update inbox set payload = '{}' from contacts c
    where c.business_id = ${business} and c.id = ${contact} and (inbox.fault is not null or inbox.kind = 'other')
      and inbox.phone_number_id in (select phone_number_id from numbers where business_id = ${business} union select '')
      and inbox.filed_at is not null
      and (position('"' || c.wa_id || '"' in payload) > 0 or position('"' || c.user_id || '"' in payload) > 0)`.execute(
    tx,
  );
}

function keysOf(wamid: ReturnType<typeof sql.ref>) {
  return sql.join([
    sql`${wamid}`,
    ...['sent', 'delivered', 'read', 'played', 'failed', 'deleted', 'warning'].map(
      (status) => sql`${wamid} || ${`/${status}`}`,
    ),
  ]);
}

/** A message is read, or said to be, up to so long after it was sent. */
const statusDays = 31;

/** Statuses of our last messages that came, with the address, after their contact was forgotten. */
export async function forgetLateStatuses(db: Db, now: Temporal.Instant): Promise<void> {
  await sql`
    update inbox set payload = '{}' from contacts c
      join conversations k on k.business_id = c.business_id and k.contact_id = c.id
      join messages m on m.business_id = k.business_id and m.conversation_id = k.id
    where c.erased_at > ${now.subtract({ hours: statusDays * 24 })} and m.wamid is not null
      and inbox.phone_number_id = k.phone_number_id and inbox.key in (${keysOf(sql.ref('m.wamid'))})
      and inbox.filed_at is not null and inbox.payload <> '{}'`.execute(db);
}
