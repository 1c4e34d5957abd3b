import { ruleOf } from '../insight/alerts.ts';
import type { Finding } from './finding.ts';
import {
  indexNameOf,
  isBloated,
  needsAnalyze,
  needsVacuum,
  rowsMany,
  type IndexUse,
  type ProcessUse,
  type Statement,
  type Suggestion,
  type TableUse,
} from './performance.ts';

const optimize = 'whats-agent perf optimize shows what it would do; --yes does it.';

const mb = (bytes: number) => `${(bytes / 1024 ** 2).toFixed(1)} MB`;

const warning = (check: string, says: string, fix: string): Finding => ({ check, level: 'warning', says, fix });

/** An index that was not used for so long, and is so large, costs more than it gives. */
const unusedDaysMin = 7;
const unusedBytesMin = 1024 ** 2;

/** Where nothing is to be done one line says so. */
const orGood = (check: string, says: string, found: readonly Finding[]): readonly Finding[] =>
  found.length > 0 ? found : [{ check, level: 'ok', says }];

/** From here on a statement is slow: two of them are as long as people wait. */
const slowMs = 250;
/** Fewer times is chance, or a migration. */
const callsMin = 5;

export function checkStatements(statements: readonly Statement[] | null): readonly Finding[] {
  if (statements === null)
    return [
      {
        check: 'slow statements',
        level: 'unknown',
        says: 'the server does not count its statements',
        fix: 'Set shared_preload_libraries = pg_stat_statements, start the server anew, and as its superuser: create extension pg_stat_statements;',
      },
    ];
  const slow = statements.filter(({ meanMs, calls }) => meanMs >= slowMs && calls >= callsMin);
  return orGood(
    'slow statements',
    `none takes ${slowMs} ms on average`,
    slow.map(({ id, meanMs, calls }) =>
      warning(
        `statement ${id}`,
        `takes ${meanMs.toFixed(0)} ms on average, ${calls} times`,
        'Its plan stands in the analysis (--json): a table that is read whole needs an index, a large sort a limit. When it is mended: select pg_stat_statements_reset();',
      ),
    ),
  );
}

export function checkSuggestions(suggestions: readonly Suggestion[]): readonly Finding[] {
  return orGood(
    'missing indexes',
    'no large table is read whole for a few of its rows',
    suggestions.map((suggestion) => {
      const { table, columns, statement } = suggestion;
      const says = statement
        ? `${table} is read whole for a few of its rows (statement ${statement.id}, ${statement.calls} times)`
        : `${table} is read whole for each row that is deleted of what it refers to by (${columns.join(', ')})`;
      const way = statement ? optimize : 'in a migration.';
      return warning(
        'missing index',
        says,
        `create index concurrently ${indexNameOf(suggestion)} on ${table} (${columns.join(', ')}); ${way}`,
      );
    }),
  );
}

export function checkIndexes(indexes: readonly IndexUse[], countedDays: number | null): readonly Finding[] {
  const found = indexes.flatMap(({ index, table, isValid, isConstraint, twin, uses, ...size }): Finding[] => {
    if (!isValid)
      return [warning(`index ${index}`, `of ${table} is invalid: it is kept up to date and never used`, optimize)];
    if (twin !== null && !isConstraint)
      return [
        warning(`index ${index}`, `is the same as ${twin}`, `drop index concurrently ${index}; in a migration, too.`),
      ];
    if (isBloated(size))
      return [
        warning(`index ${index}`, `${mb(size.wastedBytes ?? 0)} of its ${mb(size.bytes)} hold nothing`, optimize),
      ];
    const isOld = countedDays !== null && countedDays >= unusedDaysMin;
    if (isOld && uses === 0 && !isConstraint && size.bytes >= unusedBytesMin)
      return [
        warning(
          `index ${index}`,
          `of ${table} (${mb(size.bytes)}) was not used once in ${Math.floor(countedDays)} days`,
          'Drop it in a migration if no report of a month and no rare case needs it; every write pays for it.',
        ),
      ];
    return [];
  });
  return orGood('indexes', `${indexes.length} are valid, each is the only one of its kind, none is bloated`, found);
}

export function checkTables(tables: readonly TableUse[]): readonly Finding[] {
  const found = tables.flatMap((table): Finding[] => [
    ...(needsVacuum(table)
      ? [warning(`table ${table.table}`, `has ${table.deadRows} dead rows beside ${table.rows}`, optimize)]
      : []),
    ...(needsAnalyze(table)
      ? [warning(`table ${table.table}`, 'has changed since its statistics were made: plans are guesses', optimize)]
      : []),
    ...(isBloated(table)
      ? [
          warning(
            `table ${table.table}`,
            `${mb(table.wastedBytes ?? 0)} of its ${mb(table.bytes)} hold nothing`,
            'New rows fill it again. Only `vacuum full` gives it back to the disk, and locks the table: with the application down.',
          ),
        ]
      : []),
  ]);
  const large = tables.filter(({ rows }) => rows >= rowsMany).length;
  return orGood('tables', `${tables.length}, ${large} of them large: no dead rows, no bloat, fresh statistics`, found);
}

/** Below this the disk is read for what memory should hold. */
const hitPercentMin = 95;

export function checkCache(hitPercent: number | null): Finding {
  if (hitPercent === null) return { check: 'cache', level: 'ok', says: 'too little was read to say' };
  const says = `${hitPercent.toFixed(1)} % of what is read lies in memory`;
  if (hitPercent >= hitPercentMin) return { check: 'cache', level: 'ok', says };
  return warning('cache', says, 'Give the database more memory: POSTGRES_BUFFERS and POSTGRES_MEMORY in .env.');
}

/** Queues whose oldest entry waits longer have nobody who takes it. */
const waitSecondsMax = 60;

export function checkQueues(queues: Readonly<Record<string, { count: number; oldestSeconds: number }>>): Finding[] {
  return ['inbox', 'turns', 'outbox'].map((name): Finding => {
    const { count = 0, oldestSeconds = 0 } = queues[name] ?? {};
    const says = count === 0 ? 'nothing waits' : `${count} wait, the oldest for ${oldestSeconds.toFixed(0)} s`;
    if (oldestSeconds <= waitSecondsMax) return { check: `queue ${name}`, level: 'ok', says };
    return warning(
      `queue ${name}`,
      says,
      'whats-agent health says whether a worker runs; numbers, whether Meta takes.',
    );
  });
}

/** What somebody is alarmed about; the rules of the alerts hold here, too. */
const limitOf = (name: string): number => {
  const limit = ruleOf(name)?.limit;
  return limit && 'above' in limit ? limit.above : Infinity;
};

export function checkProcesses(processes: readonly ProcessUse[]): readonly Finding[] {
  if (processes.length === 0)
    return [
      {
        check: 'processes',
        level: 'unknown',
        says: 'none has given a sign of life in the last 30 s',
        fix: 'whats-agent up on the stack; npm start without it.',
      },
    ];
  return processes.map(({ process, pid, memoryMb, eventLoopMs, poolWaiting }): Finding => {
    const check = `${process} ${pid}`;
    if (memoryMb === null || eventLoopMs === null || poolWaiting === null)
      return { check, level: 'unknown', says: 'is of a release that does not say', fix: 'whats-agent restart' };
    const says = `${memoryMb.toFixed(0)} MB, its event loop ${eventLoopMs.toFixed(0)} ms late at most, ${poolWaiting} wait for a connection`;
    if (memoryMb > limitOf('process_memory') || eventLoopMs > limitOf('event_loop') || poolWaiting > 0)
      return warning(check, says, 'grep slow logs/performance.log shows what kept it; whats-agent restart ends it.');
    return { check, level: 'ok', says };
  });
}
