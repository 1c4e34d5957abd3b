import { z } from 'zod';
import { BusinessId } from '../business/business.ts';
import type { Db } from '../platform/db.ts';
import { isBefore } from '../platform/time.ts';
import { ApiKeyId, type Actor, type UserId } from './account.ts';
import { isFirstBusiness } from './member.store.ts';
import { Permission, within } from './permission.ts';
import { hashOf, newToken } from './token.ts';

/** By this a key is known in a log or a repository that it was left in. */
const prefix = 'wak_';

export type ApiKey = {
  readonly id: ApiKeyId;
  readonly name: string;
  /** How it begins, to tell it from others. */
  readonly start: string;
  readonly scopes: readonly Permission[];
  readonly madeAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant | null;
  readonly usedAt: Temporal.Instant | null;
};

type NewKey = Pick<ApiKey, 'name' | 'scopes' | 'expiresAt'> & { readonly by: UserId | null };

/** Makes a key. `key` is all of it, and nobody sees it again. */
export async function makeApiKey(
  db: Db,
  business: BusinessId,
  { name, scopes, expiresAt, by }: NewKey,
  now: Temporal.Instant,
): Promise<{ readonly id: ApiKeyId; readonly key: string }> {
  const key = `${prefix}${newToken()}`;
  const { id } = await db
    .insertInto('api_keys')
    .values({
      business_id: business,
      name,
      start: key.slice(0, prefix.length + 4),
      key_hash: hashOf(key),
      scopes: [...scopes],
      made_by: by,
      made_at: now,
      expires_at: expiresAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id: ApiKeyId.parse(id), key };
}

/** The keys that work, newest first. */
export async function apiKeysOf(db: Db, business: BusinessId, now: Temporal.Instant): Promise<ApiKey[]> {
  const rows = await db
    .selectFrom('api_keys')
    .selectAll()
    .where('business_id', '=', business)
    .where('revoked_at', 'is', null)
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now)]))
    .orderBy('made_at', 'desc')
    .execute();
  return rows.map((row) => ({
    id: ApiKeyId.parse(row.id),
    name: row.name,
    start: row.start,
    scopes: z.array(Permission).parse(row.scopes),
    madeAt: row.made_at,
    expiresAt: row.expires_at,
    usedAt: row.used_at,
  }));
}

/** The key works no more. `false`: the business has no such key. */
export async function revokeApiKey(
  db: Db,
  business: BusinessId,
  id: ApiKeyId,
  now: Temporal.Instant,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('api_keys')
    .set({ revoked_at: now })
    .where('business_id', '=', business)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Who comes with this key; `null`: it is none, or works no more. That it was used is kept to the minute. */
export async function actorByKey(db: Db, key: string, now: Temporal.Instant): Promise<Actor | null> {
  if (!key.startsWith(prefix)) return null;
  const row = await db
    .selectFrom('api_keys')
    .select(['id', 'business_id', 'name', 'scopes', 'used_at', isFirstBusiness('business_id').as('is_first')])
    .where('key_hash', '=', hashOf(key))
    .where('revoked_at', 'is', null)
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now)]))
    .executeTakeFirst();
  if (!row) return null;
  const minuteAgo = now.subtract({ minutes: 1 });
  if (row.used_at === null || isBefore(row.used_at, minuteAgo))
    await db
      .updateTable('api_keys')
      .set({ used_at: now })
      .where('id', '=', row.id)
      .where((where) => where.or([where('used_at', 'is', null), where('used_at', '<', minuteAgo)]))
      .execute();
  return {
    business: BusinessId.parse(row.business_id),
    user: null,
    key: ApiKeyId.parse(row.id),
    name: row.name,
    may: within(row.is_first, z.array(Permission).parse(row.scopes)),
  };
}
