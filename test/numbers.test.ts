import assert from 'node:assert/strict';
import { it } from 'node:test';
import { numbers } from '../src/numbers.ts';
import { Secret } from '../src/platform/secret.ts';
import { runDemo } from './running.ts';

const { db, config } = await runDemo();

it('connects a number, checks all that it needs, keeps its templates, and lists it', async () => {
  const lines = await numbers(db, config, 'add');
  assert.equal(lines.at(-1), 'The number is ready.', lines.join('\n'));
  assert.deepEqual(
    lines.filter((line) => !line.startsWith('✓')),
    ['The number is ready.'],
  );
  const templates = await db.selectFrom('templates').select('status').execute();
  assert(templates.length > 4 && templates.every(({ status }) => status === 'APPROVED'));
  assert.match(
    (await numbers(db, config, 'list')).join(),
    /100000000000001 {2}\(11\) 5550-0100 .* account 200000000000001/,
  );
});

it('says which secret is wrong and what to do about it, and nothing of the secret', async () => {
  const said = async (change: object) => (await numbers(db, { ...config, ...change }, 'check')).join('\n');
  assert.match(await said({ WHATSAPP_APP_SECRET: new Secret('hush') }), /✗ app secret[^]*App settings > Basic/);
  const token = await said({ WHATSAPP_ACCESS_TOKEN: new Secret('hush') });
  assert.match(token, /✗ token \(190\)[^]*System users/);
  assert(!token.includes('hush'));
  await assert.rejects(numbers(db, { ...config, WHATSAPP_PHONE_NUMBER_ID: '555555' }, 'check'), /cli.invalid/);
  await assert.rejects(numbers(db, config, 'remove'), /cli.invalid/);
});
