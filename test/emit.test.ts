import assert from 'node:assert/strict';
import { it } from 'node:test';
import { sql } from 'kysely';
import { z } from 'zod';
import { monthCosts } from '../src/costs.ts';
import { fieldKinds } from '../src/simulator/field-kinds.ts';
import { messageKinds } from '../src/simulator/message-kinds.ts';
import { parseBillPrices } from '../src/whatsapp/bill.ts';
import { openPhone } from './phone.ts';
import { askFault, runDemo } from './running.ts';
import { eventually } from './stack.ts';

const { db, config, business } = await runDemo({ TURN_QUIET: 'PT0.05S', WHATSAPP_APP_SECRET_OLD: 'the-secret-before' });
const emit = (body: object) =>
  fetch(`http://127.0.0.1:${config.SIMULATOR_PORT}/simulator/emit`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

it('the simulator tells every kind of message and field on demand, and all of it is filed', async () => {
  for (const kind of Object.keys(messageKinds)) {
    const { userId } = await openPhone(config.SIMULATOR_PORT, { name: 'Ana Souza' });
    assert.deepEqual(await (await emit({ what: 'message', kind, contact: userId })).json(), { acknowledged: true });
  }
  const before = new Map<string, number>();
  for (const { field } of fieldKinds) {
    const sample = before.get(field) ?? 0;
    before.set(field, sample + 1);
    assert.deepEqual(await (await emit({ what: 'field', field, sample })).json(), { acknowledged: true });
  }
  await eventually('all is filed', async () => {
    const { rows } = await sql<{ open: number }>`select count(*) as open from inbox where filed_at is null`.execute(db);
    return rows[0]?.open === 0;
  });
  const { rows } = await sql`select fault from inbox where fault is not null`.execute(db);
  assert.deepEqual(rows, []);
});

it('the simulator asks a contact who comes from an ad and cannot be read to write again', async () => {
  const phone = await openPhone(config.SIMULATOR_PORT, { name: 'Bia Lima' });
  await emit({ what: 'message', kind: 'unsupported 131060', contact: phone.userId });
  const [reply] = await eventually('a reply', async () => {
    const shown = (await phone.shown()).filter(({ direction }) => direction === 'out');
    return shown.length > 0 && shown;
  });
  assert.match(reply?.text ?? '', /escrever/);
});

it('money: who comes from an ad and is answered costs nothing, templates too, and is in no estimate', async () => {
  const phone = await openPhone(config.SIMULATOR_PORT, { name: 'Caio Reis' });
  await emit({ what: 'message', kind: 'referral', contact: phone.userId });
  const charge = await eventually('the charge', () =>
    db
      .selectFrom('charges')
      .select(['category', 'type'])
      .where('type', '=', 'free_entry_point')
      .where('is_delivered', '=', true)
      .executeTakeFirst(),
  );
  assert.deepEqual(charge, { category: 'referral_conversion', type: 'free_entry_point' });
  const dear = { BR: { service: 1, utility: 1 } };
  const prices = parseBillPrices({ currency: 'USD', freeReplies: 1000, markets: dear });
  const costs = await monthCosts(db, prices, business, Temporal.Now.instant());
  const nothing = { currency: 'USD', soFar: 0, forecast: 0, unpriced: 0 };
  assert.deepEqual([...costs.values()], [nothing]);
});

it('stores each update of a batch once, whatever its order, late, repeated and without contacts', async () => {
  const phone = await openPhone(config.SIMULATOR_PORT, { name: 'Caio Reis' });
  const at = Temporal.Now.instant().subtract({ hours: 30 }).toString();
  const of = [
    { what: 'message', kind: 'text', contact: phone.userId, count: 3, at, contacts: false },
    { what: 'message', kind: 'voice note', contact: phone.userId },
    { what: 'field', field: 'user_preferences', contact: phone.userId },
  ];
  assert.deepEqual(await (await emit({ what: 'batch', of, times: 3, shuffled: true })).json(), { acknowledged: true });
  const filed = db
    .selectFrom('messages')
    .innerJoin('conversations', 'conversations.id', 'messages.conversation_id')
    .innerJoin('contacts', 'contacts.id', 'conversations.contact_id')
    .select('messages.at')
    .where('contacts.user_id', '=', phone.userId)
    .where('direction', '=', 'in');
  const messages = await eventually('all are filed', async () => {
    const found = await filed.execute();
    return found.length === 4 && found;
  });
  assert.equal(messages.filter((message) => message.at.toString().slice(0, 19) === at.slice(0, 19)).length, 3);
});

it('takes a webhook that is signed with the secret before the present one, and neither a wrong one nor none', async () => {
  const phone = await openPhone(config.SIMULATOR_PORT, { name: 'Davi Rocha' });
  const retried = async () => {
    const answer = await fetch(`http://127.0.0.1:${config.SIMULATOR_PORT}/simulator/statistics`);
    return z.object({ webhooksRetried: z.number() }).parse(await answer.json()).webhooksRetried;
  };
  for (const [secret, times] of [
    ['old', 0],
    ['wrong', 1],
    ['none', 1],
  ] as const) {
    const before = await retried();
    await askFault(config, { kind: 'signature', secret, contact: phone.userId });
    await phone.say({ text: 'oi' });
    assert.equal((await retried()) - before, times, secret);
  }
});

it('the simulator names the rule that a wrong request breaks', async () => {
  assert.match(
    JSON.stringify(await (await emit({ what: 'message', kind: 'x', contact: 'y' })).json()),
    /kind: must be one of/,
  );
  assert.equal((await emit({ what: 'field', field: 'nothing' })).status, 400);
  assert.equal((await emit({ what: 'message', kind: 'text', contact: 'nobody' })).status, 404);
});
