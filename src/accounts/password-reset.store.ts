import { sql } from 'kysely';
import type { Db } from '../platform/db.ts';
import { UserId, type Email } from './account.ts';
import { hashOf, newToken } from './token.ts';
import type { z } from 'zod';

/** How long a link works. */
const linkMinutes = 60;
/** One mail in so many seconds: nobody's letter box is filled by a stranger. */
const gapSeconds = 120;
/** A mail whose sender died is sent again after this. */
const leaseSeconds = 60;

export type MailLanguage = 'pt-BR' | 'en';

/** Somebody has forgotten the password of this address. Nothing tells whether there is an account. */
export async function askReset(
  db: Db,
  { email, language }: { readonly email: z.output<typeof Email>; readonly language: MailLanguage },
  now: Temporal.Instant,
): Promise<void> {
  await sql`
    insert into password_resets (user_id, language, asked_at, due_at)
    select u.id, ${language}, ${now}, ${now} from users u
    where u.email = ${email} and not exists (select from password_resets r
      where r.user_id = u.id and r.asked_at > ${now.subtract({ seconds: gapSeconds })})`.execute(db);
}

export type ResetMail = {
  readonly id: string;
  readonly email: string;
  readonly language: MailLanguage;
  readonly tries: number;
};

/** Mails to send, which are ours for a minute. */
export async function claimResets(db: Db, limit: number): Promise<ResetMail[]> {
  const { rows } = await sql<ResetMail>`
    update password_resets r set due_at = now() + ${leaseSeconds} * interval '1 second', tries = tries + 1
    from users u where u.id = r.user_id and r.id in
      (select id from password_resets where due_at <= now() order by due_at limit ${limit} for update skip locked)
    returning r.id, u.email, r.language, r.tries`.execute(db);
  return rows;
}

/** The token that goes into the mail, in the place of one from an earlier try. */
export async function armReset(db: Db, id: string, now: Temporal.Instant): Promise<string> {
  const token = newToken();
  await sql`update password_resets set token_hash = ${hashOf(token)}, expires_at = ${now.add({ minutes: linkMinutes })}
    where id = ${id}`.execute(db);
  return token;
}

/** Later, or with `null` never again. */
export async function scheduleReset(db: Db, id: string, delayMs: number | null): Promise<void> {
  await sql`update password_resets set due_at = now() + ${delayMs} * interval '1 millisecond' where id = ${id}`.execute(
    db,
  );
}

/** A token that is handed over by hand, where no mail is sent. `null`: the address has no account. */
export async function resetByHand(db: Db, email: string, now: Temporal.Instant): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    insert into password_resets (user_id, language, asked_at) select id, 'pt-BR', ${now} from users
    where email = ${email.toLowerCase()} returning id`.execute(db);
  return rows[0] ? armReset(db, rows[0].id, now) : null;
}

/**
 * Gives the account another password, signs it out everywhere and uses up its links. `null`: the token is none, or too old.
 * Safe to race: the token's row lets one through.
 */
export function resetPassword(
  db: Db,
  { token, passwordHash }: { readonly token: string; readonly passwordHash: string },
  now: Temporal.Instant,
): Promise<{ readonly user: UserId; readonly email: string } | null> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ id: string; email: string }>`
      delete from password_resets r using users u
      where r.token_hash = ${hashOf(token)} and r.expires_at > ${now} and u.id = r.user_id
      returning u.id, u.email`.execute(tx);
    const [found] = rows;
    if (!found) return null;
    await sql`update credentials set password = ${passwordHash}, updated_at = ${now}
      where user_id = ${found.id} and provider_id = 'credential'`.execute(tx);
    await sql`delete from sessions where user_id = ${found.id}`.execute(tx);
    await sql`delete from password_resets where user_id = ${found.id}`.execute(tx);
    await sql`insert into audit (business_id, at, user_id, action, target, status)
      select business_id, ${now}, ${found.id}, 'POST /api/v1/password', '{}', 204 from members
      where user_id = ${found.id}`.execute(tx);
    return { user: UserId.parse(found.id), email: found.email };
  });
}
