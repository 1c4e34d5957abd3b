import { sql } from 'kysely';
import type { Db } from '../platform/db.ts';
import type { TemplateNews } from './template-news.ts';

/** Brings the registry up to date with what a webhook told. */
export async function noteTemplate(
  tx: Db,
  account: string,
  { name, language, set, isStale }: TemplateNews,
): Promise<void> {
  const { status = null, category = null, quality = null } = set;
  await sql`
    insert into templates as t (business_account_id, name, language, status, category, quality)
    values (${account}, ${name}, ${language}, coalesce(${status}, ''), coalesce(${category}, ''), coalesce(${quality}, ''))
    on conflict (business_account_id, name, language) do update set
      status = coalesce(${status}, t.status), category = coalesce(${category}, t.category),
      quality = coalesce(${quality}, t.quality), updated_at = now(),
      components = case when ${isStale} then null else t.components end`.execute(tx);
}

/** Meta will not send it any more: nobody needs to ask again to know. */
export async function pauseTemplate(tx: Db, phoneNumberId: string, name: string, status: string): Promise<void> {
  await sql`update templates set status = ${status}, updated_at = now()
    where name = ${name} and business_account_id = (select business_account_id from numbers where phone_number_id = ${phoneNumberId})`.execute(
    tx,
  );
}
