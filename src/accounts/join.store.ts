import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { BusinessId } from '../business/business.ts';
import type { Db } from '../platform/db.ts';
import { UserId } from './account.ts';
import { Role } from './permission.ts';
import { hashOf, newToken } from './token.ts';

/** How long a link works. */
const linkHours = 72;

type Invitation = {
  readonly role: Role;
  /** `null`: whoever has the link says who they are. */
  readonly email: string | null;
  readonly by: UserId | null;
};

/** Makes a link's token. It is shown once and works once. */
export async function invite(
  db: Db,
  business: BusinessId,
  { role, email, by }: Invitation,
  now: Temporal.Instant,
): Promise<string> {
  const token = newToken();
  await db
    .insertInto('invitations')
    .values({
      business_id: business,
      token_hash: hashOf(token),
      email,
      role,
      invited_by: by,
      made_at: now,
      expires_at: now.add({ hours: linkHours }),
    })
    .execute();
  return token;
}

/** The token for the first owner of a business that has none; links from before stop working. `null`: it has an owner. */
export async function inviteFirstOwner(db: Db, business: BusinessId, now: Temporal.Instant): Promise<string | null> {
  const owner = await db
    .selectFrom('members')
    .select('user_id')
    .where('business_id', '=', business)
    .where('role', '=', 'owner')
    .executeTakeFirst();
  if (owner) return null;
  await db
    .deleteFrom('invitations')
    .where('business_id', '=', business)
    .where('invited_by', 'is', null)
    .where('used_at', 'is', null)
    .execute();
  return invite(db, business, { role: 'owner', email: null, by: null }, now);
}

/** What a link is for; `null`: it is none, too old, or used. */
export async function invitationOf(
  db: Db,
  token: string,
  now: Temporal.Instant,
): Promise<{ readonly businessName: string; readonly role: Role; readonly email: string | null } | null> {
  const row = await db
    .selectFrom('invitations')
    .innerJoin('businesses', 'businesses.id', 'invitations.business_id')
    .select(['businesses.name', 'role', 'invitations.email'])
    .where('token_hash', '=', hashOf(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row ? { businessName: row.name, role: Role.parse(row.role), email: row.email } : null;
}

type Joining = {
  readonly token: string;
  readonly name: string;
  readonly email: string;
  readonly passwordHash: string;
};

/**
 * Makes the account and its membership, and uses the link up. `not_invited`: the link is not for them, or no more.
 * `email_taken`: there is an account already, which must sign in. Safe to race: the link's row lets one through.
 */
export function join(
  db: Db,
  { token, name, email, passwordHash }: Joining,
  now: Temporal.Instant,
): Promise<'joined' | 'not_invited' | 'email_taken'> {
  return db.transaction().execute(async (tx) => {
    const invitation = await tx
      .updateTable('invitations')
      .set({ used_at: now })
      .where('token_hash', '=', hashOf(token))
      .where('used_at', 'is', null)
      .where('expires_at', '>', now)
      .where((where) => where.or([where('email', 'is', null), where('email', '=', email)]))
      .returning(['business_id', 'role'])
      .executeTakeFirst();
    if (!invitation) return 'not_invited';
    const user = await putUser(tx, { name, email, passwordHash });
    if (user === null) {
      // The link stays good for another address.
      await tx.updateTable('invitations').set({ used_at: null }).where('token_hash', '=', hashOf(token)).execute();
      return 'email_taken';
    }
    await putMember(tx, BusinessId.parse(invitation.business_id), { user, role: Role.parse(invitation.role) });
    return 'joined';
  });
}

/** Makes an account that can sign in. `null`: the address has one. */
export async function putUser(
  tx: Db,
  { name, email, passwordHash }: Pick<Joining, 'name' | 'email' | 'passwordHash'>,
): Promise<UserId | null> {
  const id = randomUUID();
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('users')
    .values({ id, name, email, email_verified: true })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows !== 1n) return null;
  await sql`insert into credentials (user_id, account_id, provider_id, password)
    values (${id}, ${id}, 'credential', ${passwordHash})`.execute(tx);
  return UserId.parse(id);
}

/** Gives somebody a role in a business, in place of the one they had. */
export async function putMember(
  db: Db,
  business: BusinessId,
  { user, role }: { readonly user: UserId; readonly role: Role },
): Promise<void> {
  await db
    .insertInto('members')
    .values({ business_id: business, user_id: user, role })
    .onConflict((conflict) => conflict.columns(['business_id', 'user_id']).doUpdateSet({ role }))
    .execute();
}
