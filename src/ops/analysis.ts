import type { Document, Section } from '../platform/document.ts';
import { report, type Finding } from './finding.ts';
import {
  checkCache,
  checkIndexes,
  checkProcesses,
  checkQueues,
  checkStatements,
  checkSuggestions,
  checkTables,
} from './performance-check.ts';
import type {
  Figures,
  IndexUse,
  Plan,
  ProcessUse,
  Snapshot,
  Statement,
  Suggestion,
  TableUse,
  Took,
} from './performance.ts';
import { localMinute } from '../platform/time.ts';

/** All that an analysis of the performance found. */
export type Analysis = {
  readonly takenAt: Temporal.Instant;
  /** `null`: nobody counts statements. */
  readonly statements: readonly { readonly statement: Statement; readonly plan: Plan | null }[] | null;
  readonly suggestions: readonly Suggestion[];
  readonly tables: readonly TableUse[];
  readonly indexes: readonly IndexUse[];
  readonly hitPercent: number | null;
  /** Days since the server began to count what is used. */
  readonly countedDays: number | null;
  readonly queues: Readonly<Record<string, { readonly count: number; readonly oldestSeconds: number }>>;
  readonly processes: readonly ProcessUse[];
  readonly requests: readonly Took[];
  readonly waits: readonly Took[];
  readonly turns: readonly Took[];
  /** What `performance.log` tells of the last seven days, and how often; `null`: there is no such file. */
  readonly slow: ReadonlyMap<string, number> | null;
  readonly figures: Figures;
  readonly before: Snapshot | null;
};

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const mbOf = (bytes: number) => bytes / 1024 ** 2;

/** What is kept of an analysis, so that another can be held against it. */
export function figuresOf({
  statements,
  tables,
  indexes,
  hitPercent,
  requests,
  waits,
}: Omit<Analysis, 'figures' | 'before'>): Figures {
  const sizes = [...tables, ...indexes];
  return {
    ...Object.fromEntries(requests.map(({ name, p95Ms }) => [`requests ${name}, p95 ms`, p95Ms])),
    ...Object.fromEntries(waits.map(({ name, p95Ms }) => [`wait in ${name}, p95 ms`, p95Ms])),
    'cache hits, %': hitPercent,
    'tables and indexes, MB': mbOf(sum(sizes.map(({ bytes }) => bytes))),
    'of it empty, MB': mbOf(sum(sizes.map(({ wastedBytes }) => wastedBytes ?? 0))),
    'dead rows': sum(tables.map(({ deadRows }) => deadRows)),
    ...Object.fromEntries(
      (statements ?? []).map(({ statement: { id, meanMs } }) => [`statement ${id}, mean ms`, meanMs]),
    ),
  };
}

/** What takes half as long again, and so much longer that somebody feels it, has grown slower. */
const slowerFactor = 1.5;
const slowerMs = 20;

function checkBefore(figures: Figures, before: Snapshot | null): Finding[] {
  return Object.entries(figures).flatMap(([name, now]): Finding[] => {
    const then = before?.figures[name] ?? null;
    if (now === null || then === null || !name.endsWith(' ms')) return [];
    if (now < then * slowerFactor || now < then + slowerMs) return [];
    return [
      {
        check: name,
        level: 'warning',
        says: `has grown from ${then.toFixed(1)} to ${now.toFixed(1)}`,
        fix: 'whats-agent deploy history says what was released since; the tables above say what has grown.',
      },
    ];
  });
}

/** What is to be done, each with how. */
export function findingsOf(analysis: Analysis): Finding[] {
  const { statements, suggestions, indexes, tables, countedDays, hitPercent, queues, processes } = analysis;
  return [
    ...checkStatements(statements?.map(({ statement }) => statement) ?? null),
    ...checkSuggestions(suggestions),
    ...checkIndexes(indexes, countedDays),
    ...checkTables(tables),
    checkCache(hitPercent),
    ...checkQueues(queues),
    ...checkProcesses(processes),
    ...checkBefore(analysis.figures, analysis.before),
  ];
}

const ms = (value: number | null) => (value === null ? '—' : `${value.toFixed(1)} ms`);
const mb = (bytes: number | null) => (bytes === null ? '—' : `${mbOf(bytes).toFixed(1)} MB`);

/** The rows that say most; the rest is in `--json`. */
const rowsMax = 10;
const textMax = 200;

/** For a terminal and a page. */
export function documentOf(analysis: Analysis, timeZone: string): Document {
  const at = (instant: Temporal.Instant) => localMinute(instant, timeZone);
  const { before } = analysis;
  return {
    title: 'Performance',
    subtitle: `${at(analysis.takenAt)}, ${before ? `compared with ${at(before.takenAt)}` : 'nothing to compare with yet'}`,
    language: 'en',
    sections: [
      { title: 'Findings', blocks: [{ kind: 'text', text: report(findingsOf(analysis)) }] },
      ...databaseSections(analysis),
      ...workSections(analysis),
      ...(before ? [comparison(analysis.figures, before)] : []),
    ],
  };
}

function databaseSections({ statements, tables, indexes }: Analysis): Section[] {
  const top = (statements ?? []).slice(0, rowsMax).map(({ statement: { id, text, calls, totalMs, meanMs }, plan }) => {
    const whole = plan?.scans.map(({ table }) => table).join(', ') || 'none';
    return [
      id,
      String(calls),
      ms(totalMs),
      ms(meanMs),
      plan ? whole : 'no plan',
      text.replaceAll(/\s+/g, ' ').slice(0, textMax),
    ];
  });
  return [
    table('Statements that took most time', ['id', 'calls', 'in all', 'mean', 'reads whole', 'statement'], top),
    table(
      'Tables',
      ['table', 'rows', 'dead', 'size', 'empty', 'read whole'],
      tables
        .slice(0, rowsMax)
        .map((one) => [
          one.table,
          String(one.rows),
          String(one.deadRows),
          mb(one.bytes),
          mb(one.wastedBytes),
          `${one.scans} times`,
        ]),
    ),
    table(
      'Indexes',
      ['index', 'table', 'size', 'empty', 'used'],
      indexes
        .slice(0, rowsMax)
        .map((one) => [one.index, one.table, mb(one.bytes), mb(one.wastedBytes), `${one.uses} times`]),
    ),
  ];
}

const rowsOf = (all: readonly Took[]) =>
  all.map(({ name, count, p50Ms, p95Ms }) => [name, String(count), ms(p50Ms), ms(p95Ms)]);

function workSections({ requests, waits, turns, slow }: Analysis): Section[] {
  const head = ['what', 'how often', 'p50', 'p95'];
  const slowest = [...(slow ?? [])].toSorted((a, b) => b[1] - a[1]).slice(0, rowsMax);
  return [
    table('Requests of 24 hours', head, rowsOf(requests)),
    table('What work waited, 24 hours', head, rowsOf(waits)),
    table('Turns of 24 hours', head, rowsOf(turns)),
    slow === null
      ? {
          title: 'Slow, by performance.log',
          blocks: [{ kind: 'text', text: 'There is no performance.log in LOG_DIR.' }],
        }
      : table(
          'Slow, by performance.log of 7 days',
          ['what', 'how often'],
          slowest.map(([what, count]) => [what, String(count)]),
        ),
  ];
}

function comparison(figures: Figures, before: Snapshot): Section {
  const rows = Object.entries(figures).flatMap(([name, now]) => {
    const then = before.figures[name] ?? null;
    if (then === null || now === null) return [];
    const change = then === 0 ? '—' : `${(100 * (now / then - 1)).toFixed(0)} %`;
    return [[name, then.toFixed(1), now.toFixed(1), change]];
  });
  return table('Since then', ['figure', 'then', 'now', 'change'], rows);
}

const table = (title: string, head: readonly string[], rows: readonly (readonly string[])[]): Section => ({
  title,
  blocks: rows.length === 0 ? [{ kind: 'text', text: 'Nothing.' }] : [{ kind: 'table', head, rows }],
});
