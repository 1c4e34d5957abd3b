import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { it } from 'node:test';
import { testDatabase } from '../src/platform/testing.ts';

const { db, url } = await testDatabase();

function run(...args: string[]): { said: string; code: number | null } {
  const env = { ...process.env, DATABASE_URL: url.reveal(), WHATSAPP_PHONE_NUMBER_ID: '987654321' };
  const { stdout, stderr, status } = spawnSync(process.execPath, ['src/cli.ts', ...args], {
    encoding: 'utf8',
    env,
    timeout: 30_000,
  });
  return { said: (stdout + stderr).trim(), code: status };
}

it('finds the database up to date, and makes a business of a file once', async () => {
  assert.deepEqual(run('migrate'), { said: 'The database is up to date.', code: 0 });
  const loaded = run('load-business', 'docs/examples/barbershop.json');
  assert.deepEqual(loaded, { said: 'Barbearia do Bairro answers on the number 987654321 now.', code: 0 });
  const again = run('load-business', 'docs/examples/barbershop.json');
  assert.deepEqual([again.code, /has a business already/.test(again.said)], [1, true]);
  assert.equal((await db.selectFrom('businesses').select('id').execute()).length, 1);
});

it('lists dead letters and tries them again, one or all', async () => {
  assert.deepEqual(run('dead-letters'), { said: 'Nothing waits for a person.', code: 0 });
  const update = { phone_number_id: '1', kind: 'message', payload: '{}', fault: 'unreadable' };
  const rows = [
    { ...update, key: 'a' },
    { ...update, key: 'b' },
  ].map((row) => ({ ...row, filed_at: Temporal.Now.instant() }));
  const [first] = await db.insertInto('inbox').values(rows).returning('id').execute();
  assert.match(run('dead-letters').said, new RegExp(`inbox/${first?.id}  unreadable`));
  assert.equal(run('dead-letters', 'retry', `inbox/${first?.id}`).said, `inbox/${first?.id} is tried again.`);
  const gone = run('dead-letters', 'retry', `inbox/${first?.id}`);
  assert.deepEqual([gone.code, gone.said.startsWith('There is no dead letter')], [1, true]);
  assert.equal(run('dead-letters', 'retry', 'all').said, '1 are tried again.');
  assert.equal(run('dead-letters', 'retry', 'nonsense').code, 1);
  assert.equal((await db.selectFrom('inbox').select('id').where('filed_at', 'is', null).execute()).length, 2);
});

it('says what messages cost, and keeps a budget', async () => {
  assert.match(run('costs').said, /Barbearia do Bairro[^]*987654321[^]*nothing was delivered[^]*set WHATSAPP_PRICES/);
  assert.equal(run('costs', 'budget', '987654321', '25.5').said, '987654321 may cost 25.50 in a month.');
  assert.deepEqual(
    [run('costs', 'budget', 'nobody', '1').code, run('costs', 'budget', '987654321', 'much').code],
    [1, 1],
  );
  const at = Temporal.Now.instant();
  const charge = { phone_number_id: '987654321', market: 'BR', category: 'service', is_delivered: true, at };
  const { id: business_id } = await db.selectFrom('businesses').select('id').executeTakeFirstOrThrow();
  const types = ['regular', 'regular', 'free_customer_service'];
  const rows = types.map((type, each) => ({ ...charge, business_id, type, message: Buffer.from([each]) }));
  await db.insertInto('charges').values(rows).execute();
  process.env['WHATSAPP_PRICES'] = 'docs/examples/whatsapp-prices.json';
  assert.match(run('costs').said, /service +BR +2 +1 +USD 0.01\n  USD 0.01 so far; [^]*budget USD 25.50/);
  const [number] = JSON.parse(run('costs', '--json').said);
  assert.deepEqual([number.bill.soFar, number.budget, number.days.length], [0.0136, 25.5, 2]);
});

it('lists the conversations that persons have, and gives one back', async () => {
  assert.deepEqual(run('handoffs'), { said: 'No person has a conversation.', code: 0 });
  const { id: business } = await db.selectFrom('businesses').select('id').executeTakeFirstOrThrow();
  const contact = { business_id: business, wa_id: '5511987650000', name: 'Carla' };
  const { id } = await db.insertInto('contacts').values(contact).returning('id').executeTakeFirstOrThrow();
  const handoff = {
    status: 'human',
    handoff_reason: 'asked',
    handed_over_at: Temporal.Instant.from('2026-11-24T13:20:00Z'),
  };
  const conversation = { business_id: business, contact_id: id, phone_number_id: '987654321' };
  const made = await db
    .insertInto('conversations')
    .values({ ...conversation, ...handoff, last_inbound_at: Temporal.Now.instant() })
    .returning('id')
    .executeTakeFirstOrThrow();
  assert.equal(run('handoffs').said, `2026-11-24T13:20:00Z  ${made.id}  asked`);
  assert.deepEqual(run('handoffs', 'back', made.id), { said: `The agent answers ${made.id} again.`, code: 0 });
  assert.equal(run('handoffs', 'back', made.id).code, 1);
  assert.equal(run('handoffs', 'away').code, 1);
});

it('exports what is held of a contact of its own business, and of nobody unknown', () => {
  const { said, code } = run('contacts', 'export', '+55 (11) 98765-0000');
  assert.equal(code, 0);
  assert.match(said, /"name": "Carla"/);
  assert.equal(run('contacts', 'export', '5511911112222').code, 1);
});
