import { sql } from 'kysely';
import type { Db } from '../platform/db.ts';
import type { Actor } from './account.ts';

/** How long an answer is kept. */
const keptHours = 24;
/** A request that was not answered after so long will not be: its process died. */
const answerSeconds = 60;

export type Once =
  | { readonly kind: 'first' }
  /** Another request came under this key, or this one is still being answered. */
  | { readonly kind: 'other' }
  | { readonly kind: 'under_way' }
  /** `body` is `null` where the answer held a secret. */
  | { readonly kind: 'answered'; readonly status: number; readonly body: string | null };

type Keyed = { readonly key: string; readonly fingerprint: string };

const ofActor = ({ business, user, key }: Actor) => ({ business, actor: user ?? key });

/** May this request be done, or was it? Safe to race: the row lets one through. */
export async function begin(db: Db, who: Actor, { key, fingerprint }: Keyed, now: Temporal.Instant): Promise<Once> {
  const { business, actor } = ofActor(who);
  const { rows: begun } = await sql`
    with old as (delete from idempotency_keys
      where business_id = ${business} and made_at < ${now.subtract({ hours: keptHours })})
    insert into idempotency_keys as known (business_id, actor, key, fingerprint, made_at)
    values (${business}, ${actor}, ${key}, ${fingerprint}, ${now})
    on conflict (business_id, actor, key) do update set made_at = excluded.made_at
      where known.status is null and known.fingerprint = excluded.fingerprint
        and known.made_at < ${now.subtract({ seconds: answerSeconds })}
    returning key`.execute(db);
  if (begun.length > 0) return { kind: 'first' };
  const { rows } = await sql<{ fingerprint: string; status: number | null; body: string | null }>`
    select fingerprint, status, body from idempotency_keys
    where business_id = ${business} and actor = ${actor} and key = ${key}`.execute(db);
  const [known] = rows;
  if (known && known.fingerprint !== fingerprint) return { kind: 'other' };
  if (!known || known.status === null) return { kind: 'under_way' };
  return { kind: 'answered', status: known.status, body: known.body };
}

/** Keeps what was answered. */
export async function keepAnswer(
  db: Db,
  who: Actor,
  { key, status, body }: { readonly key: string; readonly status: number; readonly body: string | null },
): Promise<void> {
  const { business, actor } = ofActor(who);
  await sql`update idempotency_keys set status = ${status}, body = ${body}
    where business_id = ${business} and actor = ${actor} and key = ${key}`.execute(db);
}

/** It broke: who sends it again has another try. */
export async function forgetKey(db: Db, who: Actor, key: string): Promise<void> {
  const { business, actor } = ofActor(who);
  await sql`delete from idempotency_keys
    where business_id = ${business} and actor = ${actor} and key = ${key} and status is null`.execute(db);
}
