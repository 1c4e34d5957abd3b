import { businessByNumber } from './business/business.store.ts';
import { exportContact } from './contacts/export.store.ts';
import type { Config } from './platform/config.ts';
import type { Db } from './platform/db.ts';
import { wrong } from './platform/fault.ts';

/**
 * All that the business with the number of the settings holds of one contact, as JSON; their request for it is done.
 *
 * @throws Fault with a sentence for the operator
 */
export async function exported(
  db: Db,
  { WHATSAPP_PHONE_NUMBER_ID: number }: Config,
  verb: string,
  given: string,
): Promise<string> {
  if (verb !== 'export') throw wrong(`contacts knows only export, not ${verb}.`);
  const business = await businessByNumber(db, number);
  if (!business) throw wrong(`The number ${number} has no business: see WHATSAPP_PHONE_NUMBER_ID.`);
  const key = /^[A-Z]{2}\./.test(given) ? given : given.replaceAll(/[\s()+-]/g, '');
  const held = await exportContact(db, business, key, Temporal.Now.instant());
  if (held === null) throw wrong(`Nobody is known as ${given} here.`);
  return JSON.stringify(held, null, 2);
}
