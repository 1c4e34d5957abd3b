import { openDb, type Db } from '../src/platform/db.ts';
import { rollUp } from '../src/insight/rollup.store.ts';
import { median, percentile } from './load.ts';
import { openBench } from './servers.ts';

const messages = 1_000_000;
const days = 30;
const asks = 200;

/** A business that has heard and said a million messages in 30 days, half of them each way, in 5,000 conversations. */
export const seed = `
  insert into businesses (name, time_zone) values ('Bench', 'America/Sao_Paulo');
  insert into numbers select '1', id, '1' from businesses;
  insert into contacts (business_id, user_id, created_at)
    select id, 'user-' || n, now() - random() * interval '${days} days' from businesses, generate_series(1, 5000) as n;
  insert into conversations (business_id, contact_id, phone_number_id, last_inbound_at)
    select business_id, id, '1', now() - random() * interval '${days} days' from contacts;
  create temporary table turn as
    select n as fence, conversations.business_id, conversations.id as conversation_id,
      now() - (${messages / 2} - n) * (interval '${days} days' / ${messages / 2}) as at
    from generate_series(1, ${messages / 2}) as n
    join (select *, row_number() over () as place from conversations) as conversations on place = 1 + n::bigint * 7919 % 5000;
  insert into messages (business_id, conversation_id, direction, content, status, at, fence)
    select business_id, conversation_id, 'in', '{"kind":"text","text":"quanto custa?"}', 'received', at, fence from turn order by fence;
  insert into messages (business_id, conversation_id, direction, content, status, at, fence)
    select business_id, conversation_id, 'out', '{"type":"text","text":"R$ 80,00"}', 'read', at + interval '1 s', fence from turn order by fence;
  insert into traces (business_id, conversation_id, fence, brain, said, commands, acts, effects, took_ms, due_at, at)
    select business_id, conversation_id, fence, 'offline', '[{"kind":"text","text":"quanto custa?"}]', '[]', '[{"act":"inform"}]', '[]', 5, at, at from turn;
  insert into outbox (business_id, conversation_id, message_id, phone_number_id, content, state, created_at, sent_at)
    select business_id, conversation_id, id, '1', content, 'sent', at, at + interval '300 ms' from messages where direction = 'out' order by id;
  update businesses set created_at = now() - interval '${days} days'`;

/** `npm run bench -- insight`: what the operators' figures cost over a million messages. */
export async function insight(): Promise<void> {
  const bench = await openBench();
  const { db, close } = openDb(bench.database, 2);
  try {
    await bench.query(seed);
    // As autovacuum leaves it: nothing else summarises what was loaded at once.
    await bench.query('vacuum analyze');
    console.log(`insight: ${await bench.count('select count(*) from messages')} messages of ${days} days`);
    const first = await took(() => rollUp(db, Temporal.Now.instant()));
    const again = await took(() => rollUp(db, Temporal.Now.instant()));
    console.log(`  first count of all     ${first.toFixed(0)} ms`);
    console.log(`  count every 15 s       ${again.toFixed(0)} ms`);
    const api = await bench.spawn(['src/cli.ts', 'api']);
    for (const [path, goal] of [
      ['/production/metrics/business?days=30', ' (goal < 50 ms)'],
      ['/production/metrics/performance', ''],
      ['/health', ' (goal < 5 ms)'],
    ]) {
      const times = await asked(`http://127.0.0.1:${api.port}${path}`, db);
      const [p50, p99] = [median(times), percentile(times, 0.99)];
      console.log(`  ${path?.padEnd(38)} p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms${goal}`);
    }
  } finally {
    await close();
    await bench.close();
  }
}

/** Milliseconds of each ask, while the monitor counts beside it as in production. */
async function asked(url: string, db: Db): Promise<number[]> {
  const times: number[] = [];
  for (let ask = 0; ask < asks; ask += 1) {
    times.push(await took(async () => (await fetch(url)).text()));
    if (ask % 50 === 0) await rollUp(db, Temporal.Now.instant());
  }
  return times;
}

async function took(task: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await task();
  return performance.now() - started;
}
