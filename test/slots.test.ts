import assert from 'node:assert/strict';
import { createConnection } from 'node:net';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { openApi } from '../src/api.ts';
import { openLog } from '../src/platform/log.ts';
import { Secret } from '../src/platform/secret.ts';
import { testDatabase } from '../src/platform/testing.ts';
import { demoConfig, envelope, eventually, postWebhook, textMessage } from './stack.ts';

const { db, url } = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), 'slots-'));
const open = async (slot: string, database = url) => {
  const config = await demoConfig(database, { SLOT: slot, SLOT_FILE: join(folder, slot), RELEASE: `of-${slot}` });
  return { config, api: await openApi(config, database, openLog('silent')) };
};
const [blue, green] = [await open('blue'), await open('green')];
after(async () => {
  await blue.api.close();
  await green.api.close();
});

const slotOf = async ({ config }: typeof blue) => {
  const answer = await fetch(`http://127.0.0.1:${config.PORT}/slot`);
  const body: unknown = await answer.json();
  assert(typeof body === 'object' && body !== null && 'active' in body && 'revision' in body);
  return body;
};
const activate = async (colours: string[]) => {
  const { revision } = await db
    .insertInto('active_slots')
    .values({ colours, changed_by: 'test', reason: 'test' })
    .returning('revision')
    .executeTakeFirstOrThrow();
  for (const slot of [blue, green])
    await eventually('the slot has seen it', async () => (await slotOf(slot)).revision === revision);
};
const message = (id: string) =>
  JSON.stringify(envelope({ messages: [textMessage({ from: '5511980000000' }, 'oi', id)] }));

it('lets only the active colour take requests, and each in turn', async () => {
  await activate(['blue']);
  assert.equal((await postWebhook(blue.config, message('wamid.b1'))).status, 200);
  const refused = await postWebhook(green.config, message('wamid.b2'));
  assert.equal(refused.status, 503);
  assert.equal(refused.headers.get('x-standby'), '1');
  await activate(['blue', 'green']);
  assert.equal((await postWebhook(blue.config, message('wamid.b3'))).status, 200);
  assert.equal((await postWebhook(green.config, message('wamid.b4'))).status, 200);
  await activate(['green']);
  assert.equal((await postWebhook(blue.config, message('wamid.b5'))).status, 503);
  const { length } = await db.selectFrom('inbox').select('id').execute();
  assert.equal(length, 3);
});

it('answers an operator on both colours', async () => {
  for (const { config } of [blue, green])
    assert.equal((await fetch(`http://127.0.0.1:${config.PORT}/health`)).status, 200);
  const { active, ...rest } = await slotOf(blue);
  assert.equal(active, false);
  assert.deepEqual({ ...rest, revision: 0 }, { slot: 'blue', colours: ['green'], revision: 0, release: 'of-blue' });
});

it('refuses before it has read the body', async () => {
  await activate(['green']);
  const socket = createConnection(blue.config.PORT, '127.0.0.1');
  // Promises three megabytes and sends none of them.
  socket.write('POST /webhook HTTP/1.1\r\nhost: a\r\ncontent-length: 3000000\r\n\r\n');
  const answer = await new Promise<string>((done) => socket.once('data', (data) => done(data.toString())));
  socket.destroy();
  assert.match(answer, /^HTTP\/1\.1 503 /);
});

it('starts with what it remembers while the database is away', async () => {
  await activate(['green']);
  assert.match(readFileSync(join(folder, 'green'), 'utf8'), /"colours":\["green"\]/);
  const away = new Secret('postgres://nobody:none@127.0.0.1:1/none');
  const again = await open('green', away);
  const { active } = await slotOf(again);
  await again.api.close();
  assert.equal(active, true);
});
