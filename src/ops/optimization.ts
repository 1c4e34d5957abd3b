import {
  indexNameOf,
  isBloated,
  needsAnalyze,
  needsVacuum,
  type IndexUse,
  type Statement,
  type Suggestion,
  type TableUse,
} from './performance.ts';

/** Something that makes it faster, locks nobody out and can be taken back. */
export type Action = {
  readonly kind: 'vacuum' | 'analyze' | 'reindex' | 'drop' | 'create';
  /** The table or index it is about. */
  readonly name: string;
  readonly sql: string;
  readonly why: string;
  readonly takeBack: string;
  /** Whom a new index is to help: it stays only when this one's plan becomes cheaper. */
  readonly statement: Statement | null;
};

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** What a rebuild that was interrupted leaves behind. */
const isLeftover = (index: string) => /_cc(new|old)\d*$/.test(index);

/** All that may be done about what was found, the cheap first. */
export function actionsOf({
  tables,
  indexes,
  suggestions,
}: {
  readonly tables: readonly TableUse[];
  readonly indexes: readonly IndexUse[];
  readonly suggestions: readonly Suggestion[];
}): Action[] {
  return [
    ...tables.flatMap(forTable),
    ...indexes.flatMap(forIndex),
    ...suggestions.flatMap((suggestion) => forSuggestion(suggestion)),
  ];
}

function forTable(table: TableUse): Action[] {
  const about = { name: table.table, statement: null, takeBack: 'nothing to take back: no row is changed' };
  if (needsVacuum(table))
    return [
      { ...about, kind: 'vacuum', sql: `vacuum (analyze) ${quoted(table.table)}`, why: 'dead rows take room and time' },
    ];
  if (needsAnalyze(table))
    return [{ ...about, kind: 'analyze', sql: `analyze ${quoted(table.table)}`, why: 'its statistics are old' }];
  return [];
}

function forIndex({ index, isValid, ...size }: IndexUse): Action[] {
  const about = { name: index, statement: null };
  if (!isValid && isLeftover(index)) {
    const why = 'it is left of a rebuild that was interrupted';
    const takeBack = 'nothing to take back: it was never used';
    return [{ ...about, kind: 'drop', sql: `drop index concurrently ${quoted(index)}`, why, takeBack }];
  }
  if (isValid && !isBloated(size)) return [];
  const takeBack = 'nothing to take back: it is the same index';
  const why = isValid ? 'most of it is empty' : 'it is invalid, and never used';
  return [{ ...about, kind: 'reindex', sql: `reindex index concurrently ${quoted(index)}`, why, takeBack }];
}

/** Only what a statement needs: what it brings can be measured. */
function forSuggestion(suggestion: Suggestion): Action[] {
  const { table, columns, statement } = suggestion;
  if (statement === null) return [];
  const name = indexNameOf(suggestion);
  const on = `${quoted(table)} (${columns.map(quoted).join(', ')})`;
  return [
    {
      kind: 'create',
      name,
      statement,
      sql: `create index concurrently ${quoted(name)} on ${on}`,
      why: `statement ${statement.id} reads ${table} whole`,
      takeBack: `drop index concurrently ${quoted(name)}`,
    },
  ];
}

/** A new index that brings less is not worth what every write pays for it. */
const costShareMax = 0.9;

export const isWorthIt = (before: number | null, after: number | null): boolean =>
  before !== null && after !== null && after <= before * costShareMax;
