import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '../platform/db.ts';

/** So many wrong passwords cost nothing but the time to type them. */
const freeFailures = 4;
/** After that each doubles the wait, from 15 seconds to at most a quarter of an hour. */
const waitSecondsMax = 900;
/** Who was right, or away for so long, begins again. */
const forgottenHours = 24;

const keyOf = (email: string) => createHash('sha256').update(email.toLowerCase()).digest('base64url');

/**
 * Counts a try before the password is looked at, so that many at once are not many free tries. `null`: go on; else when
 * the next try counts.
 */
export async function beginTry(db: Db, email: string, now: Temporal.Instant): Promise<Temporal.Instant | null> {
  const { rows } = await sql<{ locked_until: Temporal.Instant }>`
    insert into sign_in_failures as known (email_hash, failures, locked_until, at) values (${keyOf(email)}, 1, ${now}, ${now})
    on conflict (email_hash) do update set
      failures = case when known.at < ${now.subtract({ hours: forgottenHours })} then 1 else known.failures + 1 end,
      at = ${now},
      locked_until = case when known.failures < ${freeFailures} or known.at < ${now.subtract({ hours: forgottenHours })} then ${now}::timestamptz
        else ${now}::timestamptz + least(15 * power(2, least(known.failures - ${freeFailures}, 20)), ${waitSecondsMax}) * interval '1 second' end
      where known.locked_until <= ${now}
    returning locked_until`.execute(db);
  if (rows[0]) return null;
  const { rows: locked } = await sql<{ locked_until: Temporal.Instant }>`
    select locked_until from sign_in_failures where email_hash = ${keyOf(email)}`.execute(db);
  return locked[0]?.locked_until ?? null;
}

/** The password was right. */
export async function endTries(db: Db, email: string): Promise<void> {
  await db.deleteFrom('sign_in_failures').where('email_hash', '=', keyOf(email)).execute();
}
