import { sql } from 'kysely';
import { z } from 'zod';
import type { BusinessId } from '../business/business.ts';
import type { Db } from '../platform/db.ts';
import type { ConversationId } from './conversation.ts';
import type { CannedAnswerView, ColleagueView, TemplateView } from './desk.view.ts';

/** Sorts a conversation under these words, in place of those before. `false`: there is no such conversation. */
export async function putLabels(
  db: Db,
  business: BusinessId,
  conversation: ConversationId,
  labels: readonly string[],
): Promise<boolean> {
  const { rows } = await sql`
    update conversations set labels = ${[...new Set(labels)]}::text[]
    where business_id = ${business} and id = ${conversation} returning id`.execute(db);
  return rows.length === 1;
}

/** The words that conversations are sorted under, the most used first. */
export async function labelsOf(db: Db, business: BusinessId): Promise<string[]> {
  const { rows } = await sql<{ label: string }>`
    select label from conversations, unnest(labels) label
    where business_id = ${business} and labels <> '{}' group by label order by count(*) desc, label limit 50`.execute(
    db,
  );
  return rows.map(({ label }) => label);
}

/** Gives a conversation to a member, or with `null` to nobody. `false`: one of the two is unknown. */
export async function assign(
  db: Db,
  business: BusinessId,
  conversation: ConversationId,
  user: string | null,
): Promise<boolean> {
  const { rows } = await sql`
    update conversations set assigned_to = ${user}::uuid
    where business_id = ${business} and id = ${conversation} and (${user}::uuid is null
      or exists (select from members where business_id = ${business} and user_id = ${user}::uuid))
    returning id`.execute(db);
  return rows.length === 1;
}

/** Whom a conversation can be given to. */
export async function colleaguesOf(db: Db, business: BusinessId): Promise<ColleagueView[]> {
  const { rows } = await sql<ColleagueView>`
    select u.id, u.name from members m join users u on u.id = m.user_id
    where m.business_id = ${business} and m.role in ('owner', 'attendant') order by u.name, u.id`.execute(db);
  return rows;
}

export async function cannedAnswersOf(db: Db, business: BusinessId): Promise<CannedAnswerView[]> {
  const { rows } = await sql<CannedAnswerView>`
    select id, name, text from canned_answers where business_id = ${business} order by name`.execute(db);
  return rows;
}

/** Keeps an answer under its name, in place of one that was called so before. */
export async function putCannedAnswer(
  db: Db,
  business: BusinessId,
  { name, text }: Pick<CannedAnswerView, 'name' | 'text'>,
): Promise<string> {
  const { id } = await db
    .insertInto('canned_answers')
    .values({ business_id: business, name, text })
    .onConflict((conflict) => conflict.columns(['business_id', 'name']).doUpdateSet({ text }))
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function dropCannedAnswer(db: Db, business: BusinessId, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('canned_answers')
    .where('business_id', '=', business)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

const Components = z.array(z.object({ type: z.string(), text: z.string().catch('') }).loose()).catch([]);
const Approved = z.array(z.object({ name: z.string(), language: z.string(), components: z.unknown() }));

/**
 * The templates that a person can send in a conversation: approved ones of its number's account whose only gaps are in
 * the text, with what stands for each gap to be filled in.
 */
export async function sendableTemplates(
  db: Db,
  business: BusinessId,
  conversation: ConversationId,
): Promise<TemplateView[]> {
  const { rows } = await sql`
    select t.name, t.language, t.components
    from conversations k
      join numbers n on n.phone_number_id = k.phone_number_id
      join templates t on t.business_account_id = n.business_account_id
    where k.business_id = ${business} and k.id = ${conversation} and t.status = 'APPROVED' and t.components is not null
    order by t.name, t.language`.execute(db);
  return Approved.parse(rows).flatMap(({ name, language, components }) => {
    const parts = Components.parse(components);
    const body = parts.find(({ type }) => type.toUpperCase() === 'BODY')?.text ?? '';
    const isPlain = parts.every(
      ({ type, text }) =>
        /^(BODY|FOOTER)$/i.test(type) || (/^HEADER$/i.test(type) && text !== '' && !text.includes('{{')),
    );
    const gaps = [...new Set([...body.matchAll(/\{\{(\w+)\}\}/g)].map(([, gap = '']) => gap))];
    return isPlain && body !== '' ? [{ name, language, body, gaps }] : [];
  });
}
