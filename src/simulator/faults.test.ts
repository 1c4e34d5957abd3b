import assert from 'node:assert/strict';
import { it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { open, Refused, secret, sign, until } from './world.test.ts';

const text = { type: 'text', text: { body: 'Olá' } };
type World = Awaited<ReturnType<typeof open>>;

/** A send that gives up after 100 ms: what came of it. */
async function tryToSend({ url }: World, to: string): Promise<string> {
  const headers = { 'content-type': 'application/json', authorization: 'Bearer token' };
  const body = JSON.stringify({ messaging_product: 'whatsapp', to, ...text });
  const signal = AbortSignal.timeout(100);
  return fetch(`${url}/v25.0/1001/messages`, { method: 'POST', headers, body, signal }).then(
    ({ status }) => String(status),
    (error: unknown) => (error instanceof Error ? error.name : 'unknown'),
  );
}

it('refuses as many sends as asked, with the code asked for', async (t) => {
  const world = await open(t);
  const { waId } = await world.person();
  await world.call('/simulator/faults', { kind: 'error', code: 130429, count: 2 });
  const answers = [];
  for (let sends = 0; sends < 3; sends += 1) answers.push(await world.send({ to: waId, ...text }));
  assert.deepEqual(
    answers.map(({ status }) => status),
    [429, 429, 200],
  );
  assert.equal(Refused.parse(answers[0]?.body).error.code, 130429);
  assert.equal((await world.chat(waId)).length, 1);
});

it('strikes only the contact it is meant for, until it is cleared', async (t) => {
  const world = await open(t);
  const [ana, bia] = [await world.person(), await world.person({ name: 'Bia' })];
  await world.call('/simulator/faults', { kind: 'error', code: 131000, status: 503, count: 9, contact: ana.userId });
  assert.equal((await world.send({ to: bia.waId, ...text })).status, 200);
  assert.equal((await world.send({ to: ana.waId, ...text })).status, 503);
  const { body } = await world.call('/simulator/faults');
  assert.partialDeepStrictEqual(body, { faults: [{ kind: 'error', count: 8 }] });
  await world.call('/simulator/faults', { kind: 'none' });
  assert.equal((await world.send({ to: ana.waId, ...text })).status, 200);
});

it('does not answer and delivers all the same, or delivers nothing', async (t) => {
  const world = await open(t);
  const { waId } = await world.person();
  await world.call('/simulator/faults', { kind: 'timeout-lost' });
  assert.equal(await tryToSend(world, waId), 'TimeoutError');
  assert.equal((await world.chat(waId)).length, 0);
  await world.call('/simulator/faults', { kind: 'timeout' });
  assert.equal(await tryToSend(world, waId), 'TimeoutError');
  await until(() => world.statuses().length === 3);
  assert.equal((await world.chat(waId)).length, 1);
});

it('cuts the connection after it has taken the send', async (t) => {
  const world = await open(t);
  const { waId } = await world.person();
  await world.call('/simulator/faults', { kind: 'reset' });
  assert.equal(await tryToSend(world, waId), 'TypeError');
  await until(() => world.statuses().length === 3);
});

it('answers late', async (t) => {
  const world = await open(t);
  const { waId } = await world.person();
  await world.call('/simulator/faults', { kind: 'slow', ms: 150 });
  const before = performance.now();
  assert.equal((await world.send({ to: waId, ...text })).status, 200);
  assert(performance.now() - before > 140);
  assert.equal(world.statuses().length, 3, 'the statuses overtake the answer');
});

it('delivers a webhook twice', async (t) => {
  const world = await open(t);
  const { waId } = await world.person();
  await world.call('/simulator/faults', { kind: 'duplicate' });
  await world.says(waId, { text: 'oi' });
  await until(() => world.messages().length === 2);
  await world.says(waId, { text: 'oi de novo' });
  assert.equal(world.messages().length, 3);
});

it('signs with a wrong secret, and rightly when it tries again', async (t) => {
  const world = await open(t);
  const { waId } = await world.person();
  world.answer = ({ bytes, signature }) => (signature === sign(bytes, secret) ? 200 : 401);
  await world.call('/simulator/faults', { kind: 'signature' });
  await world.says(waId, { text: 'oi' });
  assert.equal(world.messages().length, 2);
});

it('closes at once, whatever hangs or is tried again', async (t) => {
  const world = await open(t);
  const { waId } = await world.person();
  world.answer = () => 500;
  await world.call('/simulator/faults', { kind: 'timeout' });
  const settled = Promise.allSettled([
    world.send({ to: waId, ...text }),
    world.says(waId, { text: 'oi' }),
    fetch(`${world.url}/simulator/events`).then((events) => events.text()),
  ]);
  await wait(100);
  const before = performance.now();
  await world.app.close();
  await settled;
  assert(performance.now() - before < 500);
});
