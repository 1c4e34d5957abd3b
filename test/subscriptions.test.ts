import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { after, describe, it } from 'node:test';
import { sql } from 'kysely';
import { deliveryJob } from '../src/accounts/delivery.job.ts';
import { deliveriesQuery } from '../src/accounts/delivery.store.ts';
import { SubscriptionId } from '../src/accounts/subscription.ts';
import { demoBusiness } from '../src/business/demo.ts';
import { putBusiness } from '../src/business/file.store.ts';
import { isPublic, isPublicUrl } from '../src/platform/address.ts';
import { openLog } from '../src/platform/log.ts';
import { run } from '../src/platform/runner.ts';
import { openDashboard } from './dashboard.ts';
import { eventually } from './stack.ts';

const { db, as, business } = await openDashboard({ WEBHOOKS_TO: 'anywhere' });
const clock = () => Temporal.Now.instant();
const owner = await as('owner');
const job = run(deliveryJob({ db, clock, isAnywhere: true }), 4, openLog('silent'));
after(() => job.stop());

type Got = { readonly headers: Record<string, string>; readonly body: string };

/** Somebody's program, which answers as it is told to. */
async function program(answers: number[] = []) {
  const got: Got[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (bytes) => (body += String(bytes)));
    request.on('end', () => {
      got.push({ headers: Object.fromEntries(Object.entries(request.headers).map(([k, v]) => [k, String(v)])), body });
      response.writeHead(answers.shift() ?? 204, { location: 'http://127.0.0.1:1/' }).end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  after(() => server.close());
  const address = server.address();
  assert(typeof address === 'object' && address);
  return { got, url: `http://127.0.0.1:${address.port}/hook` };
}

/** The signature as its receiver computes it. */
function signature(secret: string, { headers, body }: Got): string {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
}

const subscribed = async (url: string, events: string[]) =>
  (await owner.call('POST', '/webhooks', { url, events })).body;
const logOf = async (id: string) => (await owner.call('GET', `/webhooks/${id}/deliveries`)).body.items;
const dueNow = () => sql`update deliveries set due_at = now() where due_at is not null`.execute(db);

describe('an outgoing webhook', () => {
  it('tells what happens to bookings and conversations, signed, and nothing else', async () => {
    const { got, url } = await program();
    const { id, secret } = await subscribed(url, ['booking.created', 'booking.cancelled', 'conversation.handoff']);
    const { body: contact } = await owner.call('POST', '/contacts', { name: 'Ana Prado', phone: '5511977776666' });
    const { body: view } = await owner.call('GET', '/business');
    const service = view.services[0];
    const day = Temporal.Now.plainDateISO('America/Sao_Paulo');
    const slot = await eventually('a free slot', async () => {
      for (let ahead = 1; ahead < 8; ahead++) {
        const asked = `/slots?service=${service.id}&day=${day.add({ days: ahead }).toString()}`;
        const { body } = await owner.call('GET', asked);
        if (body.length > 0) return body[0];
      }
      return null;
    });
    const wish = { contact: contact.id, service: service.id, professional: slot.professional, start: slot.start };
    const { status, body: booked } = await owner.call('POST', '/bookings', wish);
    assert.equal(status, 201, JSON.stringify([contact, booked]));
    const first = await eventually('the booking', async () => got[0]);
    const { type, timestamp, data } = JSON.parse(first.body);
    assert.deepEqual(
      [type, data.booking, data.contact, data.by, data.after.priceCents],
      ['booking.created', booked.id, contact.id, 'person', service.priceCents],
    );
    assert(!/Ana|9777/.test(first.body), 'ids, not names');
    assert.equal(Temporal.Instant.from(timestamp).toString(), timestamp);
    assert.equal(first.headers['webhook-signature'], signature(secret, first));
    assert(Math.abs(Number(first.headers['webhook-timestamp']) - Date.now() / 1000) < 60);
    // The program has it before it is written down that it has.
    const entry = await eventually('its line', async () =>
      (await logOf(id)).find(({ state }: { state: string }) => state === 'delivered'),
    );
    assert.deepEqual([entry.status, `msg_${entry.id}`], [204, first.headers['webhook-id']]);

    await sql`insert into conversations (business_id, contact_id, phone_number_id, last_inbound_at)
      values (${business}, ${contact.id}, '100000000000001', now())`.execute(db);
    const { rows } = await sql<{ id: string }>`select id from conversations`.execute(db);
    await owner.call('POST', `/conversations/${rows[0]?.id}/take`, {});
    await owner.call('POST', `/conversations/${rows[0]?.id}/give-back`, {});
    const second = await eventually('the handoff', async () => got[1]);
    assert.deepEqual(JSON.parse(second.body).type, 'conversation.handoff');
    assert.equal((await logOf(id)).length, 2, 'what was not asked for is not told');
  });

  it('is tried again until it is taken, under the same id, and follows no redirect', async () => {
    const { got, url } = await program([500, 302]);
    const { id } = await subscribed(url, ['booking.created']);
    await owner.call('POST', `/webhooks/${id}/ping`);
    for (const times of [1, 2]) {
      await eventually('a try that failed', async () => (await logOf(id))[0].tries === times && got.length === times);
      await eventually('it is on record', async () => (await logOf(id))[0].status === [500, 302][times - 1]);
      await dueNow();
    }
    await eventually('it is taken', async () => (await logOf(id))[0].state === 'delivered');
    assert.equal(new Set(got.map(({ headers }) => headers['webhook-id'])).size, 1);
    const [{ id: delivery }] = await logOf(id);
    assert.equal((await owner.call('POST', `/webhooks/${id}/deliveries/${delivery}/retry`)).status, 202);
    await eventually('once more', async () => got.length === 4);
  });

  it('is signed with both secrets while one is changed', async () => {
    const { got, url } = await program();
    const { id, secret } = await subscribed(url, ['booking.created']);
    const { body: renewed } = await owner.call('POST', `/webhooks/${id}/secret`);
    await owner.call('POST', `/webhooks/${id}/ping`);
    const told = await eventually('the ping', async () => got[0]);
    const expected = [renewed.secret, secret].map((each) => signature(each, told)).join(' ');
    assert.equal(told.headers['webhook-signature'], expected);
  });

  it('that says it is gone, or failed for days, is told nothing more until it is turned on', async () => {
    const { url } = await program([410]);
    const { id } = await subscribed(url, ['booking.created']);
    await owner.call('POST', `/webhooks/${id}/ping`);
    const isOff = async () =>
      (await owner.call('GET', '/webhooks')).body.find((row: { id: string }) => row.id === id).disabledAt !== null;
    await eventually('it is off', isOff);
    assert.equal((await owner.call('POST', `/webhooks/${id}/ping`)).status, 404);
    await owner.call('PUT', `/webhooks/${id}`, { url: 'http://127.0.0.1:1/', events: ['booking.created'], isOn: true });
    assert.equal(await isOff(), false);
    await owner.call('POST', `/webhooks/${id}/ping`);
    await sql`update deliveries set tries = 9, due_at = now() where due_at is not null`.execute(db);
    await eventually('given up', isOff);
    assert.equal((await logOf(id))[0].error, 'ECONNREFUSED');
  });

  it('is the business’s own, and tells nobody what they may not read', async () => {
    const { url } = await program();
    const { id } = await subscribed(url, ['booking.created']);
    const stranger = await as('owner', await putBusiness(db, demoBusiness));
    for (const [method, path] of [
      ['DELETE', ''],
      ['POST', '/ping'],
      ['POST', '/secret'],
    ] as const)
      assert.equal((await stranger.call(method, `/webhooks/${id}${path}`)).status, 404);
    assert.deepEqual((await stranger.call('GET', `/webhooks/${id}/deliveries`)).body.items, []);
    const administrator = await as('administrator');
    const refused = await administrator.call('POST', '/webhooks', { url, events: ['booking.created'] });
    assert.equal(refused.body.code, 'event_above_yours');
    await sql`insert into deliveries (business_id, subscription_id, event, at, data)
      select ${business}, ${id}, 'ping', now(), '{}' from generate_series(1, 3000)`.execute(db);
    await sql`vacuum analyze deliveries`.execute(db);
    const query = deliveriesQuery(business, { subscription: SubscriptionId.parse(id), before: null, limit: 50 });
    const { rows } = await sql<{ 'QUERY PLAN': string }>`explain ${query}`.execute(db);
    assert.doesNotMatch(rows.map((row) => row['QUERY PLAN']).join('\n'), /Seq Scan/);
  });
});

describe('where a webhook may lead', () => {
  it('is the public internet, unless a setting says otherwise', async () => {
    for (const address of ['127.0.0.1', '10.1.2.3', '169.254.169.254', '192.168.0.1', '100.64.0.1', '0.0.0.0', '::1'])
      assert.equal(isPublic(address), false, address);
    for (const address of ['::ffff:127.0.0.1', 'fd00::1', 'fe80::1', '64:ff9b::a00:1', '2002:7f00:1::', 'localhost'])
      assert.equal(isPublic(address), false, address);
    for (const address of ['93.184.216.34', '2606:2800:220:1::1']) assert.equal(isPublic(address), true, address);
    for (const url of [
      'http://example.com',
      'https://127.0.0.1',
      'https://2130706433/',
      'https://[::1]/',
      'https://a:b@c.com',
    ])
      assert.equal(isPublicUrl(url), false, url);
    for (const url of ['https://localhost/', 'https://db', 'https://metadata.internal/'])
      assert.equal(isPublicUrl(url), false, url);
    assert.equal(isPublicUrl('https://hooks.example.com/x?y'), true);
  });

  it('is found out again as the connection is made', async () => {
    const { tell } = await import('../src/accounts/subscription.client.ts');
    const { error } = await tell({ url: 'https://localtest.localhost.example.invalid/', headers: {}, body: '' }, false);
    assert(error === 'ENOTFOUND' || error === 'EAI_AGAIN', String(error));
    const { publicLookup } = await import('../src/platform/address.ts');
    for (const all of [true, false])
      await new Promise<void>((done) => {
        publicLookup('localhost', { all }, (failed) => {
          assert(failed && 'code' in failed && failed.code === 'PRIVATE_ADDRESS');
          done();
        });
      });
  });
});
