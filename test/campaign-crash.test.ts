import assert from 'node:assert/strict';
import { after, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { openApi } from '../src/api.ts';
import { demoBusiness } from '../src/business/demo.ts';
import { putBusiness } from '../src/business/file.store.ts';
import { numbers } from '../src/numbers.ts';
import { configOf } from '../src/platform/config.ts';
import { openLog } from '../src/platform/log.ts';
import { testDatabase } from '../src/platform/testing.ts';
import { serveSimulator } from '../src/simulator.ts';
import { dashboardOf } from './dashboard.ts';
import { openPhone } from './phone.ts';
import { demoEnvironment, eventually } from './stack.ts';
import { victim } from './victim.ts';

const contacts = 120;
const kills = 3;

const { db, url } = await testDatabase();
const environment = await demoEnvironment(url, { SEND_TIMEOUT: 'PT3S', SEND_UNKNOWN_WAIT: 'PT4S' });
const config = configOf(environment);
const phoneNumberId = config.WHATSAPP_PHONE_NUMBER_ID;
const business = await putBusiness(db, demoBusiness, { phoneNumberId, displayPhoneNumber: '' });
const log = openLog('silent');
const [simulator, api] = [await serveSimulator(config, demoBusiness.name, log), await openApi(config, url, log)];
after(() => api.close().then(simulator.close));
await numbers(db, config, 'add');

it(`goes to nobody twice while the worker is killed ${kills} times over it`, { timeout: 170_000 }, async (test) => {
  const phones = await Promise.all(
    Array.from({ length: contacts }, (_, at) => openPhone(config.SIMULATOR_PORT, { name: `Eva ${at}` })),
  );
  await sql`
    with fresh as (
      insert into contacts (business_id, user_id, name, news_since)
      select ${business}, user_id, 'Eva Reis', now() from unnest(${phones.map(({ userId }) => userId)}::text[]) user_id
      returning id)
    insert into conversations (business_id, contact_id, phone_number_id, last_inbound_at)
    select ${business}, id, ${phoneNumberId}, now() - interval '40 days' from fresh`.execute(db);
  const ahead = 12 - Temporal.Now.zonedDateTimeISO('UTC').hour;
  await sql`update businesses set time_zone = ${`Etc/GMT${ahead < 0 ? '+' : '-'}${Math.abs(ahead)}`} where id = ${business}`.execute(
    db,
  );
  const owner = await dashboardOf({ db, url: `http://127.0.0.1:${config.PORT}`, business }).as('owner');
  const fills = [
    { kind: 'firstName', otherwise: 'tudo bem' },
    { kind: 'text', text: 'maio' },
  ];
  const template = { name: 'month_offer', language: 'pt_BR' };
  const hours = { weekdays: [1, 2, 3, 4, 5, 6, 7] };
  const { id } = (await owner.call('POST', '/campaigns', { name: 'Maio', phoneNumberId, template, fills, hours })).body;
  assert.equal((await owner.call('POST', `/campaigns/${id}/schedule`, {})).status, 204);

  const worker = victim('worker', environment);
  await worker.start();
  for (let kill = 0; kill < kills; kill += 1) {
    await wait(900 + 250 * kill);
    await worker.kill('SIGKILL');
    await worker.start();
  }
  const read = async () => (await owner.call('GET', `/campaigns/${id}`)).body;
  await eventually('the end', async () => (await read()).state === 'finished', 120_000);
  await eventually('the last word of each', async () => (await read()).counts.queued === 0, 60_000);
  await worker.kill('SIGTERM');

  const times = await Promise.all(
    phones.map(async (phone) => (await phone.shown()).filter(({ text }) => text.includes('ganha um mimo')).length),
  );
  const { counts } = await read();
  const reached = times.filter((count) => count === 1).length;
  test.diagnostic(`${kills} kills, ${contacts} contacts: ${reached} got it, ${counts.failed} did not, none twice`);
  assert(times.every((count) => count <= 1));
  // What died on its way is a dead letter, for a person to see: it is never sent a second time by itself.
  assert.equal(reached + counts.failed, contacts);
  assert(counts.failed <= kills * 8);
});
