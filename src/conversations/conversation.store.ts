import { z } from 'zod';
import type { BusinessId } from '../business/business.ts';
import { ContactId } from '../contacts/contact.ts';
import { json, type Db } from '../platform/db.ts';
import { sql } from 'kysely';
import type { Said } from './content.ts';
import type { ConversationId } from './conversation.ts';

/** A conversation as a turn meets it. */
export type Opened = {
  readonly contact: ContactId;
  readonly contactName: string | null;
  readonly profileName: string | null;
  readonly phoneNumberId: string;
  /** What the dialogue stored at its last turn, not yet parsed; `null` at the first. */
  readonly state: unknown;
  /** Of the business: a copy with a lower one is stale. */
  readonly revision: number;
  /** Did the last message of ours reach the channel? */
  readonly lastReached: boolean;
  /** What waits for an answer, oldest first. */
  readonly said: readonly { readonly id: number; readonly said: Said }[];
};

const Said = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('tap'), option: z.string(), title: z.string() }),
  z.object({ kind: z.literal('unreadable'), what: z.string() }),
]);

const reached = ['accepted', 'sent', 'delivered', 'read', 'played'];

/** Everything a turn needs to know of its conversation, as it stands now. */
export async function openConversation(db: Db, business: BusinessId, conversation: ConversationId): Promise<Opened> {
  const row = await db
    .selectFrom('conversations')
    .innerJoin('contacts', (join) =>
      join
        .onRef('contacts.id', '=', 'conversations.contact_id')
        .onRef('contacts.business_id', '=', 'conversations.business_id'),
    )
    .innerJoin('businesses', 'businesses.id', 'conversations.business_id')
    .select([
      'contacts.id as contact',
      'contacts.name',
      'contacts.profile_name',
      'conversations.phone_number_id',
      'conversations.state',
      'businesses.revision',
    ])
    .select((select) =>
      select
        .selectFrom('messages')
        .select('messages.status')
        .where('messages.business_id', '=', business)
        .where('messages.conversation_id', '=', conversation)
        .where('direction', '=', 'out')
        .orderBy('messages.id', 'desc')
        .limit(1)
        .as('last_status'),
    )
    .where('conversations.business_id', '=', business)
    .where('conversations.id', '=', conversation)
    .executeTakeFirstOrThrow();
  return {
    contact: ContactId.parse(row.contact),
    contactName: row.name,
    profileName: row.profile_name,
    phoneNumberId: row.phone_number_id,
    state: row.state,
    revision: row.revision,
    lastReached: reached.includes(row.last_status ?? ''),
    said: await unanswered(db, business, conversation),
  };
}

async function unanswered(db: Db, business: BusinessId, conversation: ConversationId): Promise<Opened['said']> {
  const rows = await db
    .selectFrom('messages')
    .select(['id', 'content'])
    .where('business_id', '=', business)
    .where('conversation_id', '=', conversation)
    .where('direction', '=', 'in')
    .where('fence', 'is', null)
    .orderBy('id')
    .execute();
  return rows.map(({ id, content }) => ({ id, said: Said.parse(content) }));
}

/** Remembers what the dialogue must know at its next turn. */
export async function keepState(
  tx: Db,
  business: BusinessId,
  conversation: ConversationId,
  state: unknown,
): Promise<void> {
  await tx
    .updateTable('conversations')
    .set({ state: json(state) })
    .where('business_id', '=', business)
    .where('id', '=', conversation)
    .execute();
}

/**
 * Gives the conversation to a person. From here on the agent is silent: turns that others have claimed lose their
 * fence, and what the contact writes is kept for the person.
 */
export async function handOver(
  tx: Db,
  business: BusinessId,
  conversation: ConversationId,
  reason: string,
): Promise<void> {
  await tx
    .updateTable('conversations')
    .set({ status: 'human', handoff_reason: reason })
    .where('business_id', '=', business)
    .where('id', '=', conversation)
    .execute();
  await tx
    .updateTable('messages')
    .set({ fence: 0 })
    .where('conversation_id', '=', conversation)
    .where('direction', '=', 'in')
    .where('fence', 'is', null)
    .execute();
  await sql`update turns set fence = fence + 1, leased_until = null, due_at = null, waiting_since = null where conversation_id = ${conversation}`.execute(
    tx,
  );
}
