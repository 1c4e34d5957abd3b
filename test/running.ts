import assert from 'node:assert/strict';
import { after } from 'node:test';
import { openApi } from '../src/api.ts';
import type { BusinessId } from '../src/business/business.ts';
import { demoBusiness } from '../src/business/demo.ts';
import { putBusiness } from '../src/business/file.store.ts';
import type { Config } from '../src/platform/config.ts';
import type { Db } from '../src/platform/db.ts';
import { openLog, type Logger } from '../src/platform/log.ts';
import { testDatabase } from '../src/platform/testing.ts';
import { serveSimulator } from '../src/simulator.ts';
import { openWorker } from '../src/worker.ts';
import { demoConfig } from './stack.ts';

/** The demo, whole, on a database of the test file's own: closed when its tests are over. */
export async function runDemo(
  settings: Record<string, string> = {},
  log: Logger = openLog('silent'),
): Promise<{ db: Db; config: Config; business: BusinessId }> {
  const { db, url } = await testDatabase();
  const config = await demoConfig(url, settings);
  const number = { phoneNumberId: config.WHATSAPP_PHONE_NUMBER_ID, displayPhoneNumber: '' };
  const business = await putBusiness(db, demoBusiness, number);
  const simulator = await serveSimulator(config, demoBusiness.name, log);
  const api = await openApi(config, url, log);
  const worker = await openWorker(config, url, log);
  after(async () => {
    await worker.close();
    await api.close();
    await simulator.close();
  });
  return { db, config, business };
}

/** Asks the simulator to go wrong; `{ kind: 'none' }` ends it. */
export async function askFault({ SIMULATOR_PORT }: Pick<Config, 'SIMULATOR_PORT'>, trouble: object): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${SIMULATOR_PORT}/simulator/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(trouble),
  });
  assert(answer.ok);
}
