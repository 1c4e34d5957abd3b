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
  actor: z.string().nullable(),
  who: z.string().nullable(),
  action: z.string(),
  target: z.record(z.string(), z.string()),
  status: z.int().nullable(),
  ip: z.string().nullable(),
});
export type AuditEntry = z.output<typeof Row>;

/** What is looked for; what is absent is not asked. */
type AuditFilter = {
  readonly kind?: 'changes' | 'sights' | undefined;
  /** The id of a user or of an API key. */
  readonly actor?: string | undefined;
  /** The id of anything that stands in a path: a contact, a conversation, a booking. */
  readonly about?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
};

type Page = AuditFilter & {
  readonly before: { readonly at: string; readonly id: number } | null;
  readonly limit: number;
};

/** What was done, newest first. */
export async function auditOf(db: Db, business: BusinessId, page: Page): Promise<AuditEntry[]> {
  const { rows } = await auditQuery(business, page).execute(db);
  return z.array(Row).parse(rows);
}

const kinds = { changes: sql`a.action not like 'GET %'`, sights: sql`a.action like 'GET %'` } as const;

/** Its SQL, whose plan a test looks at. */
export function auditQuery(business: BusinessId, { before, limit, ...filter }: Page): RawBuilder<unknown> {
  const wanted = [
    sql`a.business_id = ${business}`,
    ...(before ? [sql`(a.at, a.id) < (${before.at}::timestamptz, ${before.id}::bigint)`] : []),
    ...(filter.kind ? [kinds[filter.kind]] : []),
    ...(filter.actor ? [sql`coalesce(a.user_id, a.api_key_id) = ${filter.actor}`] : []),
    ...(filter.about ? [sql`audit_ids(a.target) @> array[${filter.about}::text]`] : []),
    ...(filter.from ? [sql`a.at >= ${filter.from}::timestamptz`] : []),
    ...(filter.to ? [sql`a.at < ${filter.to}::timestamptz`] : []),
  ];
  return sql`
    select a.id, a.at, coalesce(a.user_id, a.api_key_id) as actor, coalesce(u.name, k.name) as who, a.action, a.target,
      a.status, a.ip_address as ip
    from audit a
      left join users u on u.id = a.user_id
      left join api_keys k on k.business_id = a.business_id and k.id = a.api_key_id
    where ${sql.join(wanted, sql` and `)}
    order by a.at desc, a.id desc limit ${limit}`;
}
