import { z } from 'zod';
import type { DeliveryReport } from '../conversations/delivery.ts';
import type { UnfiledUpdate } from '../conversations/update.ts';
import { changeOf, type Change } from './change.ts';
import { chargeOf, type Charge } from './charge.ts';
import { echoOf, messageOf, reportOf, type Echo, type IncomingMessage } from './message.ts';
import { toldBy, type Told } from './news.ts';

/** Updates in our words, by what is done with them. */
export type Sorted = {
  readonly messages: { readonly update: UnfiledUpdate; readonly message: IncomingMessage }[];
  readonly changes: { readonly update: UnfiledUpdate; readonly change: Change }[];
  readonly echoes: { readonly update: UnfiledUpdate; readonly echo: Echo }[];
  readonly reports: (DeliveryReport & { readonly phoneNumberId: string })[];
  readonly charges: Charge[];
  readonly told: (Told & { readonly phoneNumberId: string })[];
  /** The account of each number, as far as messages name it. */
  readonly accounts: Map<string, string>;
  /** What a person must look at, by the id of the update. */
  readonly faults: Map<number, string>;
};

const Account = z.object({ account: z.string().min(1) });

/** A message or status without what identifies it: somebody may be waiting for an answer. */
const Nameless = z.union([
  z.object({ message: z.unknown() }).required(),
  z.object({ status: z.unknown() }).required(),
  z.object({ echo: z.unknown() }).required(),
]);

export function sorted(updates: readonly UnfiledUpdate[]): Sorted {
  const into: Sorted = {
    messages: [],
    changes: [],
    echoes: [],
    reports: [],
    charges: [],
    told: [],
    accounts: new Map(),
    faults: new Map(),
  };
  for (const update of updates) sort[update.kind](update, JSON.parse(update.payload), into);
  return into;
}

const sort: Readonly<Record<UnfiledUpdate['kind'], (update: UnfiledUpdate, payload: unknown, into: Sorted) => void>> = {
  message(update, payload, { messages, changes, accounts, faults }) {
    const account = Account.safeParse(payload).data?.account;
    if (account !== undefined) accounts.set(update.phoneNumberId, account);
    const message = messageOf(payload);
    if (message === 'unreadable') faults.set(update.id, 'unreadable');
    else if (message) messages.push({ update, message });
    const change = message === null ? changeOf(payload) : null;
    if (change) changes.push({ update, change });
  },
  echo(update, payload, { echoes, faults }) {
    const echo = echoOf(payload);
    if (echo === 'unreadable') faults.set(update.id, 'unreadable');
    else if (echo) echoes.push({ update, echo });
  },
  status(update, payload, { reports, charges, faults }) {
    const report = reportOf(payload);
    if (report === 'unreadable') faults.set(update.id, 'unreadable');
    else if (report) reports.push({ ...report, phoneNumberId: update.phoneNumberId });
    const charge = chargeOf(payload, update.phoneNumberId);
    if (charge) charges.push(charge);
  },
  other(update, payload, { told, faults }) {
    const isNameless = update.phoneNumberId !== '' && Nameless.safeParse(payload).success;
    if (isNameless) faults.set(update.id, 'unreadable');
    else told.push({ ...toldBy(payload), phoneNumberId: update.phoneNumberId });
  },
};

/** What went through a number. */
export type Traffic = {
  readonly phoneNumberId: string;
  /** When the newest message of a contact's was written; `null`: there was none. */
  readonly receivedAt: Temporal.Instant | null;
  /** Meta said that it sent one of ours. */
  readonly hasSent: boolean;
};

/** What went through each number. */
export function trafficOf(updates: readonly UnfiledUpdate[], { messages, reports }: Sorted): Traffic[] {
  const numbers = new Set(updates.map(({ phoneNumberId }) => phoneNumberId).filter((number) => number !== ''));
  return [...numbers].map((phoneNumberId) => {
    const received = messages.filter(({ update }) => update.phoneNumberId === phoneNumberId);
    const times = received.map(({ message }) => message.at).toSorted((a, b) => Temporal.Instant.compare(a, b));
    const hasSent = reports.some(({ phoneNumberId: of, status }) => of === phoneNumberId && status !== 'failed');
    return { phoneNumberId, receivedAt: times.at(-1) ?? null, hasSent };
  });
}
