import { sql } from 'kysely';
import type { BusinessId } from '../business/business.ts';
import type { GraphTemplate } from './management.ts';
import type { Db } from '../platform/db.ts';
import type { Definition } from './template.ts';
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

/**
 * What the registry says of a template that this number would send; `undefined`: the templates of its account were never
 * read, so Meta alone knows.
 */
export async function definitionOf(
  db: Db,
  phoneNumberId: string,
  { name, language }: { readonly name: string; readonly language: string },
): Promise<Definition | null | undefined> {
  const { rows } = await sql<{ found: Definition | null }>`
    select case when t.name is not null then jsonb_build_object('status', t.status, 'parameterFormat', t.parameter_format,
        'components', t.components) end as found
    from numbers n join business_accounts a on a.id = n.business_account_id
      left join templates t on t.business_account_id = a.id and t.name = ${name} and t.language = ${language}
    where n.phone_number_id = ${phoneNumberId}`.execute(db);
  return rows[0]?.found;
}

/** A template that a number may send unasked. */
export type Registration = Definition & {
  readonly phoneNumberId: string;
  readonly name: string;
  readonly language: string;
  readonly category: 'MARKETING' | 'UTILITY';
};

/** What Meta lets the numbers of a business say unasked, by number and name. */
export async function approvedTemplates(db: Db, business: BusinessId): Promise<readonly Registration[]> {
  const { rows } = await sql<Registration>`
    select n.phone_number_id as "phoneNumberId", t.name, t.language, t.category, t.status,
      t.parameter_format as "parameterFormat", t.components
    from numbers n join templates t on t.business_account_id = n.business_account_id
    where n.business_id = ${business} and t.status = 'APPROVED' and t.components is not null
      and t.category in ('MARKETING', 'UTILITY')
    order by n.phone_number_id, t.name, t.language`.execute(db);
  return rows;
}

/** Accounts whose templates were not read for an hour, or changed since: the longest ago first. */
export async function staleAccounts(db: Db): Promise<readonly string[]> {
  const { rows } = await sql<{ account: string }>`
    select n.business_account_id as account from numbers n left join business_accounts a on a.id = n.business_account_id
    where n.business_account_id is not null and (a.templates_at is null or a.templates_at < now() - interval '1 hour'
      or exists (select from templates t where t.business_account_id = a.id and t.components is null and t.updated_at > a.templates_at))
    group by 1 order by min(a.templates_at) nulls first`.execute(db);
  return rows.map(({ account }) => account);
}

/** Statuses in which Meta sends nothing of a template, and nobody asked for it. */
const refusedStatuses = ['REJECTED', 'PAUSED', 'DISABLED', 'FLAGGED', 'LOCKED'];

/** Which alerts of the account there should be, by its registry: what a webhook did not tell, and what is over. */
export async function templateAlerts(
  db: Db,
  account: string,
): Promise<{ readonly open: readonly string[]; readonly over: readonly string[] }> {
  const { rows } = await sql<{ status: string }>`
    select distinct status from templates where business_account_id = ${account}`.execute(db);
  const open = refusedStatuses.filter((status) => rows.some((row) => row.status === status));
  const over = refusedStatuses.filter((status) => !open.includes(status));
  return { open: open.map((status) => `template.${status}`), over: over.map((status) => `template.${status}`) };
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
    await sql`insert into business_accounts (id, templates_at) values (${account}, now())
      on conflict (id) do update set templates_at = excluded.templates_at`.execute(tx);
  });
}
