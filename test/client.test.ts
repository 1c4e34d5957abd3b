import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { whatsAgent } from '../client/client.ts';
import { makeApiKey } from '../src/accounts/api-key.store.ts';
import { markOf } from './client.ts';
import { openDashboard } from './dashboard.ts';

const { url, db, business } = await openDashboard();

it('has the types of the API as it is', async () => {
  const description = await (await fetch(`${url}/api/docs/openapi.json`)).text();
  const [first] = readFileSync('client/api.gen.ts', 'utf8').split('\n');
  assert.equal(first, markOf(description), 'the API has changed: `npm run client`');
});

it('reads with a key what the key may, and says why it may not', async () => {
  const { key } = await makeApiKey(
    db,
    business,
    { name: 'Programa', scopes: ['contacts.read'], expiresAt: null, by: null },
    Temporal.Now.instant(),
  );
  const client = whatsAgent(url, key);

  const contacts = await client.GET('/api/v1/contacts', { params: { query: { limit: 5 } } });
  assert.deepEqual(contacts.data?.items, []);

  const { error } = await client.GET('/api/v1/conversations');
  assert.equal(error?.code, 'forbidden');
});
