import { sql } from 'kysely';
import type { GraphTemplate } from './management.ts';
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

/** The registry as Meta has it now; what is gone there is gone here. */
export async function putTemplates(db: Db, account: string, templates: readonly GraphTemplate[]): Promise<void> {
  const rows = templates.map(({ quality_score, ...template }) => ({ ...template, quality: quality_score.score }));
  await db.transaction().execute(async (tx) => {
    await tx.deleteFrom('templates').where('business_account_id', '=', account).execute();
    await sql`
      insert into templates (business_account_id, name, language, status, category, quality, parameter_format, components)
      select ${account}, name, language, status, category, quality, parameter_format, components
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (name text, language text, status text,
        category text, quality text, parameter_format text, components jsonb)
      on conflict do nothing`.execute(tx);
  });
}
