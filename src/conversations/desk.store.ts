import { sql } from 'kysely';
import { z } from 'zod';
import type { BusinessId } from '../business/business.ts';
import { json, type Db } from '../platform/db.ts';
import { isWindowOpen } from './window.ts';
import { fileIn, type Content } from './content.ts';
import { shownFile } from './file.store.ts';
import { fitted } from './fitting.ts';
import type { ConversationId } from './conversation.ts';
import { handOver } from './conversation.store.ts';

type Whose = { readonly conversation: ConversationId; readonly user: string | null };

/** A person takes the conversation: the agent is silent from here on. One that a person has changes hands. */
export function takeOver(
  db: Db,
  business: BusinessId,
  { conversation, user }: Whose,
  now: Temporal.Instant,
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ status: string }>`
      select status from conversations where business_id = ${business} and id = ${conversation} for update`.execute(tx);
    const [found] = rows;
    if (!found) return false;
    if (found.status !== 'human') await handOver(tx, business, conversation, { reason: 'taken', brief: null, at: now });
    await tx
      .updateTable('conversations')
      .set({ assigned_to: user })
      .where('business_id', '=', business)
      .where('id', '=', conversation)
      .execute();
    return true;
  });
}

/**
 * `not_taken`: the agent has it, and two would speak at once. `window_closed`: only templates get through.
 * `unknown_file`: the conversation has no such file. `blocked`: the contact is, and nothing reaches them.
 */
export type Said = 'said' | 'unknown' | 'not_taken' | 'window_closed' | 'unknown_file' | 'blocked';

/** Says something as a person of the business, after all that the conversation still has to be told. */
export function sayAsPerson(
  db: Db,
  business: BusinessId,
  { conversation, user, content }: Whose & { readonly content: Content },
  now: Temporal.Instant,
): Promise<Said> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ status: string; last: Temporal.Instant; number: string; isBlocked: boolean }>`
      select status, last_inbound_at as last, phone_number_id as number,
        exists (select from contacts c where c.business_id = conversations.business_id
          and c.id = conversations.contact_id and c.blocked_at is not null) as "isBlocked"
      from conversations where business_id = ${business} and id = ${conversation} for update`.execute(tx);
    const [found] = rows;
    if (!found) return 'unknown';
    if (found.isBlocked) return 'blocked';
    if (found.status !== 'human') return 'not_taken';
    if (content.type !== 'template' && !isWindowOpen(found.last, now)) return 'window_closed';
    const attached = fileIn(content);
    if (attached && !(await shownFile(tx, business, { conversation, file: attached.file }))) return 'unknown_file';
    for (const part of fitted(content))
      await sql`
      with said as (
        insert into messages (business_id, conversation_id, direction, content, status, at, user_id)
        values (${business}, ${conversation}, 'out', ${json(part)}, 'queued', ${now}, ${user}) returning id)
      insert into outbox (business_id, conversation_id, message_id, phone_number_id, content)
      select ${business}, ${conversation}, id, ${found.number}, ${json(part)} from said`.execute(tx);
    await sql`update conversations set read_id = last_in_id, assigned_to = coalesce(assigned_to, ${user})
      where business_id = ${business} and id = ${conversation}`.execute(tx);
    return 'said';
  });
}

/** Keeps a note. `false`: there is no such conversation. */
export async function keepNote(
  db: Db,
  business: BusinessId,
  { conversation, user, text }: Whose & { readonly text: string },
  now: Temporal.Instant,
): Promise<boolean> {
  const { rows } = await sql`
    with touched as (
      update conversations set read_id = read_id where business_id = ${business} and id = ${conversation} returning id)
    insert into notes (business_id, conversation_id, user_id, text, at)
    select ${business}, id, ${user}, ${text}, ${now} from touched returning id`.execute(db);
  return rows.length === 1;
}

/** Somebody at the desk has seen all that the contact wrote. */
export async function markRead(db: Db, business: BusinessId, conversation: ConversationId): Promise<void> {
  await sql`update conversations set read_id = last_in_id
    where business_id = ${business} and id = ${conversation} and last_in_id > read_id`.execute(db);
}

const Touched = z.array(z.object({ business: z.string(), conversation: z.string(), touched: z.int() }));

/** The conversations that changed after this number, of these businesses. */
export async function touchedSince(
  db: Db,
  businesses: readonly string[],
  touched: number,
): Promise<z.output<typeof Touched>> {
  const { rows } = await sql`
    select business_id as business, id as conversation, touched from conversations
    where business_id = any(${businesses}::uuid[]) and touched > ${touched} order by touched limit 1000`.execute(db);
  return Touched.parse(rows);
}

/** The highest number given out. */
export async function lastTouch(db: Db): Promise<number> {
  const { rows } = await sql<{ last: number }>`select last_value as last from conversation_touches`.execute(db);
  return rows[0]?.last ?? 0;
}
