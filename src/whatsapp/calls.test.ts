import assert from 'node:assert/strict';
import { after, beforeEach, it } from 'node:test';
import fastify from 'fastify';
import { Secret } from '../platform/secret.ts';
import { openSimulator } from '../simulator/simulator.job.ts';
import { simulatorRoutes } from '../simulator/simulator.routes.ts';
import type { Addressed } from './body.ts';
import { send, type Graph } from './graph.client.ts';
import {
  askAccount,
  askCapacity,
  askNumber,
  askSubscriptions,
  askTemplates,
  subscribe,
  tellBlock,
  type Management,
} from './management.client.ts';
import { fetchMedia, uploadMedia } from './media.client.ts';

/** What was asked of the false Graph API: method, path, and the fields that it is to answer. */
const calls: string[] = [];
beforeEach(() => calls.splice(0));

const app = fastify();
app.addHook('onRequest', async ({ method, url, headers }) => {
  assert.equal(headers.authorization, 'Bearer token');
  calls.push(`${method} ${url.replace(/^\/v25\.0/, '').replace(/media\/\w+$/, 'media/…')}`);
});
const simulator = openSimulator({
  webhookUrl: 'http://127.0.0.1:9/webhook',
  appSecret: 'secret',
  accessToken: 'token',
  phoneNumberId: '1001',
  displayPhoneNumber: '+55 11 3000-0000',
  businessAccountId: '2002',
  templates: [{ name: 'offer', language: 'pt_BR', body: 'Oi!', buttons: [], category: 'MARKETING' }],
  clock: () => Temporal.Now.instant(),
  random: () => 0.5,
});
await app.register(simulatorRoutes, simulator);
const url = `${await app.listen({ port: 0, host: '127.0.0.1' })}/v25.0`;
after(() => app.close());

const timeout = Temporal.Duration.from('PT10S');
const graph: Graph = { url, accessToken: new Secret('token'), timeout };
const management: Management = { ...graph, appSecret: new Secret('secret') };
const outgoing = (content: Addressed['content']): Addressed => ({
  id: crypto.randomUUID(),
  phoneNumberId: '1001',
  to: { userId: null, waId: '5511999990001' },
  content,
  mediaId: null,
});

it('calls: POST /{PHONE_ID}/messages: every send', async () => {
  assert.equal((await send(outgoing({ type: 'text', text: 'oi' }), graph)).kind, 'accepted');
  assert.deepEqual(calls, ['POST /1001/messages']);
});

it('calls: POST /{PHONE_ID}/marketing_messages: not used, for marketing templates are sends like others', async () => {
  const template = { type: 'template' as const, name: 'offer', language: 'pt_BR', body: [], buttons: [], text: 'Oi!' };
  assert.equal((await send(outgoing(template), graph)).kind, 'accepted');
  assert.deepEqual(calls, ['POST /1001/messages']);
});

it('calls: POST /{PHONE_ID}/media, GET, DELETE /{MEDIA_ID}, GET {url}: gives a file, and fetches it by a fresh link', async () => {
  const bytes = Buffer.from('%PDF-1.7');
  const metaId = await uploadMedia(graph, '1001', { type: 'application/pdf', bytes, name: 'laudo.pdf' });
  const media = await fetchMedia(graph, { metaId, phoneNumberId: '1001' }, 1000);
  assert.deepEqual(media.bytes, bytes);
  // What Meta holds of ours goes by itself after 30 days: nothing is deleted there.
  assert.deepEqual(calls, ['POST /1001/media', `GET /${metaId}?phone_number_id=1001`, 'GET /media/…']);
});

it('calls: GET, POST /{WABA}/message_templates · GET /{WABA}/phone_numbers · GET, POST, DELETE /{WABA}/subscribed_apps: reads the templates, and subscribes', async () => {
  simulator.standing.judge({ is_subscribed: false });
  assert.equal((await askTemplates(management, '2002')).kind, 'found');
  const subscribed = async () => {
    const answer = await askSubscriptions(management, '2002');
    return answer.kind === 'found' ? answer.found.data.length : null;
  };
  assert.equal(await subscribed(), 0);
  assert.equal((await subscribe(management, '2002')).kind, 'found');
  assert.equal(await subscribed(), 1);
  assert.deepEqual(
    calls.map((call) => call.split('?')[0]),
    [
      'GET /2002/message_templates',
      'GET /2002/subscribed_apps',
      'POST /2002/subscribed_apps',
      'GET /2002/subscribed_apps',
    ],
  );
});

it('calls: GET, POST, DELETE /{PHONE_ID}/block_users: holds off who wrote within 24 hours, and is told of whom Meta refuses', async () => {
  const contact = simulator.contacts.add({ name: 'Ana', waId: '5511999990009' });
  const user = '+5511999990009';
  assert.deepEqual(await tellBlock(management, '1001', { user, isBlocked: true }), {
    kind: 'refused',
    code: '139100',
    details: '(#139100) Failed to block/unblock users',
  });
  simulator.say(contact, { does: { kind: 'type', text: 'oi' } });
  assert.equal((await tellBlock(management, '1001', { user, isBlocked: true })).kind, 'found');
  await assert.rejects(
    send({ ...outgoing({ type: 'text', text: 'oi' }), to: { userId: null, waId: contact.waId } }, graph),
    { code: 'whatsapp.130403' },
  );
  assert.equal((await tellBlock(management, '1001', { user, isBlocked: false })).kind, 'found');
  assert.deepEqual(calls, [
    'POST /1001/block_users',
    'POST /1001/block_users',
    'POST /1001/messages',
    'DELETE /1001/block_users',
  ]);
});

it('calls: POST /{PHONE_ID}/register, /username, /whatsapp_business_profile, /conversational_automation, /calls · GET /{PHONE_ID}?fields=…: asks a number and its account for what is needed, by name', async () => {
  const answers = [askNumber(management, '1001'), askCapacity(management, '1001'), askAccount(management, '2002')];
  for (const answer of await Promise.all(answers)) {
    assert(answer.kind === 'found');
    for (const [field, value] of Object.entries(answer.found))
      assert(field === 'verified_name' || value !== '', `${field} was not answered`);
  }
  assert(
    calls.every((call) => /^GET \/(1001|2002)\?fields=[a-z_,]+$/.test(call)),
    calls.join(),
  );
});
