import { sql } from 'kysely';
import { insertBusiness } from '../business/file.store.ts';
import type { Db } from '../platform/db.ts';
import { loopbackNumber } from '../whatsapp/loopback.ts';
import { syntheticBusiness, type Visit } from './synthetic.ts';

/** Makes the business of the synthetic customer, once. Models have nothing to do there: its questions cost no money. */
export async function putSynthetic(db: Db): Promise<void> {
  const found = await db.selectFrom('businesses').select('id').where('synthetic', '=', true).executeTakeFirst();
  if (found) return;
  await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('synthetic', 0))`.execute(tx);
    const other = await tx.selectFrom('businesses').select('id').where('synthetic', '=', true).executeTakeFirst();
    if (other) return;
    const business = await insertBusiness(tx, syntheticBusiness, {
      phoneNumberId: loopbackNumber,
      displayPhoneNumber: loopbackNumber,
    });
    await sql`update businesses set synthetic = true, models = models || '{"understand": false, "fluid": []}'
      where id = ${business}`.execute(tx);
  });
}

/** What was said to a message, once it was sent; `null`: nothing yet. */
export async function answerTo(db: Db, wamid: string): Promise<{ readonly text: string } | null> {
  const { rows } = await sql<{ text: string }>`
    select said.content ->> 'text' as text
    from messages heard
    join messages said on said.business_id = heard.business_id and said.conversation_id = heard.conversation_id
      and said.direction = 'out' and said.fence = heard.fence
    where heard.wamid = ${wamid} and said.status <> 'queued' order by said.id limit 1`.execute(db);
  return rows[0] ?? null;
}

/** How long visits are kept, and how long what was said at them. */
const kept = { visits: Temporal.Duration.from({ hours: 168 }), words: Temporal.Duration.from({ hours: 1 }) } as const;

/** Writes a visit down, and forgets what is old. */
export async function recordVisit(db: Db, at: Temporal.Instant, { acknowledgedMs, answeredMs, fault }: Visit) {
  await sql`
    insert into synthetic_visits (at, acknowledged_ms, answered_ms, fault)
    values (${at}, ${acknowledgedMs}, ${answeredMs}, ${fault}) on conflict do nothing`.execute(db);
  await sql`delete from synthetic_visits where at < ${at.subtract(kept.visits)}`.execute(db);
  await forgetWords(db, at.subtract(kept.words));
}

/** Nobody reads the synthetic customer's conversation: it is let go of piece by piece, and never grows. */
async function forgetWords(db: Db, before: Temporal.Instant): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const own = sql`business_id = (select id from businesses where synthetic)`;
    await sql`delete from outbox where ${own} and created_at < ${before} and state = 'sent'`.execute(tx);
    await sql`delete from messages where ${own} and at < ${before}
      and not exists (select from outbox where outbox.business_id = messages.business_id and outbox.message_id = messages.id)`.execute(
      tx,
    );
    await sql`delete from traces where ${own} and at < ${before}`.execute(tx);
    await sql`delete from inbox where phone_number_id = ${loopbackNumber} and received_at < ${before} and filed_at is not null`.execute(
      tx,
    );
  });
}

/** Visits in a row, the last ones, that missed something; `null`: nobody has visited for a minute. */
export async function failedVisits(db: Db): Promise<number | null> {
  const { rows } = await sql<{ last: Temporal.Instant | null; failed: number }>`
    select max(at) as last, count(*) filter (where at > coalesce(
      (select max(at) from synthetic_visits where fault is null), '-infinity'))::int as failed
    from synthetic_visits where at > now() - interval '1 minute'`.execute(db);
  const row = rows[0];
  return row?.last ? row.failed : null;
}

/** The visits of the last hour: how many, how many of them failed, and how long the answers took, milliseconds. */
export async function visitsOfHour(db: Db): Promise<VisitsOfHour> {
  const { rows } = await sql<VisitsOfHour>`
    select count(*)::int as visits, count(*) filter (where fault is not null)::int as failed,
      percentile_cont(0.5) within group (order by answered_ms)::float8 as "medianMs",
      percentile_cont(0.95) within group (order by answered_ms)::float8 as "p95Ms"
    from synthetic_visits where at > now() - interval '1 hour'`.execute(db);
  return rows[0] ?? { visits: 0, failed: 0, medianMs: null, p95Ms: null };
}

export type VisitsOfHour = {
  readonly visits: number;
  readonly failed: number;
  readonly medianMs: number | null;
  readonly p95Ms: number | null;
};
