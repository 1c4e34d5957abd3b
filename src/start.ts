import { join } from 'node:path';
import { openApi } from './api.ts';
import { demoBusiness } from './business/demo.ts';
import { firstBusiness, putNumber } from './business/business.store.ts';
import { putBusiness } from './business/file.store.ts';
import { openMonitor } from './monitor.ts';
import type { Config } from './platform/config.ts';
import { openDb } from './platform/db.ts';
import { refuseTaken } from './platform/http.ts';
import { openLog } from './platform/log.ts';
import { openLogFiles } from './platform/logfiles.ts';
import { migrate } from './platform/migrate.ts';
import { startPostgres, type Postgres } from './platform/postgres.ts';
import type { Secret } from './platform/secret.ts';
import { serveSimulator } from './simulator.ts';
import { openWorker } from './worker.ts';

const clock = () => Temporal.Now.instant();

export type Started = {
  readonly close: () => Promise<void>;
  readonly business: string;
  /** Resolves when the embedded database ended by itself; without it nothing works. */
  readonly lost: Promise<void>;
};

/** Everything in one process: the database when none is configured, API, worker, and in the demo the simulator. */
export async function start(config: Config): Promise<Started> {
  const closing: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const step of closing.toReversed()) await step();
    closing.length = 0;
  };
  try {
    const log = openLog(config.LOG_LEVEL, openLogFiles(config.LOG_DIR, { clock, timeZone: config.LOG_TIME_ZONE }));
    await refuseTaken({ host: config.HOST, port: config.PORT, setting: 'PORT' });
    if (config.ENVIRONMENT === 'demo')
      await refuseTaken({ host: config.HOST, port: config.SIMULATOR_PORT, setting: 'SIMULATOR_PORT' });
    const { url: database, lost } = await databaseOf(config, closing);
    await migrate(database);
    const business = await seed(config, database);
    closing.push((await openApi(config, database, log)).close);
    if (config.ENVIRONMENT === 'demo') closing.push((await serveSimulator(config, business, log)).close);
    closing.push((await openWorker(config, database, log)).close);
    closing.push(openMonitor(config, database, log).close);
    return { close, business, lost };
  } catch (error) {
    await close();
    throw error;
  }
}

type Database = Pick<Postgres, 'url' | 'lost'>;

async function databaseOf({ DATABASE_URL, DATA_DIR }: Config, closing: (() => Promise<void>)[]): Promise<Database> {
  // One that somebody else runs comes back by itself, and the pools connect again.
  if (DATABASE_URL) return { url: DATABASE_URL, lost: new Promise(() => undefined) };
  const postgres = await startPostgres(join(DATA_DIR, 'postgres'));
  closing.push(postgres.stop);
  return postgres;
}

/** In the demo an empty database gets the demo business; and the number of the settings belongs to the first business. */
async function seed(config: Config, database: Secret): Promise<string> {
  const { db, close } = openDb(database, 1);
  try {
    if (config.ENVIRONMENT === 'demo' && !(await firstBusiness(db))) await putBusiness(db, demoBusiness);
    const first = await firstBusiness(db);
    const phoneNumberId = config.WHATSAPP_PHONE_NUMBER_ID;
    if (first) await putNumber(db, first.id, { phoneNumberId, displayPhoneNumber: phoneNumberId });
    return first?.name ?? '';
  } finally {
    await close();
  }
}
