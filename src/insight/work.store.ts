import { sql } from 'kysely';
import type { Db } from '../platform/db.ts';
import { queues } from './health.store.ts';
import type { WorkNow } from './metrics.ts';

/** What the workers have done in the last five minutes, by all of them, and what waits. */
export async function workNow(db: Db): Promise<WorkNow> {
  const [{ inbox, turns, outbox, deadLetters }, { rows }] = await Promise.all([
    queues(db),
    sql<{ turns: number; p95: number | null; sent: number; calls: number; failed: number }>`
      select count(*)::int as turns, percentile_cont(0.95) within group (order by took_ms)::float8 / 1000 as p95,
        (select count(*)::int from outbox where created_at > now() - interval '5 minutes' and sent_at is not null) as sent,
        (select count(*)::int from llm_calls where at > now() - interval '5 minutes') as calls,
        (select count(*)::int from llm_calls where at > now() - interval '5 minutes' and outcome <> 'used') as failed
      from traces where at > now() - interval '5 minutes'`.execute(db),
  ]);
  const [row] = rows;
  return {
    turns: row?.turns ?? 0,
    turnP95Seconds: row?.p95 ?? null,
    sent: row?.sent ?? 0,
    modelCalls: row?.calls ?? 0,
    modelFailures: row?.failed ?? 0,
    inbox: inbox.count,
    due: turns.count,
    outbox: outbox.count,
    deadLetters: deadLetters.count,
  };
}
