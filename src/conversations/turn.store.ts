import { sql } from 'kysely';
import { BusinessId } from '../business/business.ts';
import type { Db } from '../platform/db.ts';
import { ConversationId } from './conversation.ts';
import { openConversations, type Opened } from './conversation.store.ts';

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

/** A turn and all that answering it starts from. */
export type OpenedTurn = Turn & { readonly opened: Opened };

/**
 * A turn whose lease ran out so often kills or hangs its workers. Not fewer: turns are claimed many at once, and share
 * the fate of a worker that dies for another reason.
 */
const leasesLostMax = 12;

/**
 * Claims the conversations that are due longest, and opens them. By the database's clock, which all workers share; `now` is the clock by which their contacts' bookings are looked at.
 */
export async function claimTurns(
  db: Db,
  { lease, limit, now }: { readonly lease: Temporal.Duration; readonly limit: number; readonly now: Temporal.Instant },
): Promise<OpenedTurn[]> {
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
      where due_at <= now() and fault is null and tries < ${leasesLostMax} and (leased_until is null or leased_until < now())
      order by due_at limit ${limit} for update skip locked)
    returning conversation_id, business_id, fence, arrivals, tries, due_at`.execute(db);
  if (rows.length === 0) return [];
  // Only now, in a later snapshot: whatever `arrivals` counts is seen.
  const opened = await openConversations(
    db,
    rows.map((row) => ({ business: row.business_id, conversation: row.conversation_id })),
    now,
  );
  return rows.flatMap(({ conversation_id, business_id, fence, arrivals, tries, due_at }) => {
    const conversation = ConversationId.parse(conversation_id);
    const found = opened.get(conversation);
    if (!found) return [];
    return [
      {
        business: BusinessId.parse(business_id),
        conversation,
        fence,
        arrivals,
        tries,
        dueAt: due_at,
        opened: found,
      },
    ];
  });
}

/** Makes the lease last again. `false`: the turn is no longer ours. */
export async function renewTurn(db: Db, { conversation, fence }: Turn, lease: Temporal.Duration): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update turns set leased_until = now() + ${lease.total('milliseconds')} * interval '1 ms'
    where conversation_id = ${conversation} and fence = ${fence} and leased_until is not null`.execute(db);
  return numAffectedRows === 1n;
}

/** Tries the turn again after a while: it was given back, so the try does not count. */
export async function postponeTurn(db: Db, { conversation, fence }: Turn, delayMs: number): Promise<void> {
  await sql`
    update turns set leased_until = now() + ${delayMs} * interval '1 ms', tries = greatest(tries - 1, 0)
    where conversation_id = ${conversation} and fence = ${fence} and leased_until is not null`.execute(db);
}

/** Sets the turn aside for a person, with the code of what went wrong; it stays due for when it is tried again. */
export async function setTurnAside(db: Db, { conversation, fence }: Turn, fault: string): Promise<void> {
  await sql`update turns set leased_until = null, fault = ${fault}
    where conversation_id = ${conversation} and fence = ${fence} and leased_until is not null`.execute(db);
}

/** Sets those turns aside that took several workers with them: one conversation must not stop all others. */
export async function sweepTurns(db: Db): Promise<void> {
  await sql`
    update turns set leased_until = null, fault = 'turn.tries'
    where due_at is not null and fault is null and tries >= ${leasesLostMax} and leased_until < now()`.execute(db);
}
