import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inviteFirstOwner } from '../src/accounts/join.store.ts';
import { demoBusiness } from '../src/business/demo.ts';
import { putBusiness } from '../src/business/file.store.ts';
import { openDashboard, password } from './dashboard.ts';

const { db, business, browser, as } = await openDashboard();
const now = () => Temporal.Now.instant();

describe('the first owner', () => {
  it('makes an account with the link, once, and is signed in', async () => {
    const other = await putBusiness(db, demoBusiness);
    const token = await inviteFirstOwner(db, other, now());
    const owner = browser();
    const look = await owner.call('POST', '/invitation', { token });
    assert.deepEqual(look, { status: 200, body: { businessName: demoBusiness.name, role: 'owner', email: null } });
    const account = { token, name: 'Ana', email: 'Ana@Salao.example', password };
    assert.equal((await owner.call('POST', '/join', account)).status, 200);
    const { body } = await owner.call('GET', '/session');
    assert.deepEqual([body.user.email, body.role, body.business.id], ['ana@salao.example', 'owner', other]);
    assert.equal((await browser().call('POST', '/join', { ...account, email: 'b@salao.example' })).status, 404);
    assert.equal(await inviteFirstOwner(db, other, now()), null);
  });

  it('is one, although the link is used twice at once', async () => {
    const token = await inviteFirstOwner(db, await putBusiness(db, demoBusiness), now());
    const answers = await Promise.all(
      [1, 2].map((n) => browser().call('POST', '/join', { token, name: 'x', email: `race${n}@x.example`, password })),
    );
    assert.deepEqual(
      answers.map(({ status }) => status).toSorted((a, b) => a - b),
      [200, 404],
    );
  });

  it('is told which field is wrong', async () => {
    const { status, body } = await browser().call('POST', '/join', {
      token: 'x'.repeat(43),
      name: 'Ana',
      email: 'ana',
      password: 'short',
    });
    assert.equal(status, 400);
    assert.deepEqual(body.errors, [
      { field: 'body.email', message: 'must be an e-mail address' },
      { field: 'body.password', message: 'must have at least 10 characters' },
    ]);
  });
});

describe('a session', () => {
  it('is new at each sign-in, ends when signed out, and does not take over a given cookie', async () => {
    const one = await as('viewer');
    const [before] = one.cookies.values();
    await one.call('POST', '/session', { email: one.email, password });
    const [after] = one.cookies.values();
    assert.notEqual(before, after);
    const planted = browser();
    planted.cookies.set('whats-agent.session_token', 'planted');
    await planted.call('POST', '/session', { email: one.email, password });
    assert.notEqual(planted.cookies.get('whats-agent.session_token'), 'planted');
    const copy = browser();
    copy.cookies = new Map(one.cookies);
    assert.equal((await copy.call('GET', '/session')).status, 200);
    assert.equal((await one.call('DELETE', '/session')).status, 204);
    assert.equal((await copy.call('GET', '/session')).status, 401);
  });

  it('is ended from elsewhere, by its owner alone', async () => {
    const one = await as('viewer');
    const phone = browser();
    await phone.call('POST', '/session', { email: one.email, password });
    const { body: rows } = await one.call('GET', '/sessions');
    const other = rows.find((row: { isThis: boolean }) => !row.isThis);
    assert.equal((await (await as('owner')).call('DELETE', `/sessions/${other.id}`)).status, 404);
    assert.equal((await one.call('DELETE', `/sessions/${other.id}`)).status, 204);
    assert.equal((await phone.call('GET', '/session')).status, 401);
  });

  it('is not used by another site', async () => {
    const owner = await as('owner');
    const body = { name: 'k', scopes: ['business.read'] };
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }, { origin: 'null' }])
      assert.equal((await owner.call('POST', '/api-keys', body, headers)).status, 403);
    const form = await owner.fetch('POST', '/api/v1/api-keys', undefined, { 'content-type': 'text/plain' });
    assert.equal(form.status, 400);
  });

  it('is refused after wrong passwords in a row, to everybody alike, for longer and longer', async () => {
    const one = await as('viewer');
    for (const email of [one.email, 'nobody@nowhere.example']) {
      const tries = [];
      for (let n = 0; n < 6; n++)
        tries.push((await browser().call('POST', '/session', { email, password: 'wrong' })).status);
      assert.deepEqual(tries, [401, 401, 401, 401, 401, 429]);
    }
    assert.equal((await browser().call('POST', '/session', { email: one.email, password })).status, 429);
  });
});

describe('an API key', () => {
  it('does what its scopes say, until it is revoked', async () => {
    const owner = await as('owner');
    const { status, body } = await owner.call('POST', '/api-keys', { name: 'till', scopes: ['users.read'] });
    assert.equal(status, 201);
    const headers = { authorization: `Bearer ${body.key}` };
    assert.equal((await browser().call('GET', '/users', undefined, headers)).status, 200);
    assert.equal((await browser().call('GET', '/audit', undefined, headers)).status, 403);
    assert.equal((await browser().call('GET', '/session', undefined, headers)).status, 403);
    assert.equal((await owner.call('DELETE', `/api-keys/${body.id}`)).status, 204);
    assert.equal((await browser().call('GET', '/users', undefined, headers)).status, 401);
  });

  it('holds no more than who makes it', async () => {
    const administrator = await as('administrator');
    const wish = { name: 'k', scopes: ['conversations.read'] };
    assert.equal((await administrator.call('POST', '/api-keys', wish)).body.code, 'scope_above_yours');
  });
});

describe('members', () => {
  it('are never lifted by somebody below, and the last owner stays', async () => {
    const administrator = await as('administrator');
    const viewer = await as('viewer');
    const lift = await administrator.call('PUT', `/users/${viewer.user}`, { role: 'owner' });
    assert.equal(lift.body.code, 'role_above_yours');
    assert.equal((await administrator.call('PUT', `/users/${viewer.user}`, { role: 'operator' })).status, 204);
    const itself = await administrator.call('PUT', `/users/${administrator.user}`, { role: 'attendant' });
    assert.equal(itself.body.code, 'own_role');
    const elsewhere = await putBusiness(db, demoBusiness);
    const only = await as('owner', elsewhere);
    assert.equal((await only.call('PUT', `/users/${only.user}`, { role: 'viewer' })).body.code, 'last_owner');
    assert.equal((await only.call('DELETE', `/users/${viewer.user}`)).status, 404);
  });
});

it('writes down every change with who made it, before it is made', async () => {
  const owner = await as('owner');
  await owner.call('POST', '/users/invitations', { email: 'new@equipe.example', role: 'viewer' });
  const { body } = await owner.call('GET', '/audit?limit=1');
  const [entry] = body.items;
  assert.deepEqual([entry.who, entry.action, entry.status], ['owner', 'POST /api/v1/users/invitations', 201]);
  const { body: next } = await owner.call('GET', `/audit?limit=1&cursor=${body.nextCursor}`);
  assert.notEqual(next.items[0].id, entry.id);
});

it('lets a business see nobody else’s', async () => {
  const stranger = await as('owner', await putBusiness(db, demoBusiness));
  const { body } = await stranger.call('GET', '/users');
  assert.deepEqual(
    body.map(({ id }: { id: string }) => id),
    [stranger.user],
  );
  const forced = await stranger.call('GET', '/users', undefined, { 'x-business': business });
  assert.equal(forced.status, 403);
});
