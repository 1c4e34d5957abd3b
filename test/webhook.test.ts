import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, it } from 'node:test';
import { openApi } from '../src/api.ts';
import { openLog } from '../src/platform/log.ts';
import { Secret } from '../src/platform/secret.ts';
import { testDatabase } from '../src/platform/testing.ts';
import { answerTo } from '../src/whatsapp/webhook.routes.ts';
import { demoConfig, envelope, postWebhook, textMessage } from './stack.ts';

const { db, url } = await testDatabase();
const config = await demoConfig(url);
const api = await openApi(config, url, openLog('silent'));
after(() => api.close());

const webhook = `http://127.0.0.1:${config.PORT}/webhook`;
const rows = async (kind: string) =>
  (await db.selectFrom('inbox').select('id').where('kind', '=', kind).execute()).length;

it('transport: verify (GET): answers Meta’s verification with the challenge as plain text, and a wrong token with 403', async () => {
  const query = (token: string) => `${webhook}?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=${token}`;
  const right = await fetch(query('demo-verify-token'));
  assert.equal(right.status, 200);
  assert.match(right.headers.get('content-type') ?? '', /^text\/plain/);
  assert.equal(await right.text(), '1158201444');
  assert.equal((await fetch(query('wrong'))).status, 403);
  assert.equal((await fetch(webhook)).status, 403);
});

it('transport: batch: keeps every message and status of a batch of 1,000, once, over entries, numbers and repeated deliveries', async () => {
  const messages = Array.from({ length: 400 }, (_, index) =>
    textMessage({ from: `55119${String(80_000_000 + index)}` }, `olá ${index}`, `wamid.batch-${index}`),
  );
  const statuses = Array.from({ length: 500 }, (_, index) => ({
    id: `wamid.sent-${Math.floor(index / 5)}`,
    status: ['read', 'sent', 'played', 'delivered', 'failed'][index % 5],
    timestamp: '1795000000',
    unknown_field: { nested: [index] },
  }));
  const unknown = Array.from({ length: 100 }, (_, index) => ({
    id: '200000000000001',
    changes: [{ field: `field_${index}`, value: { index } }],
  }));
  const body = {
    object: 'whatsapp_business_account',
    entry: [
      ...envelope({ messages: messages.slice(0, 200), statuses: statuses.slice(0, 250) }).entry,
      ...envelope({ messages: messages.slice(200), statuses: statuses.slice(250), contacts: 'not a list' }, '999')
        .entry,
      ...unknown,
    ],
  };
  const before = { message: await rows('message'), status: await rows('status'), other: await rows('other') };
  const deliveries = [body, body, { ...body, entry: body.entry.toReversed() }];
  const answers = await Promise.all(deliveries.map((delivery) => postWebhook(config, JSON.stringify(delivery))));
  for (const answer of answers) {
    assert.equal(answer.status, 200);
    assert.deepEqual(await answer.json(), { status: 'ok' });
  }
  assert.equal((await rows('message')) - before.message, 400);
  assert.equal((await rows('status')) - before.status, 500);
  assert.equal((await rows('other')) - before.other, 100);
});

it('transport: retries: stores one row when the same message comes on 64 connections at once', async () => {
  const body = JSON.stringify(envelope({ messages: [textMessage({ from: '5511980000000' }, 'oi', 'wamid.twice')] }));
  const before = await rows('message');
  const answers = await Promise.all(Array.from({ length: 64 }, () => postWebhook(config, body)));
  assert(answers.every(({ status }) => status === 200));
  assert.equal((await rows('message')) - before, 1);
});

it('transport: signature (POST): refuses a wrong, a missing and a malformed signature with 403 and stores nothing', async () => {
  const body = JSON.stringify(envelope({ messages: [textMessage({ from: '5511980000001' }, 'oi', 'wamid.forged')] }));
  assert.equal((await postWebhook(config, body, 'another secret')).status, 403);
  assert.equal((await postWebhook(config, body, null)).status, 403);
  const malformed = await fetch(webhook, {
    method: 'POST',
    headers: { 'x-hub-signature-256': 'sha256=é' },
    body,
  }).catch(() => null);
  assert(malformed === null || malformed.status === 403);
  assert.equal((await fetch(webhook, { method: 'POST' })).status, 403);
  const found = await db.selectFrom('inbox').select('id').where('key', '=', 'wamid.forged').execute();
  assert.equal(found.length, 0);
});

it('transport: signature (POST): verifies the bytes as sent, with characters beyond ASCII escaped or not', async () => {
  const escaped = JSON.stringify(
    envelope({ messages: [textMessage({ from: '5511980000002' }, 'ã', 'wamid.escaped')] }),
  ).replaceAll('ã', '\\u00e3');
  assert.equal((await postWebhook(config, escaped)).status, 200);
  const plain = JSON.stringify(
    envelope({ messages: [textMessage({ from: '5511980000002' }, 'maçã 💇', 'wamid.plain')] }),
  );
  assert.equal((await postWebhook(config, plain)).status, 200);
});

it('answers 400 to a signed body that is no JSON: broken, empty, or not UTF-8', async () => {
  for (const body of ['{"entry": [', '', Uint8Array.from([0x22, 0xff, 0xfe, 0x22])])
    assert.equal((await postWebhook(config, body)).status, 400);
});

it('keeps signed JSON that it does not understand and acknowledges it', async () => {
  const odd = [
    '"text"',
    '[]',
    '{}',
    'null',
    '{"entry":[{"changes":[null,{"field":"messages","value":{"metadata":{"phone_number_id":"1"},"messages":[{"no":"id"},7]}}]}]}',
  ];
  const before = await rows('other');
  for (const body of odd) assert.equal((await postWebhook(config, body)).status, 200);
  assert.equal((await rows('other')) - before, 4 + 3);
});

it('takes what PostgreSQL cannot hold as it is: NUL, half a surrogate pair, a very long id, a very deep nesting', async () => {
  const strange = [
    envelope({ messages: [textMessage({ from: '5511980000003' }, 'a\0b\ud83d', 'wamid.nul\0')] }),
    envelope({ messages: [textMessage({ from: '5511980000003' }, 'long', `wamid.${'x'.repeat(100_000)}`)] }),
    envelope({ messages: [textMessage({ from: '5511980000003' }, 'number', 'wamid.odd-number')] }, 'a\0b'),
  ];
  for (const body of strange) assert.equal((await postWebhook(config, JSON.stringify(body))).status, 200);
  assert.equal((await postWebhook(config, `${'['.repeat(100_000)}${']'.repeat(100_000)}`)).status, 200);
});

it('transport: size: takes 4 MiB and refuses one byte more with 413', async () => {
  const frame = JSON.stringify({ filler: '' });
  const filled = (size: number) => JSON.stringify({ filler: 'x'.repeat(size - frame.length) });
  assert.equal((await postWebhook(config, filled(4 * 1024 ** 2))).status, 200);
  assert.equal((await postWebhook(config, filled(4 * 1024 ** 2 + 1))).status, 413);
});

it('transport: success: answers 500 when the database fails, so that Meta sends again', async () => {
  const { url: doomed } = { url: url.reveal().replace(/\/test_\w+$/, '/no_such_database') };
  const other = await demoConfig(url);

  const broken = await openApi(other, new Secret(doomed), openLog('silent'));
  const answer = await postWebhook(
    other,
    JSON.stringify(envelope({ messages: [textMessage({ from: '5511980000004' }, 'oi')] })),
  );
  await broken.close();
  assert.equal(answer.status, 500);
  assert.deepEqual(await answer.json(), { error: 'internal error' });
});

it('transport: latency: answers half of what comes within 250 ms, and all but one in a hundred within a second', async () => {
  const tookMs: number[] = [];
  const bodies = Array.from({ length: 100 }, (_, index) =>
    JSON.stringify(envelope({ messages: [textMessage({ from: `55219${10_000_000 + index}` }, 'oi')] })),
  );
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      for (let body = bodies.pop(); body !== undefined; body = bodies.pop()) {
        const before = performance.now();
        assert.equal((await postWebhook(config, body)).status, 200);
        tookMs.push(performance.now() - before);
      }
    }),
  );
  tookMs.sort((a, b) => a - b);
  const within = (share: number) => tookMs[Math.floor(tookMs.length * share)] ?? Infinity;
  assert.equal(tookMs.length, 100);
  assert(within(0.5) <= 250 && within(0.99) <= 1000, `${within(0.5)} and ${within(0.99)} ms`);
});

it('transport: override: one webhook takes what is meant for numbers of several accounts, each for itself', async () => {
  const of = (number: string, account: string) =>
    envelope({ messages: [textMessage({ from: '5511980000005' }, 'oi', 'wamid.shared')] }, number).entry.map(
      (entry) => ({ ...entry, id: account }),
    );
  const body = { object: 'whatsapp_business_account', entry: [...of('11', '21'), ...of('12', '22')] };
  assert.equal((await postWebhook(config, JSON.stringify(body))).status, 200);
  const kept = db.selectFrom('inbox').select(['phone_number_id', 'payload']).where('key', '=', 'wamid.shared');
  assert.deepEqual(
    (await kept.orderBy('phone_number_id').execute()).map(({ phone_number_id, payload }) => [
      phone_number_id,
      JSON.parse(payload).account,
    ]),
    [
      ['11', '21'],
      ['12', '22'],
    ],
  );
});

it('takes what is signed with either secret while one is changed for the other', async () => {
  const [current, old] = [new Secret('current'), new Secret('old')];
  const body = Buffer.from('{}');
  const code = async (secret: string, appSecrets: readonly Secret[]) => {
    const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
    return (await answerTo(body, signature, { appSecrets, keep: async () => undefined })).code;
  };
  assert.deepEqual([await code('old', [current, old]), await code('current', [current, old])], [200, 200]);
  assert.deepEqual([await code('old', [current]), await code('other', [current, old])], [403, 403]);
});
