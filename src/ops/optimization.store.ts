import { sql } from 'kysely';
import type { Db } from '../platform/db.ts';
import { isWorthIt, type Action } from './optimization.ts';
import type { TableUse } from './performance.ts';
import { planOf } from './plan.store.ts';

/** What an action is to change, in `unit`; `null`: it is not known. */
type Measured = { readonly value: number | null; readonly unit: string };

export type Done = { readonly before: Measured; readonly after: Measured; readonly isKept: boolean };

/**
 * Does one thing, and measures what it brought. A new index that does not make its statement's plan cheaper is dropped
 * again. Killed at any moment it leaves at most an invalid index, which the next run finds.
 *
 * @param db without a time-out: a large index takes minutes
 */
export async function carryOut(db: Db, action: Action, tables: readonly TableUse[]): Promise<Done> {
  const before = await measure(db, action, tables);
  await sql.raw(action.sql).execute(db);
  const after = await measure(db, action, tables);
  const isKept = action.kind !== 'create' || isWorthIt(before.value, after.value);
  if (!isKept) await sql.raw(action.takeBack).execute(db);
  return { before, after, isKept };
}

async function measure(db: Db, { kind, name, statement }: Action, tables: readonly TableUse[]): Promise<Measured> {
  if (statement) return { value: (await planOf(db, statement, tables))?.cost ?? null, unit: 'plan cost' };
  const isTable = kind === 'vacuum' || kind === 'analyze';
  const { rows } = await sql<{ value: number | null }>`select ${valueOf(kind)} as value from pg_class
    left join pg_stat_user_tables as stat on relid = oid
    where pg_class.relname = ${name} and relnamespace = 'public'::regnamespace`.execute(db);
  const unit = kind === 'vacuum' ? 'dead rows' : isTable ? 'changed rows' : 'MB';
  return { value: rows[0]?.value ?? null, unit };
}

function valueOf(kind: Action['kind']) {
  if (kind === 'vacuum') return sql`stat.n_dead_tup`;
  return kind === 'analyze' ? sql`stat.n_mod_since_analyze` : sql`round(pg_relation_size(oid) / 1048576.0, 1)::float8`;
}

/** Does this session alone optimize? The lock goes with it. */
export async function isAlone(db: Db): Promise<boolean> {
  const { rows } = await sql<{
    alone: boolean;
  }>`select pg_try_advisory_lock(hashtextextended('optimize', 0)) as alone`.execute(db);
  return rows[0]?.alone === true;
}
