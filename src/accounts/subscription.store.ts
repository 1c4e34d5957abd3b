import { sql } from 'kysely';
import type { BusinessId } from '../business/business.ts';
import { json, type Db } from '../platform/db.ts';
import type { UserId } from './account.ts';
import { newSecret, SubscriptionId, type DeliveryId, type EventName } from './subscription.ts';

/** The secret before goes on signing for so long. */
const bothHours = 24;

export type Subscription = {
  readonly id: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly madeAt: Temporal.Instant;
  readonly disabledAt: Temporal.Instant | null;
};

export async function subscriptionsOf(db: Db, business: BusinessId): Promise<Subscription[]> {
  const { rows } = await sql<Subscription>`
    select id, url, events, made_at as "madeAt", disabled_at as "disabledAt" from subscriptions
    where business_id = ${business} order by made_at, id`.execute(db);
  return rows;
}

type Wish = { readonly url: string; readonly events: readonly EventName[] };

/** Subscribes a program. `secret` is all of it, and nobody sees it again. */
export async function subscribe(
  db: Db,
  business: BusinessId,
  { url, events, by }: Wish & { readonly by: UserId | null },
  now: Temporal.Instant,
): Promise<{ readonly id: SubscriptionId; readonly secret: string }> {
  const secret = newSecret();
  const { id } = await db
    .insertInto('subscriptions')
    .values({ business_id: business, url, events: [...events], secret, made_by: by, made_at: now })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id: SubscriptionId.parse(id), secret };
}

/** Another address, other events, on or off. `false`: there is none of this id. */
export async function changeSubscription(
  db: Db,
  business: BusinessId,
  { id, url, events, isOn }: Wish & { readonly id: SubscriptionId; readonly isOn: boolean },
  now: Temporal.Instant,
): Promise<boolean> {
  const { rows } = await sql`
    with changed as (
      update subscriptions set url = ${url}, events = ${[...events]}::text[],
        disabled_at = case when ${isOn} then null else coalesce(disabled_at, ${now}) end
      where business_id = ${business} and id = ${id} returning business_id, id, disabled_at),
    silenced as (
      update deliveries d set due_at = null from changed c
      where d.business_id = c.business_id and d.subscription_id = c.id and c.disabled_at is not null
        and d.due_at is not null)
    select id from changed`.execute(db);
  return rows.length === 1;
}

export async function unsubscribe(db: Db, business: BusinessId, id: SubscriptionId): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('subscriptions')
    .where('business_id', '=', business)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

/** Another secret; for a day both sign, so that the program is changed without missing anything. `null`: there is none of this id. */
export async function renewSecret(
  db: Db,
  business: BusinessId,
  id: SubscriptionId,
  now: Temporal.Instant,
): Promise<string | null> {
  const secret = newSecret();
  const { numAffectedRows } = await sql`
    update subscriptions set old_secret = secret, old_secret_until = ${now.add({ hours: bothHours })}, secret = ${secret}
    where business_id = ${business} and id = ${id}`.execute(db);
  return numAffectedRows === 1n ? secret : null;
}

/** Something to deliver that says only that it works. `null`: there is none of this id that is on. */
export async function ping(
  db: Db,
  business: BusinessId,
  id: SubscriptionId,
  now: Temporal.Instant,
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    insert into deliveries (business_id, subscription_id, event, at, data, due_at)
    select business_id, id, 'ping', ${now}, ${json({})}, ${now} from subscriptions
    where business_id = ${business} and id = ${id} and disabled_at is null returning id`.execute(db);
  return rows[0]?.id ?? null;
}

/** Delivers it once more, with all its tries. `false`: there is none of this id that is over, or nobody to tell. */
export async function redeliver(
  db: Db,
  business: BusinessId,
  { subscription, delivery }: { readonly subscription: SubscriptionId; readonly delivery: DeliveryId },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update deliveries d set due_at = now(), tries = 0, delivered_at = null from subscriptions s
    where d.business_id = ${business} and d.id = ${delivery} and d.subscription_id = ${subscription}
      and d.due_at is null and s.business_id = d.business_id and s.id = d.subscription_id
      and s.disabled_at is null`.execute(db);
  return numAffectedRows === 1n;
}
