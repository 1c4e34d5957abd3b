import { sql } from 'kysely';
import { json, type Db } from '../platform/db.ts';
import type { ChannelAlert } from './alert.ts';

/** Raises an alert, or counts one that is open. `true`: it is new. */
export async function raiseAlert(
  db: Db,
  { phoneNumberId, severity, code, context = {} }: ChannelAlert,
): Promise<boolean> {
  const { rows } = await sql<{ times: number }>`
    insert into channel_alerts as alert (phone_number_id, business_id, severity, code, context)
    values (${phoneNumberId}, (select business_id from numbers
      where phone_number_id = ${phoneNumberId} or business_account_id = ${phoneNumberId} order by phone_number_id limit 1), ${severity}, ${code}, ${json(context)})
    on conflict (phone_number_id, code) where resolved_at is null
    do update set times = alert.times + 1, last_at = now(), context = excluded.context, severity = excluded.severity
    returning times`.execute(db);
  return rows[0]?.times === 1;
}

/** What was wrong is over. */
export async function resolveAlerts(db: Db, phoneNumberId: string, codes: readonly string[]): Promise<void> {
  await sql`update channel_alerts set resolved_at = now()
    where phone_number_id = ${phoneNumberId} and code = any(${[...codes]}::text[]) and resolved_at is null`.execute(db);
}
