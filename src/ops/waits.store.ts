import { sql } from 'kysely';
import type { Db } from '../platform/db.ts';
import type { Took } from './performance.ts';

const over = (ms: ReturnType<typeof sql>) => sql`count(*)::int as count,
  percentile_cont(0.5) within group (order by ${ms})::float8 as "p50Ms",
  percentile_cont(0.95) within group (order by ${ms})::float8 as "p95Ms"`;

const between = (from: string, to: string) => sql`extract(epoch from ${sql.ref(to)} - ${sql.ref(from)}) * 1000`;

/** How long work has waited for somebody to take it up, in the last 24 hours; of the inbox the last ten thousand updates. */
export async function waits(db: Db, now: Temporal.Instant): Promise<Took[]> {
  const since = now.subtract({ hours: 24 });
  const { rows } = await sql<Took>`
    select 'inbox' as name, ${over(between('received_at', 'filed_at'))}
      from (select * from inbox order by id desc limit 10000) as lately where received_at > ${since} and filed_at is not null
    union all select 'turns', ${over(between('due_at', 'at'))} from traces where at > ${since}
    union all select 'outbox', ${over(between('created_at', 'sent_at'))} from outbox
      where created_at > ${since} and sent_at is not null`.execute(db);
  return rows;
}

/** What turns of the last 24 hours were about, by brain and by what was answered first; those that took most time in all first. */
export async function topTurns(db: Db, now: Temporal.Instant): Promise<Took[]> {
  const { rows } = await sql<Took>`
    select brain || ': ' || coalesce(acts -> 0 ->> 'act', 'nothing') as name, ${over(sql`took_ms`)}
    from traces where at > ${now.subtract({ hours: 24 })}
    group by 1 order by sum(took_ms) desc limit 10`.execute(db);
  return rows;
}
