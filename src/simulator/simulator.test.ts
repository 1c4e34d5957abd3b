import assert from 'node:assert/strict';
import { it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { open, Refused, secret, Sent, sign, until } from './world.test.ts';

it('signs the bytes as sent, in which nothing but ASCII stands', async (t) => {
  const world = await open(t);
  const { waId } = await world.person({ name: 'João' });
  const said = await world.says(waId, { text: 'Amanhã às 10? 💇' });
  assert.deepEqual([said.status, z.object({ acknowledged: z.boolean() }).parse(said.body).acknowledged], [202, true]);
  const [{ bytes, signature } = assert.fail()] = world.posts;
  assert.match(String(bytes), /^[\x20-\x7e]*Amanh\\u00e3[\x20-\x7e]*$/);
  assert.equal(signature, sign(bytes, secret));
  assert.equal(world.messages()[0]?.text?.body, 'Amanhã às 10? 💇');
});

it('repeats a webhook until it hears 200, and keeps the order of a contact meanwhile', async (t) => {
  const world = await open(t);
  const { waId } = await world.person();
  const other = await world.person({ name: 'Bia' });
  let failures = 2;
  world.answer = ({ bytes }) => (String(bytes).includes('first') && failures-- > 0 ? 202 : 200);
  await Promise.all([
    world.says(waId, { text: 'first' }),
    world.says(waId, { text: 'second' }),
    world.says(other.waId, { text: 'other' }),
  ]);
  const seen = world.messages().map(({ text }) => text?.body);
  assert.equal(seen.filter((text) => text === 'first').length, 3);
  assert.equal(seen.at(-1), 'second', 'the other contact did not wait, the second message did');
  const { body } = await world.call('/simulator/statistics');
  assert.partialDeepStrictEqual(body, { webhooksDelivered: 3, webhooksRetried: 2, webhooksPending: 0 });
});

it('shows that a message waits for the business, and that it has arrived', async (t) => {
  const world = await open(t);
  const { waId } = await world.person();
  let isUp = false;
  world.answer = () => (isUp ? 200 : 500);
  await world.call(`/simulator/contacts/${waId}/messages`, { text: 'hello?' });
  await until(async () => (await world.chat(waId))[0]?.status === 'retrying');
  isUp = true;
  await until(async () => (await world.chat(waId))[0]?.acknowledged === true);
  assert.equal((await world.chat(waId))[0]?.status, 'delivered');
});

it('follows a send with its statuses, each with our callback data', async (t) => {
  const world = await open(t);
  const { waId, userId } = await world.person();
  const sent = await world.write({ to: `+${waId}` }, 'Olá', { biz_opaque_callback_data: 'ours' });
  assert.deepEqual(sent.contacts, [{ input: `+${waId}`, wa_id: waId }]);
  const [{ id }] = sent.messages;
  assert.match(id, /^wamid\.[A-Za-z0-9+/]+=*$/);
  await until(() => world.statuses().length === 3);
  for (const status of ['sent', 'delivered', 'read']) {
    const update = world.statuses().find((each) => each.status === status);
    assert.partialDeepStrictEqual(update, {
      id,
      recipient_id: waId,
      recipient_user_id: userId,
      biz_opaque_callback_data: 'ours',
    });
    assert.equal(update?.['pricing'] !== undefined, status === 'delivered', 'one price a message');
  }
  await until(async () => (await world.chat(waId))[0]?.status === 'read');
});

it('batches the statuses of many sends', async (t) => {
  const world = await open(t);
  const { waId } = await world.person();
  await Promise.all(Array.from({ length: 100 }, () => world.write({ to: waId }, 'hi')));
  await until(() => world.statuses().length === 300);
  assert(world.posts.length < 60, `${world.posts.length} posts`);
});

it('fails a send to nobody, and swallows a user id in `to`', async (t) => {
  const world = await open(t);
  const { userId } = await world.person();
  await world.write({ to: userId }, 'never arrives');
  await world.write({ to: '5511000000000' }, 'nobody');
  await until(() => world.statuses().length > 0);
  await wait(60);
  const [failed, ...more] = world.statuses();
  assert.partialDeepStrictEqual(failed, {
    status: 'failed',
    recipient_id: '5511000000000',
    errors: [{ code: 131026 }],
  });
  assert.deepEqual([more, await world.chat(userId)], [[], []]);
});

it('reaches a contact without a phone number by user id, and names no number', async (t) => {
  const world = await open(t);
  const { waId, userId } = await world.person({ withoutPhone: true });
  await world.says(userId, { text: 'oi' });
  const { contacts } = await world.write({ recipient: userId }, 'olá');
  assert.deepEqual(contacts, [{ input: userId, user_id: userId }]);
  await until(() => world.statuses().length === 3);
  for (const { bytes } of world.posts) {
    assert(!String(bytes).includes(waId));
    assert(String(bytes).includes(userId));
  }
});

it('taps only what was offered, with the title that was shown', async (t) => {
  const world = await open(t);
  const { waId } = await world.person();
  const action = { buttons: [{ type: 'reply', reply: { id: 'yes', title: 'Sim' } }] };
  const offer = await world.send({
    to: waId,
    type: 'interactive',
    interactive: { type: 'button', body: { text: '?' }, action },
  });
  const sections = [{ rows: [{ id: 'cut', title: 'Corte', description: 'R$ 55,00' }] }];
  const list = { type: 'list', body: { text: '?' }, action: { button: 'Ver', sections } };
  await world.send({ to: waId, type: 'interactive', interactive: list });

  assert.equal((await world.says(waId, { button: 'yes' })).status, 202);
  assert.equal((await world.says(waId, { row: 'cut' })).status, 202);
  const never = await world.says(waId, { button: 'cut' });
  assert.deepEqual([never.status, never.body], [400, { error: 'button: was never offered to this contact' }]);
  const [button, row] = world.messages();
  assert.partialDeepStrictEqual(button, {
    context: { from: '551130000000', id: Sent.parse(offer.body).messages[0].id },
    interactive: { type: 'button_reply', button_reply: { id: 'yes', title: 'Sim' } },
  });
  assert.partialDeepStrictEqual(row, {
    interactive: { type: 'list_reply', list_reply: { id: 'cut', title: 'Corte', description: 'R$ 55,00' } },
  });
  const seen = (await world.chat(waId)).map(({ direction, text }) => `${direction} ${text}`);
  assert.deepEqual(seen, ['out ?', 'out ?', 'in Sim', 'in Corte']);
});

it('delivers one message twice when its id is given twice, and shows it once', async (t) => {
  const world = await open(t);
  const { waId } = await world.person();
  const message = { text: 'oi', id: 'wamid.same', at: '2026-11-20T10:00:00-03:00' };
  await world.says(waId, message);
  await world.says(waId, message);
  assert.deepEqual(
    world.messages().map(({ id, timestamp }) => [id, timestamp]),
    Array.from({ length: 2 }, () => ['wamid.same', '1795179600']),
  );
  assert.equal((await world.chat(waId)).length, 1);
});

it('takes a read receipt for all messages up to one', async (t) => {
  const world = await open(t);
  const { waId } = await world.person();
  for (const text of ['a', 'b', 'c']) await world.says(waId, { text, id: `wamid.${text}` });
  const receipt = { status: 'read', message_id: 'wamid.b', typing_indicator: { type: 'text' } };
  assert.deepEqual((await world.send(receipt)).body, { success: true });
  const seen = (await world.chat(waId)).map(({ status }) => status);
  assert.deepEqual(seen, ['read', 'read', 'delivered']);
  assert.equal((await world.send({ ...receipt, message_id: 'wamid.x' })).status, 400);
});

it('refuses a wrong token, an unknown number and a body that is not JSON, as Meta does', async (t) => {
  const world = await open(t);
  const token = await world.call('/v25.0/1001/messages', {}, 'wrong');
  assert.deepEqual([token.status, Refused.parse(token.body).error.code], [401, 190]);
  const number = await world.call('/v25.0/9/messages', {});
  assert.partialDeepStrictEqual(number.body, { error: { code: 100, error_subcode: 33 } });
  const headers = { 'content-type': 'application/json', authorization: 'Bearer token' };
  const answer = await fetch(`${world.url}/v25.0/1001/messages`, { method: 'POST', headers, body: '{' });
  assert.deepEqual([answer.status, Refused.parse(await answer.json()).error.code], [400, 100]);
});

it('says what is wrong with a body of its own', async (t) => {
  const world = await open(t);
  const { waId } = await world.person();
  const said = async (path: string, body: object) => JSON.stringify(await world.call(path, body));
  assert.match(await said('/simulator/contacts', {}), /"status":400.*name: .*expected string/);
  assert.match(await said('/simulator/contacts', { name: 'Ana', waId: '+55' }), /"status":400.*waId: digits/);
  assert.match(
    await said(`/simulator/contacts/${waId}/messages`, { text: 'a', row: 'b' }),
    /400.*text: exactly one of/,
  );
  assert.match(await said('/simulator/contacts/0/messages', { text: 'a' }), /"status":404/);
  assert.match(await said('/simulator/faults', { kind: 'slow' }), /"status":400.*ms: /);
});
