import { queues } from '../insight/health.store.ts';
import { serviceOf } from '../insight/service.store.ts';
import type { Db } from '../platform/db.ts';
import { percentileOf } from '../platform/spread.ts';
import { figuresOf, type Analysis } from './analysis.ts';
import { suggestionsOf, type Took } from './performance.ts';
import {
  bareReferences,
  cacheUse,
  indexUses,
  keepSnapshot,
  processUses,
  snapshotBefore,
  tableUses,
  topStatements,
} from './performance.store.ts';
import { planOf } from './plan.store.ts';
import { topTurns, waits } from './waits.store.ts';

/** So many statements are looked at: what comes after them costs nothing. */
const statementsMax = 25;

const dayMinutes = 24 * 60;

/** Looks at everything that may be slow, and keeps its figures for the next time. `slow`: what the log counts. */
export async function analyse(db: Db, now: Temporal.Instant, slow: Analysis['slow']): Promise<Analysis> {
  const [statements, tables, indexes] = [
    await topStatements(db, statementsMax),
    await tableUses(db),
    await indexUses(db),
  ];
  const planned = [];
  for (const statement of statements ?? []) planned.push({ statement, plan: await planOf(db, statement, tables) });
  const cache = await cacheUse(db);
  const found = {
    takenAt: now,
    statements: statements === null ? null : planned,
    suggestions: suggestionsOf(planned, await bareReferences(db), indexes),
    tables,
    indexes,
    hitPercent: cache.hitPercent,
    countedDays: cache.countedSince === null ? null : cache.countedSince.until(now).total('hours') / 24,
    queues: await queues(db),
    processes: await processUses(db),
    requests: [await served(db, 'webhook', now), await served(db, 'http', now)],
    waits: await waits(db, now),
    turns: await topTurns(db, now),
    slow,
  };
  const [before, figures] = [await snapshotBefore(db, now), figuresOf(found)];
  await keepSnapshot(db, now, figures);
  return { ...found, figures, before };
}

async function served(db: Db, sli: 'webhook' | 'http', now: Temporal.Instant): Promise<Took> {
  const { total, spread } = await serviceOf(db, sli, dayMinutes, now);
  return { name: sli, count: total, p50Ms: percentileOf(spread, 0.5), p95Ms: percentileOf(spread, 0.95) };
}
