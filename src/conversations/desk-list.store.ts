import { sql, type RawBuilder } from 'kysely';
import { z } from 'zod';
import type { BusinessId } from '../business/business.ts';
import { contactMatches } from '../contacts/contact-list.store.ts';
import type { Db } from '../platform/db.ts';
import type { ConversationId } from './conversation.ts';
import { FileView } from './desk.view.ts';

const instant = z.instanceof(Temporal.Instant);

const Row = z.object({
  id: z.string(),
  contact: z.string(),
  name: z.string().nullable(),
  phone: z.string().nullable(),
  status: z.enum(['active', 'human', 'closed']),
  reason: z.string().nullable(),
  brief: z.unknown(),
  since: instant.nullable(),
  assigneeId: z.string().nullable(),
  assignee: z.string().nullable(),
  lastAt: instant,
  lastInboundAt: instant,
  lastDirection: z.enum(['in', 'out']),
  content: z.unknown(),
  isUnread: z.boolean(),
  labels: z.array(z.string()),
});
export type DeskRow = z.output<typeof Row>;

export type DeskFilter = {
  readonly show: 'all' | 'human' | 'unread' | 'mine' | 'closed';
  readonly search: string;
  /** Only what is sorted under this word; empty: all. */
  readonly label: string;
  readonly user: string | null;
  readonly before: { readonly at: string; readonly id: string } | null;
  readonly limit: number;
};

/** A page of the desk's list, the latest activity first. */
export async function deskList(db: Db, business: BusinessId, filter: DeskFilter): Promise<DeskRow[]> {
  const { rows } = await deskListQuery(business, filter).execute(db);
  return z.array(Row).parse(rows);
}

/** One conversation, as in the list; `null`: the business has none of this id. */
export async function deskRow(db: Db, business: BusinessId, id: ConversationId): Promise<DeskRow | null> {
  const { rows } = await selected(business, sql`k.id = ${id}`, sql`limit 1`).execute(db);
  return rows[0] ? Row.parse(rows[0]) : null;
}

/** Its SQL, whose plan a test looks at. */
export function deskListQuery(business: BusinessId, filter: DeskFilter): RawBuilder<unknown> {
  const { before, limit } = filter;
  const older = before ? sql`(k.last_message_at, k.id) < (${before.at}::timestamptz, ${before.id}::uuid)` : sql`true`;
  return selected(
    business,
    sql`${shown(filter)} and ${sorted(filter)} and ${found(business, filter)} and ${older}`,
    sql`order by k.last_message_at desc, k.id desc limit ${limit}`,
  );
}

function shown({ show, user }: DeskFilter): RawBuilder<unknown> {
  switch (show) {
    case 'all':
      return sql`true`;
    case 'human':
      return sql`k.status = 'human'`;
    case 'mine':
      return sql`k.status = 'human' and k.assigned_to = ${user}::uuid`;
    case 'unread':
      return sql`k.last_in_id > k.read_id`;
    case 'closed':
      return sql`k.status = 'closed'`;
  }
}

const sorted = ({ label }: DeskFilter) => (label === '' ? sql`true` : sql`k.labels @> array[${label}]`);

/** By a part of the contact's name or number. */
function found(business: BusinessId, { search }: DeskFilter): RawBuilder<unknown> {
  if (search === '') return sql`true`;
  // An array, not a subquery: whom it names is found first, and each of their conversations by its index.
  return sql`k.contact_id = any(array(select id from contacts
    where business_id = ${business} and ${contactMatches(search, 'contacts')}))`;
}

/** Of each conversation that is shown, and of no other, the contact and the last message are looked up by their index. */
function selected(business: BusinessId, which: RawBuilder<unknown>, order: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select k.id, k.contact_id as contact, coalesce(c.name, c.profile_name) as name, c.wa_id as phone, k.status,
      k.handoff_reason as reason, k.handoff_brief as brief, k.handed_over_at as since, u.id as "assigneeId",
      u.name as assignee, k.last_message_at as "lastAt", k.last_inbound_at as "lastInboundAt",
      m.direction as "lastDirection", m.content, k.last_in_id > k.read_id as "isUnread", k.labels
    from (select * from conversations k
        where k.business_id = ${business} and k.last_message_id is not null and ${which} ${order}) k
      cross join lateral (select * from contacts
        where business_id = k.business_id and id = k.contact_id limit 1) c
      cross join lateral (select * from messages
        where business_id = k.business_id and id = k.last_message_id limit 1) m
      left join users u on u.id = k.assigned_to
    ${order}`;
}

const Message = z.object({
  id: z.int(),
  direction: z.enum(['in', 'out']),
  at: instant,
  content: z.unknown(),
  status: z.string(),
  errorCode: z.string().nullable(),
  who: z.string().nullable(),
  understood: z.array(z.unknown()).nullable(),
  did: z.array(z.unknown()).nullable(),
  tookMs: z.number().nullable(),
  file: FileView.nullable(),
});
export type DeskMessage = z.output<typeof Message>;

type Part = { readonly conversation: ConversationId; readonly before: number | null; readonly limit: number };

/** The messages of a conversation, the latest first, with what the agent made of each turn it answered. */
export async function transcript(db: Db, business: BusinessId, part: Part): Promise<DeskMessage[]> {
  const { rows } = await transcriptQuery(business, part).execute(db);
  return z.array(Message).parse(rows);
}

/** Its SQL, whose plan a test looks at. */
export function transcriptQuery(business: BusinessId, { conversation, before, limit }: Part): RawBuilder<unknown> {
  return sql`
    select m.id, m.direction, m.at, m.content, m.status, m.error_code as "errorCode", u.name as who,
      (select jsonb_agg(concat_ws(':', c ->> 'kind', coalesce(c ->> 'flow', c ->> 'slot', c ->> 'topic', c ->> 'reason', c ->> 'request',
        c ->> 'talk'))) from jsonb_array_elements(t.commands) c) as understood,
      jsonb_path_query_array(t.acts, '$[*].act') as did, t.took_ms as "tookMs", (${fileOf}) as file
    from messages m
      left join users u on u.id = m.user_id
      left join traces t on m.direction = 'out' and t.conversation_id = m.conversation_id and t.fence = m.fence
    where m.business_id = ${business} and m.conversation_id = ${conversation}
      and m.id < ${before ?? Number.MAX_SAFE_INTEGER}
    order by m.id desc limit ${limit}`;
}

/** The file that came with it, or that it takes along. */
const fileOf = sql`select jsonb_build_object('id', f.id, 'kind', f.kind, 'type', f.type, 'name', f.name) from files f
  where f.business_id = m.business_id and f.state = 'kept' and f.conversation_id = m.conversation_id
    and (f.message_id = m.id or m.direction = 'out' and f.id::text = coalesce(m.content ->> 'file', m.content -> 'header' ->> 'file'))
  order by f.created_at limit 1`;

const Note = z.object({ id: z.int(), text: z.string(), at: instant, who: z.string().nullable() });

/** What was noted about a conversation, oldest first. */
export async function notesOf(
  db: Db,
  business: BusinessId,
  conversation: ConversationId,
): Promise<z.output<typeof Note>[]> {
  const { rows } = await sql`
    select n.id, n.text, n.at, u.name as who from notes n left join users u on u.id = n.user_id
    where n.business_id = ${business} and n.conversation_id = ${conversation} order by n.id`.execute(db);
  return z.array(Note).parse(rows);
}
