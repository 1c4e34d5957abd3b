import { sql } from 'kysely';
import type { Db } from '../platform/db.ts';

/** An app's code is taken from half a minute before its time to half a minute after it. */
const codeMinutes = 2;

/**
 * Takes the code that a session was just opened with. `false`: another session was opened with it, and this one is ended.
 *
 * @see RFC 6238, section 5.2: a code is good once
 */
export async function takeCode(db: Db, session: string, code: string, now: Temporal.Instant): Promise<boolean> {
  const { rows } = await sql`
    insert into used_codes as used (user_id, code, at) select user_id, ${code}, ${now} from sessions where token = ${session}
    on conflict (user_id, code) do update set at = excluded.at where used.at < ${now.subtract({ minutes: codeMinutes })}
    returning code`.execute(db);
  if (rows.length === 0) {
    await db.deleteFrom('sessions').where('token', '=', session).execute();
    return false;
  }
  await sql`delete from used_codes where at < ${now.subtract({ minutes: codeMinutes })}`.execute(db);
  return true;
}
