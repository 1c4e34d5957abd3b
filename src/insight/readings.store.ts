import { sql } from 'kysely';
import type { Db } from '../platform/db.ts';
import type { Readings } from './readings.ts';

/** What only the database knows of itself: sessions, transactions, replicas. */
export async function databaseReadings(
  db: Db,
): Promise<Pick<Readings, 'connectionsPercent' | 'transactionSeconds' | 'replicationLagSeconds'>> {
  const { rows } = await sql<{ percent: number; oldest: number; lag: number | null }>`
    select (100.0 * count(*) filter (where backend_type = 'client backend') / current_setting('max_connections')::int)::float8 as percent,
      coalesce(max(extract(epoch from now() - xact_start)) filter (where backend_type = 'client backend' and pid <> pg_backend_pid()), 0)::float8 as oldest,
      (select max(extract(epoch from replay_lag))::float8 from pg_stat_replication) as lag
    from pg_stat_activity`.execute(db);
  const row = rows[0];
  return {
    connectionsPercent: row?.percent ?? null,
    transactionSeconds: row?.oldest ?? null,
    replicationLagSeconds: row?.lag ?? null,
  };
}

/**
 * What Meta refuses or has told of, by the channel's own record (`channel_alerts`), and how long people let contacts wait.
 * What the channel sees end is over when it ends; news that nothing ends stays for a day.
 */
export async function channelReadings(db: Db): Promise<Partial<Readings>> {
  const { rows } = await sql<Partial<Readings>>`
    select count(*) filter (where severity = 'critical' and code ~ '^whatsapp\\.' and code <> 'whatsapp.131042')::int as "tokenRefused",
      count(*) filter (where code = 'whatsapp.131042')::int as "paymentProblem",
      count(*) filter (where fresh and code ~ '^template\\.')::int as "templatesRejected",
      count(*) filter (where fresh and code ~ '^(quality|number)\\.')::int + (select count(*) from (
          select distinct on (business_id, phone_number_id) value from number_standing where aspect = 'quality'
          order by business_id, phone_number_id, since desc) as latest where value = 'RED')::int as "numberQuality",
      count(*) filter (where fresh and code ~ '^account\\.')::int as "accountProblem",
      coalesce((select max(extract(epoch from now() - greatest(handed_over_at, last_inbound_at)) / 60) from conversations
        where status = 'human' and last_inbound_at > now() - interval '24 hours' and last_inbound_at >= handed_over_at),
        0)::float8 as "handoffsWaitingMinutes"
    from (select severity, code, last_at > now() - interval '1 day' as fresh from channel_alerts
      where resolved_at is null) as open`.execute(db);
  return rows[0] ?? {};
}

/** The last ten minutes of what the processes used, and how fast the disk fills over six hours. */
export async function usageReadings(
  db: Db,
): Promise<Pick<Readings, 'processMemoryMb' | 'eventLoopMs' | 'diskFullHours'>> {
  const { rows } = await sql<{
    memory: number | null;
    delay: number | null;
    disk: number | null;
    perHour: number | null;
  }>`
    select max(value) filter (where name = 'process_memory' and at > now() - interval '3 minutes') as memory,
      max(value) filter (where name = 'event_loop_delay' and at > now() - interval '3 minutes') as delay,
      (array_agg(value order by at desc) filter (where name = 'disk_usage'))[1] as disk,
      case when count(*) filter (where name = 'disk_usage') >= 60
        then regr_slope(value, extract(epoch from at) / 3600) filter (where name = 'disk_usage') end as "perHour"
    from performance_samples where at > now() - interval '6 hours'`.execute(db);
  const { memory = null, delay = null, disk = null, perHour = null } = rows[0] ?? {};
  // A disk that does not fill lasts for ever; 10,000 hours stand for it.
  const fullHours = disk === null || perHour === null ? null : perHour <= 0.01 ? 10_000 : (100 - disk) / perHour;
  return { processMemoryMb: memory, eventLoopMs: delay, diskFullHours: fullHours };
}

/** Seconds that the replies of the last five minutes, the newest thousand of them, came after they were due: 95 of 100 at most. */
export async function replySeconds(db: Db): Promise<number | null> {
  const { rows } = await sql<{ seconds: number | null }>`
    select percentile_cont(0.95) within group (order by extract(epoch from sent_at - due_at))::float8 as seconds
    from (
      select min(outbox.sent_at) as sent_at, traces.due_at
      from (select * from outbox order by seq desc limit 1000) as outbox
      join messages on messages.business_id = outbox.business_id and messages.id = outbox.message_id
      join traces on traces.conversation_id = outbox.conversation_id and traces.fence = messages.fence
      where outbox.created_at > now() - interval '5 minutes' and outbox.sent_at is not null
      group by traces.conversation_id, traces.fence, traces.due_at) as replies`.execute(db);
  return rows[0]?.seconds ?? null;
}
