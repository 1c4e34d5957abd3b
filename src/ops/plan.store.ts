import { sql } from 'kysely';
import { z } from 'zod';
import type { Db } from '../platform/db.ts';
import { filteredColumns, rowsMany, type Plan, type Scan, type Statement, type TableUse } from './performance.ts';

type Node = z.output<typeof Node>;
const Node = z.looseObject({
  'Node Type': z.string(),
  'Relation Name': z.string().optional(),
  Filter: z.string().optional(),
  'Plan Rows': z.number(),
  'Total Cost': z.number(),
  get Plans() {
    return z.array(Node).optional();
  },
});

const Explained = z.tuple([z.object({ Plan: Node })]);

/**
 * The plan of a statement whose values are unknown, as PostgreSQL would make it for any of them. `null`: it has none to
 * show, for the text does not say which type a value has.
 */
export async function planOf(
  db: Db,
  { text }: Pick<Statement, 'text'>,
  tables: readonly TableUse[],
): Promise<Plan | null> {
  // What was `interval '1 day'` is counted as `interval $1`, which no server reads; nor `extract($1 from at)`.
  const readable = text
    .replaceAll(/\b(interval|timestamptz|timestamp|date|time) (\$\d+)/gi, '$2::$1')
    .replaceAll(/\bextract\((\$\d+) from /gi, 'date_part($1::text, ');
  const [asked] = await Promise.allSettled([
    sql<{ 'QUERY PLAN': unknown }>`explain (generic_plan, format json) ${sql.raw(readable)}`.execute(db),
  ]);
  if (asked.status === 'rejected') return null;
  const read = Explained.safeParse(asked.value.rows[0]?.['QUERY PLAN']);
  if (!read.success) return null;
  const [{ Plan: top }] = read.data;
  return { cost: top['Total Cost'], scans: nodesOf(top).flatMap((node) => scanOf(node, tables)) };
}

const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

/** A large table that is read to its end, and filtered. */
function scanOf(node: Node, tables: readonly TableUse[]): Scan[] {
  const { 'Node Type': kind, 'Relation Name': name, Filter: filter, 'Plan Rows': rows } = node;
  const table = tables.find((one) => one.table === name);
  if (!/^(Parallel )?Seq Scan$/.test(kind) || !table || filter === undefined || table.rows < rowsMany) return [];
  return [{ table: table.table, columns: filteredColumns(filter, table.columns), share: rows / table.rows }];
}
