import { businessByNumber } from '../business/business.store.ts';
import type { BusinessId } from '../business/business.ts';
import { contactsFor } from '../contacts/contact.store.ts';
import { markFiled, setUpdateAside, takeUnfiled } from '../conversations/inbox.store.ts';
import type { UnfiledUpdate } from '../conversations/update.ts';
import type { DeliveryReport } from '../conversations/delivery.ts';
import { fileMessages, type Patience } from '../conversations/message.store.ts';
import { applyReports } from '../conversations/outbox.store.ts';
import type { Fault } from '../platform/fault.ts';
import type { Db } from '../platform/db.ts';
import type { Clock } from '../platform/time.ts';
import { fileEchoes } from '../conversations/echo.store.ts';
import { settleFailures, worksAgain, type Settling } from './consequence.store.ts';
import { numbersThatDelivered } from './number.store.ts';
import { fileChange } from './change.store.ts';
import { putCharges } from './charge.store.ts';
import { fileNews, noteAccounts } from './news.store.ts';
import { sorted, trafficOf, type Sorted } from './sorting.ts';
import { noteTraffic } from './standing.store.ts';
import { mergeSighted } from '../conversations/merge.store.ts';

export type ReceiveDeps = Omit<Settling, 'now'> & {
  readonly db: Db;
  readonly clock: Clock;
  readonly patience: Patience;
};

/** How many updates one transaction files: large enough to be cheap, small enough to be quick. */
const updatesMax = 500;

/**
 * Files what the webhook kept. An update that nobody foresaw must not hold up the others: after a failure they are
 * filed one by one, and the one that fails alone is set aside for a person.
 */
export function receiver(deps: ReceiveDeps): {
  receive: () => Promise<number>;
  failed: (fault: Fault) => Promise<void>;
} {
  let limit = updatesMax;
  let leftAlone = 0;
  let alone: number | null = null;
  return {
    async receive() {
      alone = null;
      const filed = await receive(deps, limit, (update) => (alone = limit === 1 ? update.id : null));
      // The one that failed has been passed when all of the batch it stood in are filed.
      if (limit === 1) leftAlone -= 1;
      if (leftAlone <= 0) limit = updatesMax;
      return filed;
    },
    async failed(fault) {
      if (!dataFault.test(fault.code)) return;
      if (alone !== null) await setUpdateAside(deps.db, alone, fault.code);
      limit = 1;
      leftAlone = updatesMax;
    },
  };
}

/** What is in the update is to blame: PostgreSQL's data, constraint and limit errors, and JSON or a shape nobody foresaw. */
const dataFault = /^unforeseen\.(22...|23...|54...|SyntaxError|ZodError|\$ZodError|TypeError|RangeError)$/;

/**
 * Files the oldest updates: messages into their conversations, statuses onto our messages. Returns how many; 0 when
 * nothing waits or another worker is at it. One transaction: a crash files nothing, and the updates wait.
 */
async function receive(
  { db, log, patience, clock, ...settling }: ReceiveDeps,
  limit: number,
  taken: (first: UnfiledUpdate) => void,
): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const updates = await takeUnfiled(tx, limit);
    const [first] = updates;
    if (!first) return 0;
    taken(first);
    const found = sorted(updates);
    const { messages, changes, echoes, reports, charges, faults } = found;
    const present = { ...settling, log, now: clock() };

    const numbers = new Map<string, BusinessId | null>();
    for (const { update } of [...messages, ...changes, ...echoes]) {
      const number = update.phoneNumberId;
      if (!numbers.has(number)) numbers.set(number, await businessByNumber(tx, number));
      if (numbers.get(number) === null) faults.set(update.id, 'unknown_number');
    }
    await noteAccounts(tx, found.accounts);
    // In one order everywhere, or two transactions could wait for each other.
    const businesses = new Set([...numbers.values()].filter((business) => business !== null));
    for (const business of [...businesses].toSorted((a, b) => a.localeCompare(b))) {
      const isTheirs = ({ update }: { readonly update: UnfiledUpdate }) =>
        numbers.get(update.phoneNumberId) === business;
      await fileFor(tx, business, messages.filter(isTheirs), patience);
      for (const { update, change } of changes.filter(isTheirs))
        await fileChange(tx, business, { phoneNumberId: update.phoneNumberId, change, patience });
      await fileEchoesFor(tx, business, echoes.filter(isTheirs));
    }
    if (reports.length > 0) await moveOn(tx, reports, present);
    await putCharges(tx, charges, arrivedIn(reports));
    await fileNews(tx, found.told, present);
    await noteTraffic(tx, trafficOf(updates, found), present.now);
    await markFiled(
      tx,
      updates.map(({ id }) => id),
      faults,
    );
    log.debug({ messages: messages.length, reports: reports.length, faults: faults.size }, 'inbox.filed');
    return updates.length;
  });
}

/** Moves our messages on, and does what a failure asks for. */
async function moveOn(tx: Db, reports: readonly DeliveryReport[], settling: Settling): Promise<void> {
  await applyReports(tx, reports);
  const failed = reports.flatMap(({ wamid, status, errorCode }) =>
    status === 'failed' && errorCode !== null ? [{ wamid, fault: `whatsapp.${errorCode}` }] : [],
  );
  await settleFailures(tx, failed, settling);
  const accepted = reports.filter(({ status }) => status !== 'failed').map(({ wamid }) => wamid);
  const working = await numbersThatDelivered(tx, accepted);
  if (working.length > 0) await worksAgain(tx, working, 'delivery', settling.log);
}

const arrivedIn = (reports: readonly DeliveryReport[]) =>
  reports.flatMap(({ status, wamid }) => (['delivered', 'read', 'played'].includes(status) ? [wamid] : []));

async function fileFor(tx: Db, business: BusinessId, found: Sorted['messages'], patience: Patience): Promise<void> {
  if (found.length === 0) return;
  const sightings = found.map(({ message }) => message.sighting);
  await mergeSighted(tx, business, sightings);
  const contacts = await contactsFor(tx, business, sightings);
  const incoming = found.flatMap(({ update, message: { wamid, said, at } }, index) => {
    const contact = contacts[index];
    return contact ? [{ contact, phoneNumberId: update.phoneNumberId, wamid, said, at }] : [];
  });
  await fileMessages(tx, business, incoming, patience);
}

/** After the messages: what a contact wrote to the person who answers them is theirs as well. */
async function fileEchoesFor(tx: Db, business: BusinessId, found: Sorted['echoes']): Promise<void> {
  if (found.length === 0) return;
  const contacts = await contactsFor(
    tx,
    business,
    found.map(({ echo }) => echo.to),
  );
  const echoes = found.flatMap(({ update, echo: { wamid, text, at } }, index) => {
    const contact = contacts[index];
    return contact ? [{ contact, phoneNumberId: update.phoneNumberId, wamid, text, at }] : [];
  });
  await fileEchoes(tx, business, echoes);
}
