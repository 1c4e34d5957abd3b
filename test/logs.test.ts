import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { sql } from 'kysely';
import { openLog } from '../src/platform/log.ts';
import { openLogFiles } from '../src/platform/logfiles.ts';
import { openPhone } from './phone.ts';
import { runDemo } from './running.ts';
import { envelope, eventually, postWebhook, textMessage } from './stack.ts';

const folder = mkdtempSync(join(tmpdir(), 'whats-agent-logs-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const files = openLogFiles(folder, { clock: () => Temporal.Now.instant(), timeZone: 'America/Sao_Paulo' });

it('logs no text, name or phone number of a whole run, whatever goes wrong in it', async () => {
  const { db, config } = await runDemo({}, openLog('debug', files));
  const texts = [
    'onde vocês ficam?',
    'meu segredo é abacaxi com hortelã',
    'quero marcar uma massagem relaxante amanhã',
  ];
  const phone = await openPhone(config.SIMULATOR_PORT, { name: 'Gumercinda Xavantes', waId: '5511988887777' });
  for (const text of texts) {
    const before = (await phone.shown()).length;
    await phone.say({ text });
    await eventually('a reply', async () => (await phone.shown()).length > before + 1);
  }
  const replies = (await phone.shown()).map(({ text }) => text);
  // A forged webhook, one that cannot be filed, and a database that fails under the worker.
  const strange = JSON.stringify(envelope({ messages: [textMessage({ from: '5521977776666' }, 'jabuticaba madura')] }));
  assert.equal((await postWebhook(config, strange, 'another secret')).status, 403);
  await sql`alter table messages add constraint no_fruit check (content::text not like '%jabuticaba%')`.execute(db);
  assert.equal((await postWebhook(config, strange)).status, 200);
  const logged = () =>
    readdirSync(folder)
      .map((file) => readFileSync(join(folder, file), 'utf8'))
      .join('');
  await eventually('the failure is logged, in both files', async () => logged().split('no_fruit').length > 2);

  const all = logged();
  assert.match(all, /"turn":"[0-9a-f-]{36}\/\d+".*"message":"turn\.taken"|"message":"turn\.taken"/);
  assert.match(readFileSync(join(folder, 'security.log'), 'utf8'), /403.*forbidden|forbidden.*403/);
  const never = [...texts, ...replies, 'jabuticaba', 'abacaxi', 'Gumercinda', 'Xavantes', '988887777', '977776666'];
  for (const words of never) assert(words === '' || !all.includes(words), `the log has: ${words}`);
  assert(all.split('\n').length > 10, 'nothing was logged, so this proves nothing');
});
