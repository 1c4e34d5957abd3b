import { z } from 'zod';
import { BusinessId } from '../business/business.ts';
import { ContactId } from '../contacts/contact.ts';
import { OwnBookings, type OwnBooking } from '../bookings/booking.ts';
import { ownBookingsJson } from '../bookings/booking.store.ts';
import { Habit } from '../bookings/habit.ts';
import { habitJson } from '../bookings/habit.store.ts';
import { json, type Db } from '../platform/db.ts';
import { sql } from 'kysely';
import type { Said } from './content.ts';
import { ConversationId } from './conversation.ts';

/** A conversation as a turn meets it. */
export type Opened = {
  readonly contact: ContactId;
  readonly contactName: string | null;
  readonly profileName: string | null;
  readonly phoneNumberId: string;
  /** What the dialogue stored at its last turn, not yet parsed; `null` at the first. */
  readonly state: unknown;
  /** Of the business and of its agenda: a copy with a lower one is stale. */
  readonly revision: number;
  readonly agendaRevision: number;
  /** Did the last message of ours reach the channel? */
  readonly lastReached: boolean;
  /** The contact's own, ahead and of the last 30 days. */
  readonly bookings: readonly OwnBooking[];
  /** What they usually want; `null`: nothing is kept. */
  readonly habit: Habit | null;
  /** What waits for an answer, oldest first. `wamid`: as Meta calls it. */
  readonly said: readonly { readonly id: number; readonly wamid: string | null; readonly said: Said }[];
};

const beside = z.record(z.string(), z.unknown()).optional();

/** What a contact said, as it is stored. */
export const StoredSaid = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string(), beside }),
  z.object({ kind: z.literal('tap'), option: z.string(), title: z.string(), beside }),
  z.object({ kind: z.literal('unreadable'), what: z.string(), beside }),
]);

const reached = ['accepted', 'sent', 'delivered', 'read', 'played'];

const Row = z.object({
  id: ConversationId,
  contact: ContactId,
  name: z.string().nullable(),
  profile_name: z.string().nullable(),
  phone_number_id: z.string(),
  state: z.unknown(),
  revision: z.int(),
  agenda_revision: z.int(),
  last_status: z.string().nullable(),
  bookings: OwnBookings,
  habit: Habit.nullable(),
  said: z.array(z.object({ id: z.int(), wamid: z.string().nullable(), said: StoredSaid })),
});

/** Everything that turns need to know of their conversations, as they stand now; bookings as seen from `now`. */
export async function openConversations(
  db: Db,
  turns: readonly { readonly business: string; readonly conversation: string }[],
  now: Temporal.Instant,
): Promise<ReadonlyMap<ConversationId, Opened>> {
  const whose = {
    business: sql.ref('conversations.business_id'),
    contact: sql.ref('conversations.contact_id'),
    now: sql`${now}::timestamptz`,
  };
  const { rows } = await sql`
    select conversations.id, contacts.id as contact, contacts.name, contacts.profile_name, conversations.phone_number_id,
      ${ownBookingsJson(whose)} as bookings, ${habitJson(whose)} as habit, conversations.state, businesses.revision, businesses.agenda_revision,
      (select status from messages where messages.business_id = conversations.business_id
        and messages.conversation_id = conversations.id and direction = 'out' order by id desc limit 1) as last_status,
      (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'wamid', wamid, 'said', content) order by id), '[]') from messages
        where messages.conversation_id = conversations.id and direction = 'in' and fence is null) as said
    from conversations
      join contacts on contacts.business_id = conversations.business_id and contacts.id = conversations.contact_id
      join businesses on businesses.id = conversations.business_id
    where (conversations.business_id, conversations.id) in (
      select * from unnest(${turns.map(({ business }) => business)}::uuid[], ${turns.map(({ conversation }) => conversation)}::uuid[]))`.execute(
    db,
  );
  return new Map(
    rows.flatMap((row) => {
      const parsed = Row.safeParse(row);
      // What this release cannot read keeps its lease, and is set aside for a person after some of them.
      if (!parsed.success) return [];
      const { id, name, profile_name, last_status, agenda_revision, phone_number_id, ...opened } = parsed.data;
      const lastReached = reached.includes(last_status ?? '');
      return [
        [
          id,
          {
            ...opened,
            contactName: name,
            profileName: profile_name,
            phoneNumberId: phone_number_id,
            agendaRevision: agenda_revision,
            lastReached,
          },
        ] as const,
      ];
    }),
  );
}

/** Why a person takes over, since when, and what they should know at a glance. */
export type Handoff = { readonly reason: string; readonly brief: unknown; readonly at: Temporal.Instant };

/**
 * Gives the conversation to a person. From here on the agent is silent: turns that others have claimed lose their
 * fence, and what the contact writes is kept for the person.
 */
export async function handOver(
  tx: Db,
  business: BusinessId,
  conversation: ConversationId,
  { reason, brief, at }: Handoff,
): Promise<void> {
  await tx
    .updateTable('conversations')
    .set({ status: 'human', handoff_reason: reason, handoff_brief: json(brief), handed_over_at: at })
    .where('business_id', '=', business)
    .where('id', '=', conversation)
    .execute();
  await silence(tx, [conversation]);
}

/** Ends what turns have under way here: those that others have claimed lose their fence, and nothing waits for one. */
export async function silence(tx: Db, conversations: readonly string[]): Promise<void> {
  await sql`update messages set fence = 0
    where conversation_id = any(${conversations}::uuid[]) and direction = 'in' and fence is null`.execute(tx);
  await sql`update turns set fence = fence + 1, leased_until = null, due_at = null, waiting_since = null
    where conversation_id = any(${conversations}::uuid[])`.execute(tx);
}

/** Gives a conversation back to the agent, which remembers where it was. `false`: no person had it. */
export async function giveBack(db: Db, business: BusinessId, conversation: ConversationId): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('conversations')
    .set({ status: 'active', handoff_reason: null, handoff_brief: null, handed_over_at: null, assigned_to: null })
    .where('business_id', '=', business)
    .where('id', '=', conversation)
    .where('status', '=', 'human')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** A conversation that a person has. */
export type HandedOver = {
  readonly business: BusinessId;
  readonly conversation: ConversationId;
  readonly reason: string | null;
  readonly brief: unknown;
  readonly since: Temporal.Instant | null;
};

/** The conversations that persons have, those that wait longest first. */
export async function handedOver(db: Db): Promise<HandedOver[]> {
  const rows = await db
    .selectFrom('conversations')
    .select(['business_id', 'id', 'handoff_reason', 'handoff_brief', 'handed_over_at'])
    .where('status', '=', 'human')
    .orderBy('handed_over_at')
    .execute();
  return rows.map((row) => ({
    business: BusinessId.parse(row.business_id),
    conversation: ConversationId.parse(row.id),
    reason: row.handoff_reason,
    brief: row.handoff_brief,
    since: row.handed_over_at,
  }));
}
