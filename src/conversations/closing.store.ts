import { sql } from 'kysely';
import type { Db } from '../platform/db.ts';
import type { Content } from './content.ts';
import { ConversationId } from './conversation.ts';
import { fitted } from './fitting.ts';
import type { OpenedTurn, Turn } from './turn.store.ts';

/** Everything that a turn leaves behind, written when it ends or not at all. */
export type Closing = {
  readonly turn: OpenedTurn;
  /** What was said up to this message has its answer now. */
  readonly answered: number;
  /** What the dialogue must know at its next turn; `null`: as it was. */
  readonly state: unknown;
  /** What we say: in the transcript and in the outbox, after all that this conversation still has to be told. */
  readonly contents: readonly Content[];
  readonly at: Temporal.Instant;
  /** What was heard, understood and done, for the debugger and the evaluation; `null`: nothing was said to us. */
  readonly trace: {
    readonly brain: string;
    /** What the dialogue knew when the turn began. */
    readonly state: unknown;
    readonly said: unknown;
    readonly commands: unknown;
    readonly acts: unknown;
    readonly effects: unknown;
    readonly tookMs: number;
  } | null;
};

/** Is the turn still ours? It stays so until this transaction ends: a person who takes the conversation waits for it. */
export async function holdTurn(tx: Db, { business, conversation, fence }: Turn): Promise<boolean> {
  await sql`select from conversations where business_id = ${business} and id = ${conversation} for update`.execute(tx);
  const { rows } =
    await sql`select from turns where conversation_id = ${conversation} and fence = ${fence} and leased_until is not null for update`.execute(
      tx,
    );
  return rows.length === 1;
}

/**
 * Ends turns in one statement and returns those that it ended. The others are no longer ours, for their lease was taken
 * over or a person has the conversation: of them nothing is written. A message that was filed meanwhile leaves its
 * conversation due.
 *
 * Conversations are locked in order and before their turns, as filing locks them: the other way round, the two would
 * wait for each other.
 */
export async function closeTurns(db: Db, closings: readonly Closing[]): Promise<ReadonlySet<ConversationId>> {
  const rows = closings.map(({ turn: { opened, ...turn }, ...left }) => ({
    ...left,
    ...turn,
    contents: left.contents.flatMap(fitted),
    phoneNumberId: opened.phoneNumberId,
  }));
  const { rows: closed } = await sql<{ conversation_id: string }>`
    with closing as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as closing (
        conversation uuid, business uuid, fence bigint, arrivals bigint, "dueAt" timestamptz, "phoneNumberId" text,
        answered bigint, state jsonb, contents jsonb, at timestamptz, trace jsonb)),
    held as materialized (
      select id from conversations where (business_id, id) in (select business, conversation from closing)
      order by business_id, id for update),
    closed as (
      update turns set
        leased_until = null,
        tries = 0,
        due_at = case when turns.arrivals = closing.arrivals then null else turns.due_at end,
        waiting_since = case when turns.arrivals = closing.arrivals then null else now() end
      from closing join held on held.id = closing.conversation
      where turns.conversation_id = closing.conversation and turns.fence = closing.fence and turns.leased_until is not null
      returning turns.conversation_id),
    ended as materialized (select closing.* from closing join closed on closed.conversation_id = closing.conversation),
    marked as (
      update messages set fence = ended.fence from ended
      where messages.conversation_id = ended.conversation and direction = 'in' and messages.fence is null
        and messages.id <= ended.answered),
    remembered as (
      update conversations set state = ended.state from ended
      where conversations.business_id = ended.business and conversations.id = ended.conversation and jsonb_typeof(ended.state) <> 'null'),
    said as (
      insert into messages (business_id, conversation_id, direction, content, status, at, fence)
      select business, conversation, 'out', content, 'queued', at, fence
      from ended, jsonb_array_elements(contents) with ordinality as said (content, position) order by conversation, position
      returning id, business_id, conversation_id, content),
    queued as (
      insert into outbox (business_id, conversation_id, message_id, phone_number_id, content)
      select said.business_id, said.conversation_id, said.id, ended."phoneNumberId", said.content
      from said join ended on ended.conversation = said.conversation_id order by said.id),
    traced as (
      insert into traces (business_id, conversation_id, fence, brain, state, said, commands, acts, effects, took_ms, due_at, at)
      select business, conversation, fence, trace ->> 'brain', trace -> 'state', trace -> 'said', trace -> 'commands', trace -> 'acts',
        trace -> 'effects', (trace ->> 'tookMs')::real, "dueAt", at
      from ended where jsonb_typeof(trace) <> 'null')
    select conversation_id from closed`.execute(db);
  return new Set(closed.map(({ conversation_id }) => ConversationId.parse(conversation_id)));
}
