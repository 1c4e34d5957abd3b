import { businessByNumber, firstBusiness, putNumber } from './business/business.store.ts';
import type { Config } from './platform/config.ts';
import type { Db } from './platform/db.ts';
import { wrong } from './platform/fault.ts';
import { shownPhone } from './platform/phone.ts';
import { inWords } from './whatsapp/checkup-words.ts';
import { findingsOf, type Finding, type Observed } from './whatsapp/checkup.ts';
import {
  askAccount,
  askCapacity,
  askNumber,
  askSubscriptions,
  askTemplates,
  askToken,
  askWithProof,
  subscribe,
  type Management,
} from './whatsapp/management.client.ts';
import { foundIn, type Answer, type GraphCapacity } from './whatsapp/management.ts';
import { noteAccounts } from './whatsapp/news.store.ts';
import { listNumbers } from './whatsapp/number.store.ts';
import { keepStanding, type AskedNumber } from './whatsapp/standing.store.ts';
import { standingOf } from './whatsapp/standing.ts';
import { putTemplates } from './whatsapp/template.store.ts';

/** What `whats-agent numbers` prints. `add` and `check` go by the WHATSAPP_* settings. */
export async function numbers(db: Db, config: Config, verb: string): Promise<string[]> {
  if (verb === 'list') return listed(db);
  if (verb !== 'add' && verb !== 'check') throw wrong(`numbers knows add, list and check, not ${verb}.`);
  const id = config.WHATSAPP_PHONE_NUMBER_ID;
  const known = (await listNumbers(db)).find(({ phoneNumberId }) => phoneNumberId === id);
  if (verb === 'check' && !known) throw wrong(`The number ${id} is not connected: run \`whats-agent numbers add\`.`);
  const number = { phoneNumberId: id, account: known?.account ?? null };
  const findings = await (verb === 'add' ? addNumber : checkNumber)(db, config, number);
  return [...findings.flatMap(lineOf), summaryOf(findings)];
}

/** Where and as whom Meta is asked. */
export function managementOf(config: Config): Management {
  return {
    url: config.WHATSAPP_API_URL,
    accessToken: config.WHATSAPP_ACCESS_TOKEN,
    appSecret: config.WHATSAPP_APP_SECRET,
    timeout: config.SEND_TIMEOUT,
  };
}

/** Asks Meta for all that must be right with a number of ours, and keeps what it says of the number and its templates. */
export async function checkNumber(db: Db, config: Config, number: AskedNumber): Promise<readonly Finding[]> {
  const seen = await observe(managementOf(config), number, false);
  await remember(db, number.phoneNumberId, seen);
  return findingsOf(seen.observed, templatesWanted(config));
}

async function addNumber(db: Db, config: Config, number: AskedNumber): Promise<readonly Finding[]> {
  const seen = await observe(managementOf(config), number, true);
  await add(db, number.phoneNumberId, seen.observed);
  await remember(db, number.phoneNumberId, seen);
  return findingsOf(seen.observed, templatesWanted(config));
}

const templatesWanted = (config: Config) => [
  config.TEMPLATE_REMINDER,
  config.TEMPLATE_FOLLOW_UP,
  config.TEMPLATE_FREED,
  config.TEMPLATE_REOPENING,
];

type Seen = {
  readonly observed: Observed;
  readonly capacity: Answer<GraphCapacity>;
  readonly account: string | null;
};

/** How the number stands, its account, and its templates as they are now. */
async function remember(db: Db, id: string, { observed, capacity, account }: Seen): Promise<void> {
  const { number, templates } = observed;
  if (account !== null) await noteAccounts(db, new Map([[id, account]]));
  if (account !== null && templates?.kind === 'found') await putTemplates(db, account, templates.found.data);
  if (number.kind === 'refused') return;
  const standing = standingOf(number.found, foundIn(capacity), foundIn(observed.account));
  await keepStanding(db, id, { standing, display: number.found.display_phone_number }, Temporal.Now.instant());
}

async function observe(
  management: Management,
  { phoneNumberId: id, account: known }: AskedNumber,
  isAdding: boolean,
): Promise<Seen> {
  const [number, token, proof, capacity] = await Promise.all([
    askNumber(management, id),
    askToken(management),
    askWithProof(management, id),
    askCapacity(management, id),
  ]);
  const granted = token.kind === 'found' ? token.found.granular_scopes : [];
  const account =
    known ?? granted.find(({ scope }) => scope === 'whatsapp_business_management')?.target_ids?.[0] ?? null;
  if (account === null) {
    const nothing = { subscribed: null, templates: null, account: null };
    return { observed: { number, token, proof, ...nothing }, capacity, account };
  }
  if (isAdding) await subscribe(management, account);
  const [subscribed, templates, owner] = await Promise.all([
    askSubscriptions(management, account),
    askTemplates(management, account),
    askAccount(management, account),
  ]);
  return { observed: { number, token, proof, subscribed, templates, account: owner }, capacity, account };
}

/** To the first business, unless somebody has it. */
async function add(db: Db, phoneNumberId: string, { number }: Observed): Promise<void> {
  if (number.kind === 'refused') return;
  const owner = (await businessByNumber(db, phoneNumberId)) ?? (await firstBusiness(db))?.id;
  if (!owner) throw wrong('There is no business yet: run `whats-agent load-business FILE` first.');
  await putNumber(db, owner, { phoneNumberId, displayPhoneNumber: number.found.display_phone_number });
}

const marks = { ok: '✓', warning: '!', failed: '✗', unknown: '?' };

function lineOf(finding: Finding): string[] {
  const { what, todo } = inWords(finding).en;
  return [`${marks[finding.verdict]} ${what}`, ...(todo === null ? [] : [`    ${todo}`])];
}

function summaryOf(findings: readonly Finding[]): string {
  const open = findings.filter(({ verdict }) => verdict === 'failed' || verdict === 'unknown').length;
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
