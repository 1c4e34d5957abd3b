import { sql } from 'kysely';
import type { Db } from '../platform/db.ts';
import type { UnfiledUpdate, Update } from './update.ts';

/** Writes updates down in one statement; those that are already here are left as they are. Durable when it resolves. */
export async function keep(db: Db, updates: readonly Update[]): Promise<void> {
  const columns = [
    updates.map(({ phoneNumberId }) => phoneNumberId),
    updates.map(({ kind }) => kind),
    updates.map(({ key }) => key),
    updates.map(({ payload }) => payload),
  ];
  await sql`
    insert into inbox (phone_number_id, kind, key, payload)
    select * from unnest(${columns[0]}::text[], ${columns[1]}::text[], ${columns[2]}::text[], ${columns[3]}::text[])
    on conflict do nothing`.execute(db);
}

const filingLock = 7281912;

/** Nothing is filed until this transaction ends: nobody is met whom it changes. */
export async function holdFiling(tx: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(${filingLock})`.execute(tx);
}

/**
 * The oldest updates that nobody has filed, in the order they came. Only one transaction at a time gets any, or the
 * messages of a conversation could be filed out of order; the lock ends with the transaction, also with a crash.
 */
export async function takeUnfiled(tx: Db, limit: number): Promise<UnfiledUpdate[]> {
  const { rows } = await sql<{ mine: boolean }>`select pg_try_advisory_xact_lock(${filingLock}) as mine`.execute(tx);
  if (!rows[0]?.mine) return [];
  const found = await tx
    .selectFrom('inbox')
    .select(['id', 'phone_number_id', 'kind', 'key', 'payload'])
    .where('filed_at', 'is', null)
    .orderBy('id')
    .limit(limit)
    .execute();
  return found.map(({ id, phone_number_id, kind, key, payload }) => ({
    id,
    phoneNumberId: phone_number_id,
    kind: kind === 'message' || kind === 'status' || kind === 'echo' ? kind : 'other',
    key,
    payload,
  }));
}

/** Notes that these are filed. `faults`: those that a person must look at, with the reason. */
export async function markFiled(tx: Db, ids: readonly number[], faults: ReadonlyMap<number, string>): Promise<void> {
  await sql`update inbox set filed_at = now() where id = any(${ids}::bigint[])`.execute(tx);
  for (const [id, fault] of faults) await tx.updateTable('inbox').set({ fault }).where('id', '=', id).execute();
}

/** Sets an update aside for a person: it cannot be filed, and those behind it can. */
export async function setUpdateAside(db: Db, id: number, fault: string): Promise<void> {
  await db
    .updateTable('inbox')
    .set({ filed_at: sql`now()`, fault })
    .where('id', '=', id)
    .where('filed_at', 'is', null)
    .execute();
}
