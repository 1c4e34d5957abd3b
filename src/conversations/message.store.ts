import { sql } from 'kysely';
import type { BusinessId } from '../business/business.ts';
import type { ContactId } from '../contacts/contact.ts';
import { json, type Db } from '../platform/db.ts';
import { attachmentOf, type Attachment } from './attachment.ts';
import type { Said } from './content.ts';
import { noteFiles } from './file.store.ts';
import { ConversationId } from './conversation.ts';

/** A message of a contact's, ready to be filed. */
export type Incoming = {
  readonly contact: ContactId;
  readonly phoneNumberId: string;
  readonly wamid: string;
  readonly said: Said;
  /** When the contact sent it, by the channel's clock. */
  readonly at: Temporal.Instant;
};

/** How long a conversation waits for more before it is answered. */
export type Patience = {
  /** After a typed message. A tap on one of our options is complete and waits for nothing. */
  readonly quiet: Temporal.Duration;
  /** After the first message that has no answer yet. */
  readonly waitMax: Temporal.Duration;
  /** After a voice note that can be heard, for its words; absent: nothing hears them. */
  readonly hearing?: Temporal.Duration;
  /** After a picture that can be seen; absent: nothing sees them. */
  readonly seeing?: Temporal.Duration;
};

/**
 * Puts messages into their conversations and marks these due, in the order given. A conversation that a person has
 * keeps its messages and gets no turn; a closed one opens again.
 *
 * The caller lets only one of these run at a time, or messages could change places.
 */
export async function fileMessages(
  tx: Db,
  business: BusinessId,
  incoming: readonly Incoming[],
  patience: Patience,
): Promise<void> {
  await lockConversations(
    tx,
    business,
    incoming.map(({ contact }) => contact),
  );
  const conversations = await conversationsFor(tx, business, incoming);
  const filed = incoming.map((message) => ({ ...message, conversation: conversations.get(keyOf(message)) }));
  const known = filed.flatMap(({ conversation, ...message }) => (conversation ? [{ ...message, conversation }] : []));
  await tx
    .insertInto('messages')
    .values(
      known.map(({ conversation, wamid, said, at }) => ({
        business_id: business,
        conversation_id: conversation.id,
        direction: 'in',
        wamid,
        content: json(said),
        status: 'received',
        at,
        // A person answers these, or nobody: not a turn.
        fence: conversation.isSilent ? 0 : null,
      })),
    )
    .execute();
  const waiting = new Map<ConversationId, Waiting>();
  const came = [];
  for (const { conversation, said, wamid, phoneNumberId } of known) {
    const attachment = attachmentOf(said);
    if (attachment) came.push({ conversation: conversation.id, wamid, phoneNumberId, attachment });
    if (conversation.isSilent) continue;
    const before = waiting.get(conversation.id);
    const files = [...(before?.files ?? []), ...(attachment ? [attachment] : [])];
    waiting.set(conversation.id, { arrivals: (before?.arrivals ?? 0) + 1, typed: said.kind !== 'tap', files });
  }
  await noteFiles(tx, business, came);
  if (waiting.size > 0) await markDue(tx, business, waiting, patience);
}

type Filed = { readonly id: ConversationId; /** The agent says nothing. */ readonly isSilent: boolean };

const keyOf = ({ contact, phoneNumberId }: Incoming) => `${contact}/${phoneNumberId}`;

/** Locks those that are known in order of id, before anything else of theirs, as ending a turn does. */
export async function lockConversations(tx: Db, business: BusinessId, contacts: readonly ContactId[]): Promise<void> {
  await sql`select from conversations where business_id = ${business} and contact_id = any(${contacts}::uuid[])
    order by id for update`.execute(tx);
}

async function conversationsFor(
  tx: Db,
  business: BusinessId,
  incoming: readonly Incoming[],
): Promise<Map<string, Filed>> {
  const latest = new Map<string, Incoming>();
  for (const message of incoming) {
    const before = latest.get(keyOf(message));
    if (!before || Temporal.Instant.compare(before.at, message.at) < 0) latest.set(keyOf(message), message);
  }
  const rows = await tx
    .insertInto('conversations')
    .values(
      [...latest.values()].map(({ contact, phoneNumberId, at }) => ({
        business_id: business,
        contact_id: contact,
        phone_number_id: phoneNumberId,
        last_inbound_at: at,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['business_id', 'contact_id', 'phone_number_id']).doUpdateSet({
        last_inbound_at: sql`greatest(conversations.last_inbound_at, excluded.last_inbound_at)`,
        // Who is blocked opens nothing by writing.
        status: sql`case when conversations.status = 'closed' and not exists (select from contacts c
          where c.business_id = conversations.business_id and c.id = conversations.contact_id and c.blocked_at is not null)
          then 'active' else conversations.status end`,
      }),
    )
    .returning(['id', 'contact_id', 'phone_number_id', 'status'])
    .execute();
  return new Map(
    rows.map((row) => [
      `${row.contact_id}/${row.phone_number_id}`,
      { id: ConversationId.parse(row.id), isSilent: row.status !== 'active' },
    ]),
  );
}

type Waiting = { readonly arrivals: number; readonly typed: boolean; readonly files: readonly Attachment[] };

/** A turn that waits for a voice note to be heard or a picture to be seen waits longer than others: then nothing that comes makes it due sooner. */
async function markDue(
  tx: Db,
  business: BusinessId,
  waiting: ReadonlyMap<ConversationId, Waiting>,
  { quiet, waitMax, hearing, seeing }: Patience,
): Promise<void> {
  const ids = [...waiting.keys()];
  const arrivals = ids.map((id) => waiting.get(id)?.arrivals ?? 0);
  const maxMs = waitMax.total('milliseconds');
  const pauses = ids.map((id) => {
    const { typed = false, files = [] } = waiting.get(id) ?? {};
    if (hearing && files.some(({ isVoice }) => isVoice)) return hearing.total('milliseconds');
    if (seeing && files.some(({ kind }) => kind === 'image')) return seeing.total('milliseconds');
    return typed ? Math.min(quiet.total('milliseconds'), maxMs) : 0;
  });
  await sql`
    insert into turns as turn (conversation_id, business_id, due_at, waiting_since, arrivals)
    select id, ${business}, now() + pause * interval '1 ms', now(), arrivals
    from unnest(${ids}::uuid[], ${arrivals}::bigint[], ${pauses}::float8[]) as waiting (id, arrivals, pause)
    on conflict (conversation_id) do update set
      arrivals = turn.arrivals + excluded.arrivals,
      -- Somebody writes again: worth another try, if the last one failed for good.
      fault = null,
      tries = case when turn.fault is null then turn.tries else 0 end,
      waiting_since = coalesce(turn.waiting_since, excluded.waiting_since),
      due_at = case
        when excluded.due_at > now() + ${maxMs} * interval '1 ms' then excluded.due_at
        when turn.tries = 0 and turn.due_at > coalesce(turn.waiting_since, now()) + ${maxMs} * interval '1 ms' then turn.due_at
        else least(excluded.due_at, coalesce(turn.waiting_since, now()) + ${maxMs} * interval '1 ms') end`.execute(tx);
}
