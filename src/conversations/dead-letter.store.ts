import { sql } from 'kysely';
import { z } from 'zod';
import type { BusinessId } from '../business/business.ts';
import type { Db } from '../platform/db.ts';

/** Work that waits for a person: what, since when, and the code of what went wrong. */
export type DeadLetter = { readonly id: DeadLetterId; readonly fault: string; readonly at: Temporal.Instant };

/** `outbox/…`: a message that was not sent. `turn/…`: a conversation without an answer. `inbox/…`: an update not filed. */
export const DeadLetterId = z
  .string()
  .regex(/^(outbox\/[0-9a-f-]{36}|turn\/[0-9a-f-]{36}|inbox\/\d+)$/, 'must be an id as `dead-letters` lists it')
  .brand<'DeadLetterId'>();
export type DeadLetterId = z.output<typeof DeadLetterId>;

/** All dead letters, oldest first. */
export const deadLetters = (db: Db): Promise<DeadLetter[]> => found(db, null);

/** Those of a business, oldest first, and what came for a number that no business has. */
export const deadLettersOf = (db: Db, business: BusinessId): Promise<DeadLetter[]> => found(db, business);

async function found(db: Db, business: BusinessId | null): Promise<DeadLetter[]> {
  const ours = sql`(${business}::uuid is null or business_id = ${business})`;
  const { rows } = await sql<{ id: string; fault: string; at: Temporal.Instant }>`
    select 'outbox/' || id as id, coalesce(fault, '') as fault, created_at as at from outbox where state = 'dead' and ${ours}
    union all select 'turn/' || conversation_id, fault, coalesce(waiting_since, due_at, now()) from turns
      where fault is not null and ${ours}
    union all select 'inbox/' || id, fault, received_at from inbox
      where fault is not null and not exists (
        select from numbers where numbers.phone_number_id = inbox.phone_number_id and not ${ours})
    order by at`.execute(db);
  return rows.map((row) => ({ ...row, id: DeadLetterId.parse(row.id) }));
}

/** Lets the work be tried again, now. `false`: there is no such dead letter (any more). */
export async function retryDeadLetter(db: Db, id: DeadLetterId): Promise<boolean> {
  const [kind, key = ''] = id.split('/');
  const retried = {
    outbox: sql`
      with again as (
        update outbox set state = 'queued', due_at = now(), tries = 0, fault = null where id = ${key} and state = 'dead'
        returning business_id, message_id)
      update messages set status = 'queued', error_code = null
      from again where messages.business_id = again.business_id and messages.id = again.message_id`,
    turn: sql`update turns set fault = null, due_at = now(), tries = 0 where conversation_id = ${key} and fault is not null`,
    inbox: sql`update inbox set filed_at = null, fault = null where id = ${key} and fault is not null`,
  }[kind === 'outbox' || kind === 'turn' ? kind : 'inbox'];
  const { numAffectedRows } = await retried.execute(db);
  return numAffectedRows === 1n;
}
