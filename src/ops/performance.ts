import { z } from 'zod';

/** A statement as `pg_stat_statements` counts it: its text has no values in it. */
export type Statement = {
  readonly id: string;
  readonly text: string;
  readonly calls: number;
  readonly totalMs: number;
  readonly meanMs: number;
};

/** What PostgreSQL would do for a statement, and where it would read a table to its end for a few of its rows. */
export type Plan = { readonly cost: number; readonly scans: readonly Scan[] };
export type Scan = { readonly table: string; readonly columns: readonly string[]; readonly share: number };

/** A table, or an index. `wastedBytes`: an estimate of what its rows do not need, from the statistics of its columns. */
export type TableUse = {
  readonly table: string;
  readonly rows: number;
  readonly bytes: number;
  readonly wastedBytes: number | null;
  readonly deadRows: number;
  /** Changed since its statistics were made. */
  readonly changedRows: number;
  readonly isAnalyzed: boolean;
  readonly scans: number;
  readonly scannedRows: number;
  readonly columns: readonly string[];
};

export type IndexUse = {
  readonly index: string;
  readonly table: string;
  /** Its leading columns; '' stands for an expression. */
  readonly columns: readonly string[];
  readonly bytes: number;
  readonly wastedBytes: number | null;
  readonly uses: number;
  readonly isValid: boolean;
  /** It keeps a rule: a key, or an exclusion. */
  readonly isConstraint: boolean;
  /** Another that is the same. */
  readonly twin: string | null;
};

/** A reference between tables whose referring side has to be read whole when the other side changes. */
export type Reference = { readonly table: string; readonly columns: readonly string[]; readonly rows: number };

/** How a process that is alive said it is; `null` of what one of an older release does not say. */
export type ProcessUse = {
  readonly process: string;
  readonly pid: number;
  readonly memoryMb: number | null;
  readonly eventLoopMs: number | null;
  readonly poolWaiting: number | null;
};

/** How long something took, half of the times and 95 of 100 times at most. */
export type Took = {
  readonly name: string;
  readonly count: number;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
};

/** Figures by their name; `null` is unknown. */
export const Figures = z.record(z.string(), z.number().nullable());
export type Figures = z.output<typeof Figures>;

export type Snapshot = { readonly takenAt: Temporal.Instant; readonly figures: Figures };

/** An index that would be worth having: whom it helps stands in `statement`. */
export type Suggestion = {
  readonly table: string;
  readonly columns: readonly string[];
  readonly statement: Statement | null;
};

/** Below this a table is read to its end sooner than by an index. */
export const rowsMany = 10_000;

/** An index that finds more of a table than this is not used. */
const shareMax = 0.1;

/**
 * The columns that a filter of a plan holds against a value, those that must be equal first: the order in which an index
 * serves. Only the first range is of use to it.
 *
 * @param filter as EXPLAIN prints it, such as `((business_id = $1) AND (at > $2))`
 */
export function filteredColumns(filter: string, columns: readonly string[]): string[] {
  // What stands in an alternative alone narrows nothing.
  if (/ OR |\bNOT\b/.test(filter)) return [];
  const compared = [...filter.matchAll(/\((?:\w+\.)?(\w+)\)?(?:::\w+)? (=|>=|<=|>|<) /g)]
    .map(([, column = '', operator = '']) => ({ column, isEqual: operator === '=' }))
    .filter(({ column }) => columns.includes(column));
  const equal = compared.filter(({ isEqual }) => isEqual).map(({ column }) => column);
  const range = compared.find(({ column, isEqual }) => !isEqual && !equal.includes(column));
  return [...new Set([...equal, ...(range ? [range.column] : [])])];
}

/** Does an index begin with these columns, in any order? */
const serves = ({ columns, isValid }: IndexUse, wanted: readonly string[]) =>
  isValid && wanted.every((column) => columns.slice(0, wanted.length).includes(column));

/** Indexes that are missing: for what reads large tables whole, and for references. Each once. */
export function suggestionsOf(
  planned: readonly { readonly statement: Statement; readonly plan: Plan | null }[],
  references: readonly Reference[],
  indexes: readonly IndexUse[],
): Suggestion[] {
  const found: Suggestion[] = [
    ...planned.flatMap(({ statement, plan }) =>
      (plan?.scans ?? [])
        .filter(({ columns, share }) => columns.length > 0 && share <= shareMax)
        .map(({ table, columns }) => ({ table, columns, statement })),
    ),
    ...references
      .filter(({ rows }) => rows >= rowsMany)
      .map(({ table, columns }) => ({ table, columns, statement: null })),
  ];
  const isServed = ({ table, columns }: Suggestion) =>
    indexes.some((index) => index.table === table && serves(index, columns));
  const named = new Map(found.filter((one) => !isServed(one)).map((one) => [indexNameOf(one), one]));
  // A statement is the better reason: it can be measured.
  for (const one of found) if (one.statement && named.has(indexNameOf(one))) named.set(indexNameOf(one), one);
  return [...named.values()];
}

/** By its name an index of ours is known; PostgreSQL cuts names at 63. */
export const indexNameOf = ({ table, columns }: Pick<Suggestion, 'table' | 'columns'>): string =>
  `perf_${table}_${columns.join('_')}`.slice(0, 63);

/** Estimates below this are noise. */
const wasteBytesMin = 4 * 1024 ** 2;

export const isBloated = ({ bytes, wastedBytes }: Pick<TableUse, 'bytes' | 'wastedBytes'>): boolean =>
  wastedBytes !== null && wastedBytes >= wasteBytesMin && wastedBytes >= bytes / 2;

export const needsVacuum = ({ deadRows, rows }: TableUse): boolean => deadRows >= rowsMany && deadRows >= rows / 5;

export const needsAnalyze = ({ isAnalyzed, rows, changedRows }: TableUse): boolean =>
  rows >= rowsMany && (!isAnalyzed || changedRows >= Math.max(rowsMany, rows / 5));
