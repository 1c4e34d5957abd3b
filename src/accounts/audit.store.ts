import { sql, type RawBuilder } from 'kysely';
import { z } from 'zod';
import type { BusinessId } from '../business/business.ts';
import { json, type Db } from '../platform/db.ts';
import type { Actor } from './account.ts';

type Deed = {
  /** The route: `POST /api/v1/bookings`. */
  readonly action: string;
  /** The ids in its path. */
  readonly target: unknown;
  readonly ip: string;
  readonly at: Temporal.Instant;
};

/** Writes down what is about to happen. `null`: the same sight is in the log of this hour already. */
export async function beginDeed(
  db: Db,
  { business, user, key }: Actor,
  { action, target, ip, at }: Deed,
): Promise<number | null> {
  const row = await db
    .insertInto('audit')
    .values({ business_id: business, at, user_id: user, api_key_id: key, action, target: json(target), ip_address: ip })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** What came of it, as an HTTP status. */
export async function endDeed(db: Db, business: BusinessId, id: number, status: number): Promise<void> {
  await db.updateTable('audit').set({ status }).where('business_id', '=', business).where('id', '=', id).execute();
}

const Row = z.object({
  id: z.int(),
  at: z.instanceof(Temporal.Instant),
  who: z.string().nullable(),
  action: z.string(),
  target: z.record(z.string(), z.string()),
  status: z.int().nullable(),
  ip: z.string().nullable(),
});
export type AuditEntry = z.output<typeof Row>;

type Page = { readonly before: { readonly at: string; readonly id: number } | null; readonly limit: number };

/** What was done, newest first. */
export async function auditOf(db: Db, business: BusinessId, page: Page): Promise<AuditEntry[]> {
  const { rows } = await auditQuery(business, page).execute(db);
  return z.array(Row).parse(rows);
}

/** Its SQL, whose plan a test looks at. */
export function auditQuery(business: BusinessId, { before, limit }: Page): RawBuilder<unknown> {
  const older = before ? sql`and (a.at, a.id) < (${before.at}::timestamptz, ${before.id}::bigint)` : sql``;
  return sql`
    select a.id, a.at, coalesce(u.name, k.name) as who, a.action, a.target, a.status, a.ip_address as ip
    from audit a
      left join users u on u.id = a.user_id
      left join api_keys k on k.business_id = a.business_id and k.id = a.api_key_id
    where a.business_id = ${business} ${older}
    order by a.at desc, a.id desc limit ${limit}`;
}
