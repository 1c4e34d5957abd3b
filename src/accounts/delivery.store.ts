import { sql, type RawBuilder } from 'kysely';
import { z } from 'zod';
import type { BusinessId } from '../business/business.ts';
import type { Db } from '../platform/db.ts';
import { waitAfter, type SubscriptionId } from './subscription.ts';

/** A try whose process died is made again after this. */
const leaseSeconds = 60;
/** How long what was delivered is shown. */
const shownDays = 30;

const instant = z.instanceof(Temporal.Instant);
const Row = z.object({
  id: z.string(),
  event: z.string(),
  at: instant,
  state: z.enum(['waiting', 'delivered', 'failed']),
  tries: z.int(),
  dueAt: instant.nullable(),
  status: z.int().nullable(),
  error: z.string().nullable(),
  tookMs: z.int().nullable(),
});

type Page = {
  readonly subscription: SubscriptionId;
  readonly before: { readonly at: string; readonly id: string } | null;
  readonly limit: number;
};

/** What a program was told, the latest first. */
export async function deliveriesOf(db: Db, business: BusinessId, page: Page): Promise<z.output<typeof Row>[]> {
  const { rows } = await deliveriesQuery(business, page).execute(db);
  return z.array(Row).parse(rows);
}

/** Its SQL, whose plan a test looks at. */
export function deliveriesQuery(business: BusinessId, { subscription, before, limit }: Page): RawBuilder<unknown> {
  const older = before ? sql`and (at, id) < (${before.at}::timestamptz, ${before.id}::uuid)` : sql``;
  return sql`
    select id, event, at, tries, due_at as "dueAt", status, error, took_ms as "tookMs",
      case when delivered_at is not null then 'delivered' when due_at is not null then 'waiting' else 'failed' end as state
    from deliveries where business_id = ${business} and subscription_id = ${subscription} ${older}
    order by at desc, id desc limit ${limit}`;
}

export type Delivery = {
  readonly business: BusinessId;
  readonly id: string;
  readonly subscription: string;
  readonly event: string;
  readonly at: Temporal.Instant;
  readonly data: unknown;
  readonly url: string;
  /** That it is signed with; two while one is changed. */
  readonly secrets: readonly string[];
  readonly tries: number;
};

/** Deliveries that are due, and ours for a minute. */
export async function claimDeliveries(db: Db, limit: number): Promise<Delivery[]> {
  const { rows } = await sql<Delivery>`
    update deliveries d set due_at = now() + ${leaseSeconds} * interval '1 second', tries = tries + 1
    from subscriptions s
    where s.business_id = d.business_id and s.id = d.subscription_id and (d.business_id, d.id) in
      (select business_id, id from deliveries where due_at <= now() order by due_at limit ${limit} for update skip locked)
    returning d.business_id as business, d.id, s.id as subscription, d.event, d.at, d.data, s.url, d.tries,
      array_remove(array[s.secret, case when s.old_secret_until > now() then s.old_secret end], null) as secrets`.execute(
    db,
  );
  return rows;
}

export type Outcome = { readonly status: number | null; readonly error: string | null; readonly tookMs: number };

/**
 * What came of a try. After the last one it is given up; a program that says it is gone (410), or that took nothing else
 * since, is told nothing more.
 */
export async function recordTry(
  db: Db,
  { business, id, subscription, at, tries }: Delivery,
  { status, error, tookMs }: Outcome,
): Promise<void> {
  const isTaken = status !== null && status >= 200 && status < 300;
  const wait = isTaken || status === 410 ? null : waitAfter(tries);
  await db.transaction().execute(async (tx) => {
    await sql`update deliveries set status = ${status}, error = ${error}, took_ms = ${tookMs},
        delivered_at = case when ${isTaken} then now() end, due_at = now() + ${wait}::int * interval '1 second'
      where business_id = ${business} and id = ${id}`.execute(tx);
    if (isTaken || wait !== null) return;
    const { rows } = await sql`update subscriptions set disabled_at = now()
      where business_id = ${business} and id = ${subscription} and disabled_at is null
        and (${status === 410} or not exists (select from deliveries where business_id = ${business}
          and subscription_id = ${subscription} and delivered_at > ${at}))
      returning id`.execute(tx);
    if (rows.length > 0)
      await sql`update deliveries set due_at = null where business_id = ${business}
        and subscription_id = ${subscription} and due_at is not null`.execute(tx);
  });
}

/** Forgets what was delivered or given up long ago. */
export async function sweepDeliveries(db: Db): Promise<void> {
  await sql`delete from deliveries where due_at is null and at < now() - ${shownDays} * interval '1 day'`.execute(db);
}
