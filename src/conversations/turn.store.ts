import { sql } from 'kysely';
import { BusinessId } from '../business/business.ts';
import type { Db } from '../platform/db.ts';
import { ConversationId } from './conversation.ts';

/** The right to answer a conversation, until the lease ends or somebody else's fence is higher. */
export type Turn = {
  readonly business: BusinessId;
  readonly conversation: ConversationId;
  readonly fence: number;
  /** How many messages had been filed when it was claimed. */
  readonly arrivals: number;
  readonly tries: number;
  readonly dueAt: Temporal.Instant;
};

/** Claims the conversations that are due longest. By the database's clock, which all workers share. */
export async function claimTurns(db: Db, lease: Temporal.Duration, limit: number): Promise<Turn[]> {
  const { rows } = await sql<{
    conversation_id: string;
    business_id: string;
    fence: number;
    arrivals: number;
    tries: number;
    due_at: Temporal.Instant;
  }>`
    update turns set leased_until = now() + ${lease.total('milliseconds')} * interval '1 ms', fence = fence + 1, tries = tries + 1
    where conversation_id in (
      select conversation_id from turns
      where due_at <= now() and fault is null and (leased_until is null or leased_until < now())
      order by due_at limit ${limit} for update skip locked)
    returning conversation_id, business_id, fence, arrivals, tries, due_at`.execute(db);
  return rows.map(({ conversation_id, business_id, fence, arrivals, tries, due_at }) => ({
    business: BusinessId.parse(business_id),
    conversation: ConversationId.parse(conversation_id),
    fence,
    arrivals,
    tries,
    dueAt: due_at,
  }));
}

/** Makes the lease last again. `false`: the turn is no longer ours. */
export async function renewTurn(db: Db, { conversation, fence }: Turn, lease: Temporal.Duration): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update turns set leased_until = now() + ${lease.total('milliseconds')} * interval '1 ms'
    where conversation_id = ${conversation} and fence = ${fence} and leased_until is not null`.execute(db);
  return numAffectedRows === 1n;
}

/**
 * Ends a turn: what was said up to message `answered` has its answer. `false`: it is no longer ours, for its lease was
 * taken over or a person has the conversation, and nothing may be written. A message that was filed meanwhile leaves
 * the conversation due.
 *
 * The conversation is locked before its turn, in the order in which filing locks them: the other way round, the two
 * would wait for each other.
 */
export async function closeTurn(tx: Db, { conversation, fence, arrivals }: Turn, answered: number): Promise<boolean> {
  const { rows } = await sql`
    with held as (select id from conversations where id = ${conversation} for update),
    closed as (
      update turns set
        leased_until = null,
        tries = 0,
        due_at = case when arrivals = ${arrivals} then null else due_at end,
        waiting_since = case when arrivals = ${arrivals} then null else now() end
      where conversation_id = (select id from held) and fence = ${fence} and leased_until is not null
      returning conversation_id)
    , marked as (
      update messages set fence = ${fence} from closed
      where messages.conversation_id = closed.conversation_id and direction = 'in' and messages.fence is null and messages.id <= ${answered})
    select conversation_id from closed`.execute(tx);
  return rows.length === 1;
}

/** Tries the turn again after a while. */
export async function postponeTurn(db: Db, { conversation, fence }: Turn, delayMs: number): Promise<void> {
  await sql`
    update turns set leased_until = now() + ${delayMs} * interval '1 ms'
    where conversation_id = ${conversation} and fence = ${fence} and leased_until is not null`.execute(db);
}

/** Sets the turn aside for a person, with the code of what went wrong; it stays due for when it is tried again. */
export async function setTurnAside(db: Db, { conversation, fence }: Turn, fault: string): Promise<void> {
  await sql`update turns set leased_until = null, fault = ${fault} where conversation_id = ${conversation} and fence = ${fence}`.execute(
    db,
  );
}
