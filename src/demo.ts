import { join } from 'node:path';
import { quarterOf } from './agent/quarter.ts';
import { hire, putQuarter, standingOf } from './agent/quarter.store.ts';
import { demoBusiness } from './business/demo.ts';
import { businessByNumber, loadBusiness, putNumber } from './business/business.store.ts';
import type { BusinessId } from './business/business.ts';
import { putBusiness } from './business/file.store.ts';
import { recountFrom, rollUp } from './insight/rollup.store.ts';
import { chanceFrom } from './platform/chance.ts';
import { demoNumber, type Config } from './platform/config.ts';
import { openDb, type Db } from './platform/db.ts';
import { wrong } from './platform/fault.ts';
import { migrate } from './platform/migrate.ts';
import { startPostgres } from './platform/postgres.ts';

export type DemoOptions = { readonly days: string; readonly seed: string };

/** Who works beside the one whom the demo business begins with, so that the calendar has more than one column. */
const colleagues = ['Bruna', 'Letícia'];

/**
 * `whats-agent demo`: fills the demo's database, or the one of the settings, and says with what. A business that anybody
 * real can write to is refused, and so is one that is filled already.
 *
 * @throws Fault `cli.invalid` with a sentence
 */
export async function demo(config: Config, given: DemoOptions): Promise<string> {
  const days = wholeNumber('--days', given.days, 366);
  const seed = wholeNumber('--seed', given.seed, 2 ** 31);
  const embedded = config.DATABASE_URL ? null : await startPostgres(join(config.DATA_DIR, 'postgres'));
  const url = config.DATABASE_URL ?? embedded?.url;
  if (!url) throw wrong('DATABASE_URL is not set.');
  try {
    await migrate(url);
    const { db, close } = openDb(url, 2);
    try {
      return await fill(db, config, { days, seed });
    } finally {
      await close();
    }
  } finally {
    await embedded?.stop();
  }
}

function wholeNumber(name: string, text: string, max: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > max)
    throw wrong(`${name} must be a whole number from 1 to ${max}.`);
  return value;
}

async function fill(db: Db, config: Config, { days, seed }: { days: number; seed: number }): Promise<string> {
  const id = await businessOf(db, config);
  const { business: before } = await loadBusiness(db, id);
  if (before.professionals.length === 1) for (const name of colleagues) await hire(db, id, name);
  const { business } = await loadBusiness(db, id);
  const now = Temporal.Now.instant();
  const quarter = quarterOf(business, { days, now }, chanceFrom(seed));
  const phoneNumberId = config.WHATSAPP_PHONE_NUMBER_ID;
  await putQuarter(db, { business: id, phoneNumberId, now }, quarter);
  await recountFrom(db, quarter.talks[0]?.at ?? now);
  await rollUp(db, now);
  return `${business.name} has ${days} days of invented bookings (${quarter.stays.length}) and conversations (${quarter.talks.length}) now.`;
}

async function businessOf(
  db: Db,
  { ENVIRONMENT, WHATSAPP_PHONE_NUMBER_ID: phoneNumberId }: Config,
): Promise<BusinessId> {
  if (ENVIRONMENT !== 'demo' || phoneNumberId !== demoNumber)
    throw wrong(
      'Only a demo is filled with invented people: ENVIRONMENT is not demo, or WHATSAPP_PHONE_NUMBER_ID is a real number.',
    );
  const known = await businessByNumber(db, phoneNumberId);
  const id = known ?? (await putBusiness(db, demoBusiness));
  if (!known) await putNumber(db, id, { phoneNumberId, displayPhoneNumber: phoneNumberId });
  const { since, numbers } = await standingOf(db, id);
  const others = numbers.filter((number) => number !== demoNumber);
  if (others.length > 0)
    throw wrong(`The business has a real number (${others.join(', ')}): it is not filled with invented people.`);
  if (since)
    throw wrong(`The business was filled on ${since.toString().slice(0, 10)} already: begin with another DATA_DIR.`);
  return id;
}
