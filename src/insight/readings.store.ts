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

/** What Meta refuses or has told of in the last day, and how long people let contacts wait. */
export async function channelReadings(
  db: Db,
): Promise<
  Pick<
    Readings,
    | 'tokenRefused'
    | 'paymentProblem'
    | 'templatesRejected'
    | 'numberQuality'
    | 'accountProblem'
    | 'handoffsWaitingMinutes'
  >
> {
  const { rows } = await sql<{ token: number; payment: number; waiting: number | null }>`
    select count(*) filter (where fault ~ '^whatsapp\\.(0|3|10|190|2\\d\\d|368|131005|131031|133010)$')::int as token,
      count(*) filter (where fault = 'whatsapp.131042')::int as payment,
      (select max(extract(epoch from now() - greatest(handed_over_at, last_inbound_at)) / 60)::float8 from conversations
        where status = 'human' and last_inbound_at > now() - interval '24 hours' and last_inbound_at >= handed_over_at) as waiting
    from outbox where state in ('queued', 'sending', 'unknown')`.execute(db);
  const told = await tidings(db);
  return {
    tokenRefused: rows[0]?.token ?? null,
    paymentProblem: rows[0]?.payment ?? null,
    handoffsWaitingMinutes: rows[0]?.waiting ?? 0,
    ...told,
  };
}

/** What Meta wrote of the account itself: updates that are no messages and no statuses. */
async function tidings(db: Db): Promise<Pick<Readings, 'templatesRejected' | 'numberQuality' | 'accountProblem'>> {
  const { rows } = await sql<{ templates: number; quality: number; account: number }>`
    select count(*) filter (where payload ~ 'message_template_status_update' and payload ~ '"event":\\s*"(REJECTED|PAUSED|DISABLED)"')::int as templates,
      count(*) filter (where payload ~ 'phone_number_quality_update' and payload ~ '"event":\\s*"(FLAGGED|DOWNGRADE)"')::int as quality,
      count(*) filter (where payload ~ '"account_(update|alerts)"' and payload ~ 'VIOLATION|RESTRICT|DISABLED|CRITICAL')::int as account
    from inbox where kind = 'other' and received_at > now() - interval '1 day'`.execute(db);
  const row = rows[0];
  return {
    templatesRejected: row?.templates ?? null,
    numberQuality: row?.quality ?? null,
    accountProblem: row?.account ?? null,
  };
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

/** Seconds that the replies of the last five minutes came after they were due, 95 of 100 of them at most. */
export async function replySeconds(db: Db): Promise<number | null> {
  const { rows } = await sql<{ seconds: number | null }>`
    select percentile_cont(0.95) within group (order by extract(epoch from sent_at - due_at))::float8 as seconds
    from (
      select min(outbox.sent_at) as sent_at, traces.due_at
      from outbox join messages on messages.business_id = outbox.business_id and messages.id = outbox.message_id
      join traces on traces.conversation_id = outbox.conversation_id and traces.fence = messages.fence
      where outbox.created_at > now() - interval '5 minutes' and outbox.sent_at is not null
      group by traces.conversation_id, traces.fence, traces.due_at) as replies`.execute(db);
  return rows[0]?.seconds ?? null;
}
