import { sql } from 'kysely';
import type { Db } from '../platform/db.ts';
import { loopbackNumber } from '../whatsapp/loopback.ts';

/** How old the newest beat of a kind of process is; `null`: there was never one. */
export type Beats = Readonly<Record<'api' | 'worker' | 'monitor', number | null>>;

/** Tells that a process is alive, and how it is. */
export async function beat(
  db: Db,
  { instance, process, host, pid, version, startedAt }: Process,
  { memoryMb, eventLoopMs, poolWaiting }: Vigour,
): Promise<void> {
  await sql`
    insert into heartbeats (instance, process, host, pid, version, started_at, memory_mb, event_loop_ms, pool_waiting)
    values (${instance}, ${process}, ${host}, ${pid}, ${version}, ${startedAt}, ${memoryMb}, ${eventLoopMs}, ${poolWaiting})
    on conflict (instance) do update set beat_at = now(), memory_mb = excluded.memory_mb,
      event_loop_ms = excluded.event_loop_ms, pool_waiting = excluded.pool_waiting`.execute(db);
}

export type Process = {
  readonly instance: string;
  readonly process: 'api' | 'worker' | 'monitor';
  readonly host: string;
  readonly pid: number;
  readonly version: string;
  readonly startedAt: Temporal.Instant;
};

/** How a process was since its last beat. */
export type Vigour = {
  readonly memoryMb: number;
  /** How late its event loop was, 99 of 100 times at most. */
  readonly eventLoopMs: number;
  /** Who waits for a connection to the database. */
  readonly poolWaiting: number;
};

/** A process that ended in order is not missed. */
export async function endBeat(db: Db, instance: string): Promise<void> {
  await sql`delete from heartbeats where instance = ${instance}`.execute(db);
}

/** Forgets processes that have been dead for a day. */
export async function forgetDead(db: Db): Promise<void> {
  await sql`delete from heartbeats where beat_at < now() - interval '1 day'`.execute(db);
}

/** Seconds since the newest beat of each kind. */
export async function beats(db: Db): Promise<Beats> {
  const { rows } = await sql<{ process: string; age: number }>`
    select process, extract(epoch from now() - max(beat_at))::float8 as age from heartbeats group by process`.execute(
    db,
  );
  const age = (process: string) => rows.find((row) => row.process === process)?.age ?? null;
  return { api: age('api'), worker: age('worker'), monitor: age('monitor') };
}

/** How long the oldest of each queue has waited beyond its time, and how much stands in it. */
export type Queues = Readonly<Record<'inbox' | 'turns' | 'outbox' | 'deadLetters', Queue>>;
export type Queue = { readonly count: number; readonly oldestSeconds: number };

export async function queues(db: Db): Promise<Queues> {
  const { rows } = await sql<{ queue: string; count: number; oldest: number }>`
    select 'inbox' as queue, count(*), coalesce(extract(epoch from now() - min(received_at)), 0)::float8 as oldest
      from inbox where filed_at is null
    union all select 'turns', count(*), coalesce(extract(epoch from now() - min(due_at)), 0)::float8
      from turns where due_at <= now() and fault is null
    union all select 'outbox', count(*), coalesce(extract(epoch from now() - min(created_at)), 0)::float8
      from outbox where state in ('queued', 'sending') and tries < 3
    union all select 'deadLetters', sum(count)::int8, max(oldest) from (
      select count(*), coalesce(extract(epoch from now() - min(created_at)), 0)::float8 as oldest from outbox where state = 'dead'
      union all select count(*), coalesce(extract(epoch from now() - min(coalesce(waiting_since, due_at))), 0)::float8 from turns where fault is not null
      union all select count(*), coalesce(extract(epoch from now() - min(received_at)), 0)::float8 from inbox where fault is not null) as dead`.execute(
    db,
  );
  const of = (queue: string): Queue => {
    const row = rows.find((found) => found.queue === queue);
    return { count: row?.count ?? 0, oldestSeconds: Math.max(0, row?.oldest ?? 0) };
  };
  return { inbox: of('inbox'), turns: of('turns'), outbox: of('outbox'), deadLetters: of('deadLetters') };
}

/** One WhatsApp number: how its sends fare. */
export type NumberHealth = {
  readonly phoneNumberId: string;
  readonly sent: number;
  /** Waiting for another try, after Meta refused the number, the token or the account, or was out of reach. */
  readonly held: number;
  readonly fault: string | null;
};

/** The sends of the last quarter of an hour, and all that is held. */
export async function numbersHealth(db: Db): Promise<NumberHealth[]> {
  const { rows } = await sql<{ phoneNumberId: string; sent: number; held: number; fault: string | null }>`
    select numbers.phone_number_id as "phoneNumberId", coalesce(sent, 0)::int as sent, coalesce(held, 0)::int as held, fault
    from numbers
    left join (
      select phone_number_id, count(*) as sent from outbox where sent_at > now() - interval '15 minutes' group by 1) as lately
      using (phone_number_id)
    left join (
      select phone_number_id, count(*) as held, max(fault) as fault from outbox
      where state in ('queued', 'sending', 'unknown') and fault like 'whatsapp.%' group by 1) as waiting
      using (phone_number_id)
    where phone_number_id <> ${loopbackNumber}
    order by 1`.execute(db);
  return rows;
}

/** Migrations the database has, the age of the last webhook in seconds, and its clock. */
export async function databaseFacts(
  db: Db,
): Promise<{ migrations: string[]; webhookSeconds: number | null; now: Temporal.Instant }> {
  const { rows } = await sql<{ migrations: string[]; webhookSeconds: number | null; now: Temporal.Instant }>`
    select (select array_agg(name order by name) from migrations) as migrations, clock_timestamp() as now,
      (select extract(epoch from now() - received_at)::float8 from inbox where phone_number_id <> ${loopbackNumber} order by id desc limit 1) as "webhookSeconds"`.execute(
    db,
  );
  return rows[0] ?? { migrations: [], webhookSeconds: null, now: Temporal.Instant.fromEpochMilliseconds(0) };
}
