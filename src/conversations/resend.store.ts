import { sql } from 'kysely';
import { json, type Db } from '../platform/db.ts';
import type { Template } from './content.ts';

/** A message that the channel took and then could not deliver. */
export type Failed = { readonly wamid: string; readonly fault: string };

/** Such a message as we know it. */
export type KnownFailure = Failed & {
  readonly outbox: string;
  readonly business: string;
  readonly contact: string;
  readonly conversation: string;
  readonly language: string | null;
  readonly phoneNumberId: string;
  readonly type: string;
  readonly template: string | null;
  /** How often in a row it failed with this fault, this time included. */
  readonly failures: number;
};

/** Those of them that are ours and still stand as failed: what was delivered on another device has not. */
export async function failedMessages(tx: Db, failed: readonly Failed[]): Promise<KnownFailure[]> {
  const { rows } = await sql<KnownFailure>`
    select failed.wamid, failed.fault, o.id as outbox, o.business_id as business, k.contact_id as contact,
      k.id as conversation, k.state ->> 'language' as language,
      o.phone_number_id as "phoneNumberId", o.content ->> 'type' as type, o.content ->> 'name' as template,
      case when o.fault = failed.fault then o.failures + 1 else 1 end as failures
    from unnest(${failed.map(({ wamid }) => wamid)}::text[], ${failed.map(({ fault }) => fault)}::text[]) as failed (wamid, fault)
      join messages m on m.wamid = failed.wamid and m.direction = 'out' and m.status = 'failed'
      join outbox o on o.business_id = m.business_id and o.message_id = m.id and o.state = 'sent'
      join conversations k on k.business_id = o.business_id and k.id = o.conversation_id
    order by o.id`.execute(tx);
  return rows;
}

/** Sends it again after a while: it was not delivered, so nothing is said twice. What is still heard of it is no news. */
export async function sendAgain(tx: Db, { outbox, wamid, fault }: KnownFailure, delayMs: number): Promise<void> {
  await sql`
    with again as (
      update outbox set state = 'queued', wamid = null, sent_at = null, fence = fence + 1,
        failed_wamids = failed_wamids || ${wamid}::text, due_at = now() + ${delayMs} * interval '1 ms',
        fault = ${fault}, failures = case when fault is not distinct from ${fault} then failures + 1 else 1 end
      where id = ${outbox} and state = 'sent' and wamid = ${wamid} returning business_id, message_id)
    update messages set status = 'queued', wamid = null, error_code = null
    from again where messages.business_id = again.business_id and messages.id = again.message_id`.execute(tx);
}

/**
 * A template that the channel does not let out makes place for the next one of the same purpose, in the transcript too.
 * `false`: there is none.
 */
export async function takeNextTemplate(db: Db, outbox: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    with next as (
      update outbox set content = (content #> '{instead,0}') || jsonb_build_object('instead', (content -> 'instead') - 0)
      where id = ${outbox} and content ->> 'type' = 'template' and jsonb_array_length(content -> 'instead') > 0
      returning business_id, message_id, content)
    update messages m set content = next.content from next where m.business_id = next.business_id and m.id = next.message_id`.execute(
    db,
  );
  return numAffectedRows === 1n;
}

/**
 * Says something instead of a message that the channel would not let out, once in a day and conversation. `false`:
 * it was said already.
 */
export async function sayInstead(
  tx: Db,
  { business, conversation, phoneNumberId }: Pick<KnownFailure, 'business' | 'conversation' | 'phoneNumberId'>,
  content: Template,
  now: Temporal.Instant,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    with fresh as (
      insert into messages (business_id, conversation_id, direction, content, status, at)
      select ${business}, ${conversation}, 'out', ${json(content)}, 'queued', ${now}
      where not exists (select from outbox where conversation_id = ${conversation}
        and content ->> 'type' = 'template' and content ->> 'name' = ${content.name} and created_at > now() - interval '24 hours')
      returning id)
    insert into outbox (business_id, conversation_id, message_id, phone_number_id, content)
    select ${business}, ${conversation}, id, ${phoneNumberId}, ${json(content)} from fresh`.execute(tx);
  return numAffectedRows === 1n;
}
