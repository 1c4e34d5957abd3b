import { sql } from 'kysely';
import type { BusinessId } from '../business/business.ts';
import type { ContactId } from '../contacts/contact.ts';
import { json, type Db } from '../platform/db.ts';
import type { Content } from './content.ts';
import { ConversationId } from './conversation.ts';
import { handOver } from './conversation.store.ts';
import { lockConversations } from './message.store.ts';

/** What a person said to a contact past us, in the app of the channel. */
type Echo = {
  readonly contact: ContactId;
  readonly phoneNumberId: string;
  readonly wamid: string;
  readonly text: string;
  readonly at: Temporal.Instant;
};

/**
 * Puts what a person said into the transcript as ours and gives them the conversation: the agent never talks over them.
 * What we sent ourselves is no echo, and a conversation that a person has stays as it was handed over.
 *
 * As with messages, the caller lets only one of these run at a time.
 */
export async function fileEchoes(tx: Db, business: BusinessId, echoes: readonly Echo[]): Promise<void> {
  const contacts = echoes.map(({ contact }) => contact);
  await lockConversations(tx, business, contacts);
  for (const echo of echoes) await fileEcho(tx, business, echo);
}

async function fileEcho(
  tx: Db,
  business: BusinessId,
  { contact, phoneNumberId, wamid, text, at }: Echo,
): Promise<void> {
  // An echo opens no window: who has never written to us has written at the beginning of time.
  const { rows } = await sql<{ id: string; status: string }>`
    insert into conversations (business_id, contact_id, phone_number_id, last_inbound_at)
    values (${business}, ${contact}, ${phoneNumberId}, 'epoch')
    on conflict (business_id, contact_id, phone_number_id) do update set phone_number_id = excluded.phone_number_id
    returning id, status`.execute(tx);
  const [conversation] = rows;
  if (!conversation) return;
  const content: Content = { type: 'text', text };
  const { rows: said } = await sql`
    insert into messages (business_id, conversation_id, direction, wamid, content, status, at)
    select ${business}, ${conversation.id}, 'out', ${wamid}, ${json(content)}, 'sent', ${at}
    where not exists (select from messages where wamid = ${wamid} and direction = 'out')
    returning id`.execute(tx);
  if (said.length === 0 || conversation.status === 'human') return;
  const id = ConversationId.parse(conversation.id);
  await handOver(tx, business, id, { reason: 'echo', brief: null, at });
}
