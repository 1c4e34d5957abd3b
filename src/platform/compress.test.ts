import assert from 'node:assert/strict';
import { it } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { fastify } from 'fastify';
import { compress } from './compress.ts';

const app = fastify();
compress(app);
const rows = Array.from({ length: 100 }, (_, id) => ({ id, name: 'Ana' }));
app.get('/many', async () => rows);
app.get('/few', async () => ({ id: 1 }));
app.post('/many', async () => rows);

const ask = async (method: 'GET' | 'POST', url: string, encoding: string) =>
  app.inject({ method, url, headers: { 'accept-encoding': encoding } });

it('makes what is read smaller for who can read it so, and nobody else', async () => {
  const small = await ask('GET', '/many', 'br, gzip');
  assert.equal(small.headers['content-encoding'], 'gzip');
  assert.equal(gunzipSync(small.rawPayload).toString(), JSON.stringify(rows));
  assert(small.rawPayload.length < JSON.stringify(rows).length / 4, `${small.rawPayload.length} bytes`);
  assert.equal((await ask('GET', '/many', 'identity')).body, JSON.stringify(rows));
});

it('leaves what is short, and what a change answers', async () => {
  for (const each of [await ask('GET', '/few', 'gzip'), await ask('POST', '/many', 'gzip')])
    assert.equal(each.headers['content-encoding'], undefined);
});
