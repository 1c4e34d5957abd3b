import { sql } from 'kysely';
import { z } from 'zod';
import { BusinessId } from '../business/business.ts';
import { ContactId } from '../contacts/contact.ts';
import { json, type Db } from '../platform/db.ts';
import type { Content } from './content.ts';
import { fitted } from './fitting.ts';
import { ConversationId } from './conversation.ts';

/** Where a contact can be told something that they did not ask for: the conversation in which they wrote last. */
const Reach = z.object({
  business: BusinessId,
  /** Of the business: a copy with a lower one is stale. */
  revision: z.int(),
  timeZone: z.string(),
  contact: ContactId,
  conversation: ConversationId,
  phoneNumberId: z.string(),
  /** A person has it: the agent is silent. */
  isHuman: z.boolean(),
  /** Something that they wrote waits for its answer. */
  isWaiting: z.boolean(),
  lastInboundAt: z.instanceof(Temporal.Instant),
  /** What the dialogue stored at its last turn, not yet parsed; `null`: there was none. */
  state: z.unknown(),
});
export type Reach = z.output<typeof Reach>;

type Whose = { readonly business: BusinessId; readonly contact: ContactId };

/** How each of these contacts can be reached. Who has no conversation with us is not in it. */
export async function reachOf(db: Db, whose: readonly Whose[]): Promise<ReadonlyMap<ContactId, Reach>> {
  if (whose.length === 0) return new Map();
  const { rows } = await sql`
    select distinct on (k.contact_id) k.business_id as business, b.revision, b.time_zone as "timeZone",
      k.contact_id as contact, k.id as conversation, k.phone_number_id as "phoneNumberId",
      k.status = 'human' as "isHuman", coalesce(t.due_at is not null and t.fault is null, false) as "isWaiting",
      k.last_inbound_at as "lastInboundAt", k.state
    from conversations k
      join businesses b on b.id = k.business_id
      left join turns t on t.conversation_id = k.id
    where (k.business_id, k.contact_id) in (select * from unnest(
      ${whose.map(({ business }) => business)}::uuid[], ${whose.map(({ contact }) => contact)}::uuid[]))
    order by k.contact_id, k.last_inbound_at desc, k.id`.execute(db);
  return new Map(
    z
      .array(Reach)
      .parse(rows)
      .map((reach) => [reach.contact, reach]),
  );
}

/**
 * The same, for this transaction's end: until then nothing that they write is filed, no turn of theirs begins and no
 * person takes over. Locked in the order in which filing and closing lock: conversations, then turns.
 */
export async function holdReach(tx: Db, { business, contact }: Whose): Promise<Reach | null> {
  await sql`select from conversations where business_id = ${business} and contact_id = ${contact} order by id for update`.execute(
    tx,
  );
  await sql`select from turns where conversation_id in (
    select id from conversations where business_id = ${business} and contact_id = ${contact}) order by conversation_id for update`.execute(
    tx,
  );
  return (await reachOf(tx, [{ business, contact }])).get(contact) ?? null;
}

/** Puts it into the transcript and into the outbox. Resolves with the id of the message in the transcript. */
export async function putUnasked(
  tx: Db,
  { business, conversation, phoneNumberId }: Pick<Reach, 'business' | 'conversation' | 'phoneNumberId'>,
  { content, priority }: { readonly content: Content; readonly priority: number },
  now: Temporal.Instant,
): Promise<number> {
  const { id } = await tx
    .insertInto('messages')
    .values({
      business_id: business,
      conversation_id: conversation,
      direction: 'out',
      content: json(content),
      status: 'queued',
      at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('outbox')
    .values({
      business_id: business,
      conversation_id: conversation,
      message_id: id,
      phone_number_id: phoneNumberId,
      content: json(content),
      priority,
    })
    .execute();
  return id;
}

/**
 * Says something unasked, after all that the conversation still has to be told, and keeps what an answer will mean.
 * Resolves with the ids of the messages in the transcript.
 */
export async function sayUnasked(
  tx: Db,
  reach: Reach,
  said: { readonly contents: readonly Content[]; readonly state: unknown },
  now: Temporal.Instant,
): Promise<readonly number[]> {
  const ids: number[] = [];
  for (const content of said.contents.flatMap(fitted))
    ids.push(await putUnasked(tx, reach, { content, priority: 1 }, now));
  await tx
    .updateTable('conversations')
    .set({ state: json(said.state) })
    .where('business_id', '=', reach.business)
    .where('id', '=', reach.conversation)
    .execute();
  return ids;
}
