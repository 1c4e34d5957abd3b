import { sql } from 'kysely';
import type { BusinessId } from '../business/business.ts';
import type { Db } from '../platform/db.ts';

/**
 * Lets a number rest: what is queued waits. What was on its way with the first that was too fast does not make the rest
 * longer.
 *
 * @param waitMs by how often in a row it had to rest
 */
export async function restNumber(db: Db, phoneNumberId: string, waitMs: (rests: number) => number): Promise<void> {
  const { rows } = await sql<{ rests: number }>`select rests from numbers
    where phone_number_id = ${phoneNumberId} and (rests_until is null or rests_until <= now())`.execute(db);
  const [number] = rows;
  if (!number) return;
  // Another worker that was too fast at the same moment does not count twice.
  await sql`update numbers set rests = rests + 1, rests_until = now() + ${waitMs(number.rests + 1)} * interval '1 ms'
    where phone_number_id = ${phoneNumberId} and rests = ${number.rests}`.execute(db);
}

/** Why a number is held. `answer`: Meta refused a call. `status`: it took calls and delivered nothing. */
export type Hold = { readonly fault: string; readonly by: 'answer' | 'status'; readonly probeMs: number };

/**
 * Stops sending for the number and keeps its queue; after `probeMs` one message tries whether it works again, then
 * after twice as long, up to sixteen times. `true`: it was not held before.
 */
export async function holdNumber(db: Db, phoneNumberId: string, { fault, by, probeMs }: Hold): Promise<boolean> {
  const { rows } = await sql<{ fresh: boolean }>`
    with before as materialized (
      select phone_number_id, held_since, rests, rests_until > now() as resting from numbers where phone_number_id = ${phoneNumberId} for update)
    update numbers set
      held_since = coalesce(numbers.held_since, now()),
      held_fault = ${fault},
      held_by = case when numbers.held_by = 'status' then 'status' else ${by} end,
      rests = case when before.held_since is null then 1 when before.resting then numbers.rests else numbers.rests + 1 end,
      -- What was on its way with the first failure is no probe.
      rests_until = case when before.held_since is not null and before.resting then numbers.rests_until
        else now() + ${probeMs} * 2 ^ (case when before.held_since is null then 0 else least(before.rests, 4) end) * interval '1 ms' end
    from before where numbers.phone_number_id = before.phone_number_id
    returning before.held_since is null as fresh`.execute(db);
  return rows[0]?.fresh ?? false;
}

/**
 * Meta took a call of the number, or (`delivered`) delivered one of its messages: it works. Only a delivery ends a hold
 * that began with messages that Meta took and did not deliver.
 *
 * @returns the numbers that were held until now, with why
 */
export async function numbersWork(
  db: Db,
  phoneNumberIds: readonly string[],
  by: 'answer' | 'delivery',
): Promise<readonly { readonly phoneNumberId: string; readonly fault: string }[]> {
  const { rows } = await sql<{ phone_number_id: string; fault: string | null }>`
    with before as materialized (
      select phone_number_id, held_fault from numbers
      where phone_number_id = any(${[...phoneNumberIds]}::text[]) and (held_since is not null or rests > 0)
        and (held_by is null or held_by = 'answer' or ${by} = 'delivery')
      order by phone_number_id for update)
    update numbers set held_since = null, held_fault = null, held_by = null, rests = 0, rests_until = null
    from before where numbers.phone_number_id = before.phone_number_id
    returning numbers.phone_number_id, before.held_fault as fault`.execute(db);
  return rows.flatMap(({ phone_number_id, fault }) =>
    fault === null ? [] : [{ phoneNumberId: phone_number_id, fault }],
  );
}

/** The held numbers of which a message that was sent since they are held has arrived. */
export async function numbersThatDelivered(db: Db, wamids: readonly string[]): Promise<readonly string[]> {
  if (wamids.length === 0) return [];
  const { rows } = await sql<{ phone_number_id: string }>`
    select distinct n.phone_number_id from numbers n join outbox o on o.phone_number_id = n.phone_number_id
    where n.held_since is not null and o.wamid = any(${[...wamids]}::text[]) and o.sent_at > n.held_since`.execute(db);
  return rows.map(({ phone_number_id }) => phone_number_id);
}

/** The numbers of a business. `display`: as Meta writes it. */
export async function numbersOf(
  db: Db,
  business: BusinessId,
): Promise<readonly { readonly phoneNumberId: string; readonly display: string }[]> {
  const { rows } = await sql<{ phoneNumberId: string; display: string }>`
    select phone_number_id as "phoneNumberId", display_phone_number as display from numbers
    where business_id = ${business} order by phone_number_id`.execute(db);
  return rows;
}

/** A number of ours, as `whats-agent numbers` lists it. */
export type ListedNumber = {
  readonly phoneNumberId: string;
  readonly display: string;
  readonly business: string;
  readonly account: string | null;
  readonly held: string | null;
};

export async function listNumbers(db: Db): Promise<ListedNumber[]> {
  const { rows } = await sql<ListedNumber>`
    select n.phone_number_id as "phoneNumberId", n.display_phone_number as display, b.name as business,
      n.business_account_id as account, n.held_fault as held
    from numbers n join businesses b on b.id = n.business_id and not b.synthetic order by b.name, n.phone_number_id`.execute(
    db,
  );
  return rows;
}
