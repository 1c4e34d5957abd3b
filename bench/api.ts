import { randomUUID } from 'node:crypto';
import { makeApiKey } from '../src/accounts/api-key.store.ts';
import { BusinessId } from '../src/business/business.ts';
import { openDb } from '../src/platform/db.ts';
import { median, percentile } from './load.ts';
import { million } from './million.ts';
import { openBench } from './servers.ts';

const perSecond = 100;
const seconds = 15;

/** `npm run bench -- api`: what the lists of the API take at 100 requests a second over a million messages. */
export async function api(): Promise<void> {
  const bench = await openBench();
  const { db, close } = openDb(bench.database, 2);
  try {
    await bench.query(million);
    await bench.query('vacuum analyze');
    const [first] = await bench.query<{ id: string; conversation: string }>(
      'select b.id, (select id from conversations limit 1) as conversation from businesses b',
    );
    const business = BusinessId.parse(first?.id);
    const { key } = await makeApiKey(
      db,
      business,
      { name: randomUUID(), scopes: ['conversations.read', 'contacts.read', 'audit.read'], expiresAt: null, by: null },
      Temporal.Now.instant(),
    );
    const { port } = await bench.spawn(['src/cli.ts', 'api']);
    const rows = await bench.count('select count(*) from messages');
    console.log(`api: ${perSecond} requests a second over ${rows} messages (goal: p95 < 50 ms)`);
    for (const path of [
      '/conversations',
      '/conversations?show=unread',
      '/conversations?search=contato%2099',
      `/conversations/${first?.conversation}/messages`,
      '/contacts',
      '/audit',
    ]) {
      const times = await paced(`http://127.0.0.1:${port}/api/v1${path}`, key);
      const [p50, p95] = [median(times), percentile(times, 0.95)];
      const shown = path.replace(/[\da-f-]{36}/, ':id').padEnd(38);
      console.log(`  ${shown} p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`);
    }
  } finally {
    await close();
    await bench.close();
  }
}

/** Milliseconds of each request, begun at its own time whether those before are answered or not. */
async function paced(url: string, key: string): Promise<number[]> {
  const began = performance.now();
  return Promise.all(
    Array.from({ length: perSecond * seconds }, async (_, index) => {
      const due = began + (index * 1000) / perSecond;
      await new Promise((done) => setTimeout(done, Math.max(0, due - performance.now())));
      const response = await fetch(url, { headers: { authorization: `Bearer ${key}` } });
      if (response.status !== 200) throw new Error(`${url} answered ${response.status}`);
      await response.arrayBuffer();
      return performance.now() - due;
    }),
  );
}
