import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { demoBusiness } from '../src/business/demo.ts';
import { putBusiness } from '../src/business/file.store.ts';
import { openDashboard } from './dashboard.ts';

const { db, url, as, browser } = await openDashboard({ PUBLIC_URL: 'https://agent.example' });
const owner = await as('owner');
const colleague = await as('owner');

describe('a write that is sent twice', () => {
  const entry = { question: 'Tem estacionamento?', answer: 'Sim, na porta.' };
  const times = async () =>
    (await owner.call('GET', '/business')).body.knowledge.filter(
      ({ question }: { question: string }) => question === entry.question,
    ).length;

  it('with one Idempotency-Key is done once, also at the same moment', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all([1, 2, 3].map(() => owner.fetch('POST', '/api/v1/knowledge', entry, headers)));
    for (const { status } of answers) assert([201, 409].includes(status), String(status));
    const again = await owner.fetch('POST', '/api/v1/knowledge', entry, headers);
    assert.deepEqual([again.status, again.headers.get('idempotent-replayed')], [201, 'true']);
    assert.match(await again.text(), /"id":"tem-estacionamento"/);
    assert.equal(await times(), 1);
    const other = await owner.call('POST', '/knowledge', { ...entry, answer: 'Não.' }, headers);
    assert.deepEqual([other.status, other.body.code], [422, 'idempotency_key_reused']);
    // Another person's key of the same name is another key.
    assert.equal((await colleague.call('POST', '/knowledge', entry, headers)).status, 201);
  });

  it('keeps no secret, and refuses a key that cannot be one', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const wish = { name: 'till', scopes: ['users.read'] };
    const { body } = await owner.call('POST', '/api-keys', wish, headers);
    assert.equal((await owner.call('POST', '/api-keys', wish, headers)).body.code, 'done_already');
    const { rows } = await sql<{ kept: string }>`select row_to_json(k)::text as kept from idempotency_keys k`.execute(
      db,
    );
    assert(rows.length > 0 && rows.every(({ kept }) => !kept.includes(body.key)));
    const bad = await owner.call('POST', '/knowledge', entry, { 'idempotency-key': 'x' });
    assert.equal(bad.body.code, 'invalid_idempotency_key');
  });
});

describe('two people who edit', () => {
  it('the same thing: the second is told; other things: both are done', async () => {
    const { body: business } = await owner.call('GET', '/business');
    const [first, second] = business.services;
    const save = (who: typeof owner, service: typeof first, name: string) =>
      who.call('PUT', `/services/${service.id}`, { ...service, name }, { 'if-match': `"${service.version}"` });
    const both = await Promise.all([save(owner, first, 'Corte A'), save(colleague, first, 'Corte B')]);
    assert.deepEqual(
      both.map(({ status }) => status).toSorted((a, b) => a - b),
      [204, 412],
    );
    assert.equal((await save(colleague, second, 'Outro nome')).status, 204);
    const week = { professional: null, week: { 'mon-fri': '09:00-18:00' } };
    const match = { 'if-match': `"${business.versions.hours.business}"` };
    assert.equal((await owner.call('PUT', '/business/hours', week, match)).status, 204);
    assert.equal((await colleague.call('PUT', '/business/hours', week, match)).body.code, 'changed_meanwhile');
    const style = { tone: 'formal', emoji: false, language: 'auto' };
    const stale = { 'if-match': '"not this one"' };
    assert.equal((await owner.call('PUT', '/business/style', style, stale)).status, 412);
    const gone = await owner.call('DELETE', `/knowledge/${business.knowledge[0].key}`, undefined, stale);
    assert.equal(gone.status, 412);
    for (const part of ['rules', 'models']) {
      const { rules, policies, notices, models } = business;
      const wish =
        part === 'rules'
          ? { rules: { ...rules, perDayMax: 9 }, policies, notices }
          : { models: { ...models, remember: true } };
      const seen = { 'if-match': `"${business.versions[part]}"` };
      assert.equal((await owner.call('PUT', `/business/${part}`, wish, seen)).status, 204);
      assert.equal((await colleague.call('PUT', `/business/${part}`, wish, seen)).status, 412);
    }
    // Who sends no version does not care.
    assert.equal((await owner.call('PUT', '/business/style', style)).status, 204);
  });
});

describe('every answer', () => {
  it('that is a refusal is a problem', async () => {
    const nobody = '00000000-0000-4000-8000-000000000000';
    const refused = [
      [400, await owner.fetch('POST', '/api/v1/knowledge', {})],
      [401, await browser().fetch('GET', '/api/v1/users')],
      [403, await (await as('viewer')).fetch('GET', '/api/v1/users')],
      [404, await owner.fetch('GET', `/api/v1/conversations/${nobody}`)],
      [404, await owner.fetch('GET', '/api/v1/nothing/here')],
      [415, await owner.fetch('POST', '/api/v1/knowledge', undefined, { 'content-type': 'application/pdf' })],
    ] as const;
    for (const [status, answer] of refused) {
      const body = await answer.text();
      assert.equal(answer.status, status, body);
      assert.equal(answer.headers.get('content-type')?.split(';')[0], 'application/problem+json', body);
      assert.equal(JSON.parse(body).status, status);
    }
  });

  it('keeps browsers from doing anything with it that we did not mean', async () => {
    for (const path of ['/', '/api/v1/session', '/api/docs/', '/api/docs/openapi.json', '/health']) {
      const { headers } = await fetch(`${url}${path}`);
      const policy = headers.get('content-security-policy') ?? '';
      assert.match(policy, /default-src 'none'/, path);
      assert.match(policy, /frame-ancestors 'none'/, path);
      if (!path.startsWith('/api/docs')) assert.doesNotMatch(policy, /unsafe/, path);
      assert.equal(headers.get('x-content-type-options'), 'nosniff', path);
      assert.match(headers.get('strict-transport-security') ?? '', /max-age=31536000/, path);
      assert.equal(headers.get('access-control-allow-origin'), null, path);
    }
  });
});

it('answers so many requests a minute to one key, and others do not pay for it', async () => {
  const {
    db: own,
    as: asHere,
    browser: at,
  } = await openDashboard({
    API_REQUESTS_PER_MINUTE: '5',
    API_STRANGERS_PER_MINUTE: '4',
    TRUSTED_PROXIES: '127.0.0.0/8',
  });
  const one = await asHere('owner');
  const two = await asHere('owner', await putBusiness(own, demoBusiness));
  const statuses = [];
  for (let n = 0; n < 6; n++) statuses.push((await one.fetch('GET', '/api/v1/users')).status);
  assert.deepEqual(statuses, [200, 200, 200, 200, 200, 429]);
  const over = await one.fetch('GET', '/api/v1/users');
  assert(Number(over.headers.get('retry-after')) >= 1 && over.headers.get('ratelimit-limit') === '5');
  assert.equal((await two.fetch('GET', '/api/v1/users')).status, 200);
  const from = (ip: string) => at().fetch('GET', '/api/v1/users', undefined, { 'x-forwarded-for': ip });
  const strangers = [];
  for (let n = 0; n < 5; n++) strangers.push((await from('203.0.113.7')).status);
  assert.deepEqual(strangers, [401, 401, 401, 401, 429]);
  assert.equal((await from('203.0.113.8')).status, 401);
});
