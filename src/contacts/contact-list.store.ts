import { sql, type RawBuilder } from 'kysely';
import { z } from 'zod';
import type { BusinessId } from '../business/business.ts';
import type { Db } from '../platform/db.ts';
import { ContactId, searchTerms } from './contact.ts';

const instant = z.instanceof(Temporal.Instant);
const Row = z.object({
  id: ContactId,
  name: z.string().nullable(),
  phone: z.string().nullable(),
  userId: z.string().nullable(),
  since: instant,
  optedOutAt: instant.nullable(),
  newsSince: instant.nullable(),
  blockedAt: instant.nullable(),
  erasedAt: instant.nullable(),
  isErasing: z.boolean(),
});
export type ContactRow = z.output<typeof Row>;

export type ContactFilter = {
  readonly search: string;
  readonly before: { readonly at: string; readonly id: string } | null;
  readonly limit: number;
};

/** A page of contacts, the newest first; those that were forgotten are not in it. */
export async function contactList(db: Db, business: BusinessId, filter: ContactFilter): Promise<ContactRow[]> {
  const { rows } = await contactListQuery(business, filter).execute(db);
  return z.array(Row).parse(rows);
}

/** Its SQL, whose plan a test looks at. */
export function contactListQuery(business: BusinessId, { search, before, limit }: ContactFilter): RawBuilder<unknown> {
  const found = search === '' ? sql`true` : contactMatches(search, 'c');
  const older = before ? sql`(c.created_at, c.id) < (${before.at}::timestamptz, ${before.id}::uuid)` : sql`true`;
  return selected(
    business,
    sql`c.erased_at is null and ${found} and ${older} order by c.created_at desc, c.id desc limit ${limit}`,
  );
}

/**
 * The contact's name or number has this in it.
 *
 * @param table the contacts, as the statement calls them
 */
export function contactMatches(search: string, table: string): RawBuilder<unknown> {
  const likes = searchTerms(search).map((term) => {
    const part = `%${term.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
    const [name, profileName, waId] = ['name', 'profile_name', 'wa_id'].map((column) => sql.ref(`${table}.${column}`));
    return sql`contacts_searched(${name}, ${profileName}, ${waId}) like ${part}`;
  });
  return sql`(${sql.join(likes, sql` or `)})`;
}

/** One contact; `null`: the business has none of this id. */
export async function contactById(db: Db, business: BusinessId, id: ContactId): Promise<ContactRow | null> {
  const { rows } = await selected(business, sql`c.id = ${id}`).execute(db);
  return rows[0] ? Row.parse(rows[0]) : null;
}

function selected(business: BusinessId, which: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select c.id, coalesce(c.name, c.profile_name) as name, c.wa_id as phone, c.user_id as "userId",
      c.created_at as since, c.opted_out_at as "optedOutAt", c.news_since as "newsSince", c.blocked_at as "blockedAt", c.erased_at as "erasedAt",
      exists (select from privacy_requests r where r.business_id = c.business_id and r.contact_id = c.id
        and r.kind = 'erase' and r.done_at is null) as "isErasing"
    from contacts c where c.business_id = ${business} and ${which}`;
}
