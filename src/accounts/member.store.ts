import { sql } from 'kysely';
import { BusinessId } from '../business/business.ts';
import type { Db } from '../platform/db.ts';
import { UserId } from './account.ts';
import { Role } from './permission.ts';

export type Membership = {
  readonly business: BusinessId;
  readonly businessName: string;
  readonly role: Role;
  /** Of the installation. */
  readonly isFirst: boolean;
};

/** Is it the first business that the installation had? */
export const isFirstBusiness = (business: string) =>
  sql<boolean>`${sql.ref(business)} = (select id from businesses order by created_at, id limit 1)`;

/** Where somebody may work, longest first. */
export async function membershipsOf(db: Db, user: UserId): Promise<Membership[]> {
  const rows = await db
    .selectFrom('members')
    .innerJoin('businesses', 'businesses.id', 'members.business_id')
    .select(['members.business_id', 'businesses.name', 'members.role'])
    .select(isFirstBusiness('members.business_id').as('is_first'))
    .where('members.user_id', '=', user)
    .orderBy('members.since')
    .orderBy('members.business_id')
    .execute();
  return rows.map((row) => ({
    business: BusinessId.parse(row.business_id),
    businessName: row.name,
    role: Role.parse(row.role),
    isFirst: row.is_first,
  }));
}

export type Member = {
  readonly id: UserId;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly hasSecondFactor: boolean;
  readonly since: Temporal.Instant;
  readonly seenAt: Temporal.Instant | null;
};

/** Who works for the business. */
export async function membersOf(db: Db, business: BusinessId): Promise<Member[]> {
  const rows = await db
    .selectFrom('members')
    .innerJoin('users', 'users.id', 'members.user_id')
    .select(['users.id', 'users.name', 'users.email', 'members.role', 'members.since'])
    .select(['users.two_factor_enabled'])
    .select(sql<Temporal.Instant | null>`(select max(updated_at) from sessions where user_id = users.id)`.as('seen_at'))
    .where('members.business_id', '=', business)
    .orderBy('users.name')
    .execute();
  return rows.map((row) => ({
    id: UserId.parse(row.id),
    name: row.name,
    email: row.email,
    role: Role.parse(row.role),
    hasSecondFactor: row.two_factor_enabled,
    since: row.since,
    seenAt: row.seen_at,
  }));
}

/**
 * Gives a member another role, or with `null` none. `last_owner`: a business is never left without one. The owners' rows
 * are locked first, so that two who step down at once do not both find the other.
 */
export function changeRole(
  db: Db,
  business: BusinessId,
  user: UserId,
  role: Role | null,
): Promise<'changed' | 'unknown' | 'last_owner'> {
  return db.transaction().execute(async (tx) => {
    const owners = await tx
      .selectFrom('members')
      .select('user_id')
      .where('business_id', '=', business)
      .where('role', '=', 'owner')
      .orderBy('user_id')
      .forUpdate()
      .execute();
    if (role !== 'owner' && owners.length === 1 && owners[0]?.user_id === user) return 'last_owner';
    const target = sql`business_id = ${business} and user_id = ${user}`;
    const { numAffectedRows } =
      role === null
        ? await sql`delete from members where ${target}`.execute(tx)
        : await sql`update members set role = ${role} where ${target}`.execute(tx);
    return numAffectedRows === 1n ? 'changed' : 'unknown';
  });
}
