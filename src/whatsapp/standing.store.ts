import { sql } from 'kysely';
import { loopbackNumber } from './loopback.ts';
import type { Db } from '../platform/db.ts';
import type { Traffic } from './sorting.ts';
import type { Standing } from './standing.ts';

/**
 * Writes down how these numbers stand. What is said again only becomes younger; what is said otherwise begins anew, and
 * what it was stays as history.
 *
 * @param tx a transaction that has changed the rows of the numbers: two that hear the same at once write it once
 */
export async function noteStanding(
  tx: Db,
  phoneNumberIds: readonly string[],
  standing: Standing,
  now: Temporal.Instant,
): Promise<void> {
  const aspects = Object.entries(standing).map(([aspect, value]) => ({ aspect, value }));
  if (aspects.length === 0 || phoneNumberIds.length === 0) return;
  await sql`
    with given as (
      select n.business_id, n.phone_number_id, g.aspect, g.value
      from numbers n, jsonb_to_recordset(${JSON.stringify(aspects)}::jsonb) as g (aspect text, value text)
      where n.phone_number_id = any(${[...phoneNumberIds]}::text[])),
    known as (
      select distinct on (s.business_id, s.phone_number_id, s.aspect) s.*
      from number_standing s join given using (business_id, phone_number_id, aspect)
      order by s.business_id, s.phone_number_id, s.aspect, s.since desc)
    insert into number_standing as s (business_id, phone_number_id, aspect, value, since, told_at)
    select business_id, phone_number_id, aspect, given.value,
      case when known.value = given.value then known.since else greatest(${now}::timestamptz, known.since) end, ${now}
    from given left join known using (business_id, phone_number_id, aspect)
    on conflict (business_id, phone_number_id, aspect, since)
    do update set value = excluded.value, told_at = greatest(s.told_at, excluded.told_at)`.execute(tx);
}

/** Keeps what Meta answered when it was asked: the number is not asked again for an hour, unless a webhook tells news. */
export async function keepStanding(
  db: Db,
  phoneNumberId: string,
  { standing, display }: { readonly standing: Standing; readonly display: string },
  now: Temporal.Instant,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`update numbers set read_at = now(),
        display_phone_number = case when ${display} = '' then display_phone_number else ${display} end
      where phone_number_id = ${phoneNumberId}`.execute(tx);
    await noteStanding(tx, [phoneNumberId], standing, now);
  });
}

/** A number of ours, and its account at Meta as far as it is known. */
export type AskedNumber = { readonly phoneNumberId: string; readonly account: string | null };

/** Numbers that Meta was not asked about for an hour, or not since a webhook told news of them: the longest ago first. */
export async function staleNumbers(db: Db): Promise<readonly AskedNumber[]> {
  const { rows } = await sql<AskedNumber>`
    select phone_number_id as "phoneNumberId", business_account_id as account from numbers
    where phone_number_id <> ${loopbackNumber} and (read_at is null or read_at < now() - interval '1 hour')
    order by read_at nulls first, phone_number_id`.execute(db);
  return rows;
}

/** Notes that these numbers were heard of now. */
export async function noteTraffic(tx: Db, traffic: readonly Traffic[], now: Temporal.Instant): Promise<void> {
  if (traffic.length === 0) return;
  const rows = traffic.map(({ receivedAt, ...row }) => ({ ...row, receivedAt: receivedAt?.toString() ?? null }));
  await sql`
    insert into number_traffic as t (business_id, phone_number_id, heard_at, received_at, sent_at)
    select n.business_id, n.phone_number_id, ${now}, "receivedAt", case when "hasSent" then ${now}::timestamptz end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as given ("phoneNumberId" text, "receivedAt" timestamptz, "hasSent" boolean)
      join numbers n on n.phone_number_id = given."phoneNumberId"
    on conflict (business_id, phone_number_id) do update set heard_at = excluded.heard_at,
      received_at = greatest(t.received_at, excluded.received_at), sent_at = coalesce(excluded.sent_at, t.sent_at)`.execute(
    tx,
  );
}
