import { sql } from 'kysely';
import { BusinessId } from '../business/business.ts';
import { contactsFor } from '../contacts/contact.store.ts';
import { requestPrivacy } from '../contacts/privacy.store.ts';
import { openWindow } from '../conversations/change.store.ts';
import { json, type Db } from '../platform/db.ts';
import { fileChange } from './change.store.ts';
import { alert, hold, worksAgain, type Settling } from './consequence.store.ts';
import type { News, Told } from './news.ts';
import { noteStanding } from './standing.store.ts';
import { noteTemplate } from './template.store.ts';

/** Where the news goes: a number of ours, or '' and all numbers of the account. */
type Where = { readonly phoneNumberId: string; readonly business: BusinessId | null; readonly account: string };

/** Does what an update beside messages and statuses asks for, and counts it. */
export async function fileNews(
  tx: Db,
  told: readonly (Told & { readonly phoneNumberId: string })[],
  settling: Settling,
): Promise<void> {
  if (told.length === 0) return;
  await countFields(tx, told);
  for (const { phoneNumberId, account, news } of told) {
    if (news.length === 0) continue;
    const business = await businessOf(tx, { phoneNumberId, account });
    for (const each of news) await fileOne(tx, each, { phoneNumberId, account, business }, settling);
  }
}

async function countFields(tx: Db, told: readonly Told[]): Promise<void> {
  const counts = new Map<string, { isKnown: boolean; updates: number }>();
  for (const { field, isKnown } of told) counts.set(field, { isKnown, updates: (counts.get(field)?.updates ?? 0) + 1 });
  const rows = [...counts].toSorted(([a], [b]) => a.localeCompare(b)).map(([field, count]) => ({ field, ...count }));
  await sql`
    insert into webhook_fields as f (field, is_known, updates)
    select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (field text, "isKnown" boolean, updates bigint)
    on conflict (field) do update set is_known = excluded.is_known, updates = f.updates + excluded.updates, last_at = now()`.execute(
    tx,
  );
}

async function businessOf(tx: Db, { phoneNumberId, account }: Omit<Where, 'business'>): Promise<BusinessId | null> {
  const { rows } = await sql<{ business_id: string }>`select business_id from numbers
    where phone_number_id = ${phoneNumberId} or (${phoneNumberId} = '' and business_account_id = ${account})
    order by phone_number_id limit 1`.execute(tx);
  return rows[0] ? BusinessId.parse(rows[0].business_id) : null;
}

async function fileOne(tx: Db, news: News, where: Where, settling: Settling): Promise<void> {
  const { account, phoneNumberId, business } = where;
  switch (news.kind) {
    case 'alert':
      return alert(tx, { phoneNumberId: phoneNumberId || account, ...news }, settling.log);
    case 'hold':
    case 'resume':
    case 'holdNumber':
      return turn(tx, news, where, settling);
    case 'health':
      return noteHealth(tx, account, news, settling.now);
    case 'template':
      return fileTemplate(tx, news, account, settling);
    case 'preference':
    case 'call':
    case 'change':
      if (business !== null) await fileOfContact(tx, news, { ...where, business }, settling);
  }
}

async function fileTemplate(
  tx: Db,
  news: Extract<News, { kind: 'template' }>,
  account: string,
  { log }: Settling,
): Promise<void> {
  await noteTemplate(tx, account, news);
  if (news.alert) await alert(tx, { phoneNumberId: account, ...news.alert, context: { template: news.name } }, log);
}

type Turning = Extract<News, { kind: 'hold' | 'resume' | 'holdNumber' }>;

/** Turns sending off, and on again. */
async function turn(
  tx: Db,
  news: Turning,
  { account, phoneNumberId }: Where,
  { log, probeEvery }: Settling,
): Promise<void> {
  if (news.kind === 'holdNumber') return hold(tx, phoneNumberId, { fault: news.code, by: 'answer', probeEvery }, log);
  const numbers = await numbersOf(tx, account);
  if (news.kind === 'resume') {
    await worksAgain(tx, numbers, 'delivery', log);
    return;
  }
  await alert(tx, { phoneNumberId: account, severity: 'critical', code: news.code }, log);
  for (const number of numbers) await hold(tx, number, { fault: news.code, by: 'status', probeEvery }, log);
}

type OfContact = Extract<News, { kind: 'preference' | 'call' | 'change' }>;

async function fileOfContact(
  tx: Db,
  news: OfContact,
  { business, phoneNumberId }: Where & { readonly business: BusinessId },
  { now, log }: Settling,
): Promise<void> {
  if (news.kind === 'change') return fileChange(tx, business, { phoneNumberId, change: news.change });
  if (news.who.userId === null && news.who.waId === null) return;
  const [contact] = await contactsFor(tx, business, [{ ...news.who, profileName: null }]);
  if (!contact) return;
  if (news.kind === 'preference')
    return requestPrivacy(tx, business, { contact, kind: news.optsOut ? 'optOut' : 'optIn', by: 'meta' }, now);
  await openWindow(tx, business, { contact, phoneNumberId, at: news.at });
  await alert(tx, { phoneNumberId, severity: 'info', code: `call.${news.event}`, context: { contact } }, log);
}

async function numbersOf(tx: Db, account: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('numbers')
    .select('phone_number_id')
    .where('business_account_id', '=', account)
    .orderBy('phone_number_id')
    .execute();
  return rows.map(({ phone_number_id }) => phone_number_id);
}

/**
 * By how people write the number, for Meta names no other; where it names none, it is about all of the account. Meta is
 * asked again how it stands: a webhook says only a part.
 */
async function noteHealth(
  tx: Db,
  account: string,
  { display, field, value, standing }: Extract<News, { kind: 'health' }>,
  now: Temporal.Instant,
): Promise<void> {
  const { rows } = await sql<{ number: string }>`
    update numbers set health = health || jsonb_build_object(${field}::text, ${json(value)}), read_at = null
    where business_account_id = ${account}
      and (${display}::text is null or regexp_replace(display_phone_number, '\\D', '', 'g') = ${display})
    returning phone_number_id as number`.execute(tx);
  const numbers = rows.map(({ number }) => number);
  await noteStanding(tx, numbers, standing, now);
}

/** Learns from messages to which account a number belongs: later news names nothing else. */
export async function noteAccounts(tx: Db, accounts: ReadonlyMap<string, string>): Promise<void> {
  if (accounts.size === 0) return;
  await sql`update numbers n set business_account_id = given.account, read_at = null
    from unnest(${[...accounts.keys()]}::text[], ${[...accounts.values()]}::text[]) as given (number, account)
    where n.phone_number_id = given.number and n.business_account_id is distinct from given.account`.execute(tx);
}
