import { businessByNumber, firstBusiness, putNumber } from './business/business.store.ts';
import type { Config } from './platform/config.ts';
import type { Db } from './platform/db.ts';
import { wrong } from './platform/fault.ts';
import { shownPhone } from './platform/phone.ts';
import { findingsOf, type Finding, type Observed } from './whatsapp/checkup.ts';
import {
  askNumber,
  askSubscriptions,
  askTemplates,
  askToken,
  askWithProof,
  subscribe,
  type Management,
} from './whatsapp/management.client.ts';
import { noteAccounts } from './whatsapp/news.store.ts';
import { listNumbers } from './whatsapp/number.store.ts';
import { putTemplates } from './whatsapp/template.store.ts';

/** What `whats-agent numbers` prints. `add` and `check` go by the WHATSAPP_* settings. */
export async function numbers(db: Db, config: Config, verb: string): Promise<string[]> {
  if (verb === 'list') return listed(db);
  if (verb !== 'add' && verb !== 'check') throw wrong(`numbers knows add, list and check, not ${verb}.`);
  const management = {
    url: config.WHATSAPP_API_URL,
    accessToken: config.WHATSAPP_ACCESS_TOKEN,
    appSecret: config.WHATSAPP_APP_SECRET,
    timeout: config.SEND_TIMEOUT,
  };
  const id = config.WHATSAPP_PHONE_NUMBER_ID;
  const known = (await listNumbers(db)).find(({ phoneNumberId }) => phoneNumberId === id);
  if (verb === 'check' && !known) throw wrong(`The number ${id} is not connected: run \`whats-agent numbers add\`.`);
  const { observed, account } = await observe(management, id, {
    account: known?.account ?? null,
    isAdding: verb === 'add',
  });
  if (verb === 'add') await add(db, id, observed);
  if (account !== null) await remember(db, { id, account, observed });
  const { TEMPLATE_REMINDER, TEMPLATE_FOLLOW_UP, TEMPLATE_FREED, TEMPLATE_REOPENING } = config;
  const findings = findingsOf(observed, [TEMPLATE_REMINDER, TEMPLATE_FOLLOW_UP, TEMPLATE_FREED, TEMPLATE_REOPENING]);
  return [...findings.flatMap(lineOf), summaryOf(findings)];
}

/** The account of the number, and its templates as they are now. */
async function remember(
  db: Db,
  { id, account, observed }: { readonly id: string; readonly account: string; readonly observed: Observed },
): Promise<void> {
  await noteAccounts(db, new Map([[id, account]]));
  if (observed.templates?.kind === 'found') await putTemplates(db, account, observed.templates.found.data);
}

async function observe(
  management: Management,
  id: string,
  { account: known, isAdding }: { readonly account: string | null; readonly isAdding: boolean },
): Promise<{ observed: Observed; account: string | null }> {
  const [number, token, proof] = await Promise.all([
    askNumber(management, id),
    askToken(management),
    askWithProof(management, id),
  ]);
  const granted = token.kind === 'found' ? token.found.granular_scopes : [];
  const account =
    known ?? granted.find(({ scope }) => scope === 'whatsapp_business_management')?.target_ids?.[0] ?? null;
  if (account === null) return { observed: { number, token, proof, subscribed: null, templates: null }, account };
  if (isAdding) await subscribe(management, account);
  const [subscribed, templates] = await Promise.all([
    askSubscriptions(management, account),
    askTemplates(management, account),
  ]);
  return { observed: { number, token, proof, subscribed, templates }, account };
}

/** To the first business, unless somebody has it. */
async function add(db: Db, phoneNumberId: string, { number }: Observed): Promise<void> {
  if (number.kind === 'refused') return;
  const owner = (await businessByNumber(db, phoneNumberId)) ?? (await firstBusiness(db))?.id;
  if (!owner) throw wrong('There is no business yet: run `whats-agent load-business FILE` first.');
  await putNumber(db, owner, { phoneNumberId, displayPhoneNumber: number.found.display_phone_number });
}

const marks = { ok: '✓', failed: '✗', unknown: '?' };

function lineOf({ what, verdict, todo }: Finding): string[] {
  return [`${marks[verdict]} ${what}`, ...(todo === null ? [] : [`    ${todo}`])];
}

function summaryOf(findings: readonly Finding[]): string {
  const open = findings.filter(({ verdict }) => verdict !== 'ok').length;
  return open === 0 ? 'The number is ready.' : `${open} of ${findings.length} checks need you.`;
}

async function listed(db: Db): Promise<string[]> {
  const all = await listNumbers(db);
  const lines = all.map(
    ({ phoneNumberId, display, business, account, held }) =>
      `${phoneNumberId}  ${shownPhone(display)}  ${business}  account ${account ?? 'unknown'}${held === null ? '' : `  HELD: ${held}`}`,
  );
  return lines.length > 0 ? lines : ['No number is connected: run `whats-agent numbers add`.'];
}
