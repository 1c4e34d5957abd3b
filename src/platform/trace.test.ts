import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, it } from 'node:test';
import { fastify } from 'fastify';
import { sql } from 'kysely';
import { openDb } from './db.ts';
import { openLog } from './log.ts';
import { observeRequests } from './observe.ts';
import { Secret } from './secret.ts';
import { testDatabase } from './testing.ts';
import { spanned } from './trace.ts';
import { openTracing } from './tracing.ts';

const { url } = await testDatabase();

/** A real collector of OTLP: the bytes it was sent. The names in protobuf are plain text. */
async function collector(): Promise<{ got: () => string; url: string }> {
  const bodies: Buffer[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (bytes: Buffer) => chunks.push(bytes));
    request.on('end', () => {
      assert.equal(request.url, '/v1/traces');
      bodies.push(Buffer.concat(chunks));
      response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  after(() => server.close());
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  return { got: () => Buffer.concat(bodies).toString('latin1'), url: `http://127.0.0.1:${port}` };
}

it('sends requests with their queries as one trace, which goes on from the caller’s, and no value of a query', async () => {
  const { got, url: endpoint } = await collector();
  const tracing = await openTracing('whats-agent-test', endpoint);
  const { db, close } = openDb(url, 1);
  const app = fastify();
  observeRequests(app, openLog('silent'), () => undefined);
  app.get('/contacts/:id', async () => {
    await sql`select ${'a secret value'}::text`.execute(db);
    await spanned('think', { fence: 7 }, () => sql`select no_such_column`.execute(db)).catch(() => undefined);
    return {};
  });
  const base = await app.listen({ host: '127.0.0.1', port: 0 });
  const traceId = '0af7651916cd43dd8448eb211c80319c';
  await fetch(`${base}/contacts/4711`, { headers: { traceparent: `00-${traceId}-b7ad6b7169203331-01` } });
  await app.close();
  await close();
  await tracing.close();
  const sent = got();
  for (const part of ['whats-agent-test', 'GET /contacts/:id', 'select $1::text', 'think', '42703', 'fence'])
    assert(sent.includes(part), `${part} is not in it`);
  for (const words of ['4711', 'a secret value']) assert(!sent.includes(words), `${words} is in it`);
  // Request, two queries and what was thought: all of the caller's trace.
  assert.equal(sent.split(Buffer.from(traceId, 'hex').toString('latin1')).length - 1, 4);
});

it('tells the log of a slow query by its text, without values', async () => {
  const lines: string[] = [];
  const log = openLog('info', { write: (line: string) => lines.push(line) });
  const { db, close } = openDb(new Secret(url.reveal()), 1, log);
  await sql`select pg_sleep(0.55), ${'Ana'}::text`.execute(db);
  await sql`select 1`.execute(db);
  await close();
  assert.equal(lines.length, 1);
  assert.match(lines[0] ?? '', /"level":"WARN".*"query":"select pg_sleep\(0.55\), \$1::text".*slow query/);
  assert.doesNotMatch(lines[0] ?? '', /Ana/);
});
