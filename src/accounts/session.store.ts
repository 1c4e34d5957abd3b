import { sql } from 'kysely';
import type { Db } from '../platform/db.ts';
import type { UserId } from './account.ts';

type OpenSession = {
  readonly id: string;
  readonly since: Temporal.Instant;
  readonly seenAt: Temporal.Instant;
  readonly browser: string | null;
  readonly ip: string | null;
};

/** Where somebody is signed in, the latest first. */
export async function sessionsOf(db: Db, user: UserId): Promise<OpenSession[]> {
  const { rows } = await sql<OpenSession>`
    select id, created_at as since, updated_at as "seenAt", user_agent as browser, ip_address as ip
    from sessions where user_id = ${user} and expires_at > now() order by updated_at desc`.execute(db);
  return rows;
}

/** Signs somebody out in one place. `false`: it is not theirs. */
export async function endSession(db: Db, user: UserId, session: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('sessions')
    .where('id', '=', session)
    .where('user_id', '=', user)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

/** Signs somebody out everywhere but here. */
export async function endOtherSessions(db: Db, user: UserId, session: string): Promise<void> {
  await db.deleteFrom('sessions').where('user_id', '=', user).where('id', '!=', session).execute();
}
