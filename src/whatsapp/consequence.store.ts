import { BusinessId } from '../business/business.ts';
import { ContactId } from '../contacts/contact.ts';
import { requestPrivacy } from '../contacts/privacy.store.ts';
import {
  failedMessages,
  sayInstead,
  sendAgain,
  takeNextTemplate,
  type Failed,
  type KnownFailure,
} from '../conversations/resend.store.ts';
import type { Db } from '../platform/db.ts';
import type { Logger } from '../platform/log.ts';
import { raiseAlert, resolveAlerts } from './alert.store.ts';
import type { ChannelAlert } from './alert.ts';
import { holdNumber, numbersWork, restNumber, type Hold } from './number.store.ts';
import { reopening } from './reopening.ts';
import { pauseTemplate } from './template.store.ts';
import { isOfTemplate, metaCodeOf, remedyOf, waitMs, type Remedy } from './remedy.ts';

/** A message that Meta refused for good, and what it asks of us. */
type Refused = {
  readonly code: number;
  readonly remedy: Remedy;
  readonly business: BusinessId;
  readonly contact: ContactId;
  readonly phoneNumberId: string;
  readonly template: string | null;
};

/** The contact has been silent for a day: no alert, the message has its own way out. */
export const windowShut = 131047;

type Present = { readonly log: Logger; readonly now: Temporal.Instant };

/** Who said stop is told nothing unasked any more; what a person has to mend is an alert. */
export async function obey(db: Db, refused: Refused, { log, now }: Present): Promise<void> {
  const { code, remedy, business, contact, phoneNumberId, template } = refused;
  if (remedy === 'optedOut') await requestPrivacy(db, business, { contact, kind: 'optOut', by: 'meta' }, now);
  if (remedy === 'giveUp' || remedy === 'optedOut' || code === windowShut) return;
  if (template !== null && (code === 132015 || code === 132016))
    await pauseTemplate(db, phoneNumberId, template, code === 132015 ? 'PAUSED' : 'DISABLED');
  const context = template === null ? {} : { template };
  await alert(db, { phoneNumberId, severity: 'warning', code: `whatsapp.${code}`, context }, log);
}

/**
 * Stops sending for the number, with a critical alert, until a probe goes through.
 *
 * @param tx a transaction: a number that is held without an alert would stay so, for only the first failure raises one
 */
export async function hold(
  tx: Db,
  phoneNumberId: string,
  {
    fault,
    by,
    probeEvery,
  }: Pick<Hold, 'by'> & { readonly fault: string | null; readonly probeEvery: Temporal.Duration },
  log: Logger,
): Promise<void> {
  const code = fault ?? 'whatsapp.held';
  const fresh = await holdNumber(tx, phoneNumberId, { fault: code, by, probeMs: probeEvery.total('milliseconds') });
  if (fresh) await alert(tx, { phoneNumberId, severity: 'critical', code, context: { by } }, log);
}

/**
 * Ends what held these numbers, and the alert that told of it, if this proves that it is over. `true`: one of them was
 * held.
 *
 * @param tx a transaction, as of `hold`
 */
export async function worksAgain(
  tx: Db,
  phoneNumberIds: readonly string[],
  by: 'answer' | 'delivery',
  log: Logger,
): Promise<boolean> {
  const resumed = await numbersWork(tx, phoneNumberIds, by);
  for (const { phoneNumberId, fault } of resumed) {
    await resolveAlerts(tx, phoneNumberId, [fault]);
    log.warn({ number: phoneNumberId, code: fault }, 'number.resumed');
  }
  return resumed.length > 0;
}

/** Raises an alert, and writes it into the log when it is new. */
export async function alert(db: Db, raised: ChannelAlert, log: Logger): Promise<void> {
  if (!(await raiseAlert(db, raised))) return;
  const { phoneNumberId: number, severity, code } = raised;
  log[severity === 'critical' ? 'fatal' : 'warn']({ number, severity, code }, 'channel.alert');
}

export type Settling = Present & {
  readonly probeEvery: Temporal.Duration;
  readonly chance: () => number;
  /** What the templates are called that ask whether we may go on. */
  readonly reopening: readonly string[];
};

/**
 * Messages that Meta took and then could not deliver: the same codes, the same table. What may go again goes again,
 * and the failure of one contact changes nothing for another.
 */
export async function settleFailures(tx: Db, failed: readonly Failed[], settling: Settling): Promise<void> {
  if (failed.length === 0) return;
  for (const failure of await failedMessages(tx, failed)) await settleFailure(tx, failure, settling);
}

async function settleFailure(tx: Db, failure: KnownFailure, settling: Settling): Promise<void> {
  const { phoneNumberId, template, failures, fault } = failure;
  const { probeEvery, chance, log } = settling;
  const code = metaCodeOf(fault);
  if (code === null) return;
  const remedy = remedyOf(code);
  const wait = waitMs(code, remedy, failures, chance());
  if (remedy === 'hold') await hold(tx, phoneNumberId, { fault, by: 'status', probeEvery }, log);
  if (remedy === 'slowNumber' || remedy === 'slowAccount')
    await restNumber(tx, phoneNumberId, (rests) => waitMs(code, remedy, rests, chance()) ?? 0);
  if (wait !== null) return sendAgain(tx, failure, wait);
  const [business, contact] = [BusinessId.parse(failure.business), ContactId.parse(failure.contact)];
  await obey(tx, { code, remedy, business, contact, phoneNumberId, template }, settling);
  if (isOfTemplate(code) && (await takeNextTemplate(tx, failure.outbox))) return sendAgain(tx, failure, 0);
  if (code === windowShut && template === null)
    await sayInstead(tx, failure, reopening(settling.reopening, failure.language), settling.now);
}
