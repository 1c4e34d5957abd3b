import { join } from 'node:path';
import { hashPassword } from './accounts/password.ts';
import { inviteFirstOwner, putMember, putUser } from './accounts/join.store.ts';
import { openApi } from './api.ts';
import { demoBusiness } from './business/demo.ts';
import { firstBusiness, putNumber } from './business/business.store.ts';
import { putBusiness } from './business/file.store.ts';
import type { BusinessId } from './business/business.ts';
import { isLoopback, type Config } from './platform/config.ts';
import { openDb, type Db } from './platform/db.ts';
import { openMonitor } from './monitor.ts';
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
  readonly entrance: Entrance;
  /** Resolves when the embedded database ended by itself; without it nothing works. */
  readonly lost: Promise<void>;
};

/** How a person gets into the dashboard the first time. `none`: it has an owner. */
type Entrance =
  | { readonly kind: 'login'; readonly email: string; readonly password: string }
  | { readonly kind: 'link'; readonly token: string }
  | { readonly kind: 'none' };

/** Everybody may know it: it opens the demo, which listens on this machine alone. */
const demoLogin = { email: 'demo@demo.example', password: 'demo-demo-demo' };

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
    const { business, entrance } = await seed(config, database);
    closing.push((await openApi(config, database, log)).close);
    if (config.ENVIRONMENT === 'demo') closing.push((await serveSimulator(config, business, log)).close);
    closing.push((await openWorker(config, database, log)).close);
    closing.push(openMonitor(config, database, log).close);
    return { close, business, entrance, lost };
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
async function seed(config: Config, database: Secret): Promise<Pick<Started, 'business' | 'entrance'>> {
  const { db, close } = openDb(database, 1);
  try {
    if (config.ENVIRONMENT === 'demo' && !(await firstBusiness(db))) await putBusiness(db, demoBusiness);
    const first = await firstBusiness(db);
    if (!first) return { business: '', entrance: { kind: 'none' } };
    const phoneNumberId = config.WHATSAPP_PHONE_NUMBER_ID;
    await putNumber(db, first.id, { phoneNumberId, displayPhoneNumber: phoneNumberId });
    return { business: first.name, entrance: await entranceTo(db, first.id, config) };
  } finally {
    await close();
  }
}

/** The demo opens with its published login, as long as others cannot reach it; else a link makes the first owner. */
async function entranceTo(db: Db, business: BusinessId, { ENVIRONMENT, HOST }: Config): Promise<Entrance> {
  if (ENVIRONMENT !== 'demo' || !isLoopback(HOST)) {
    const token = await inviteFirstOwner(db, business, Temporal.Now.instant());
    return token === null ? { kind: 'none' } : { kind: 'link', token };
  }
  const passwordHash = await hashPassword(demoLogin.password);
  const user = await putUser(db, { name: 'Demo', email: demoLogin.email, passwordHash });
  if (user) await putMember(db, business, { user, role: 'owner' });
  return { kind: 'login', ...demoLogin };
}
