import { createHmac, randomUUID } from 'node:crypto';
import pg from 'pg';
import { envelope, textMessage } from '../test/stack.ts';
import { load, median, percentile, type Result } from './load.ts';
import { openBench } from './servers.ts';

const connections = 64;
const rounds = 3;
const secondsEach = 4;

/** Signed webhooks of one text message each, all different, as whole HTTP requests. */
export function webhooks(count: number, secret: string): Buffer[] {
  return Array.from({ length: count }, (_, index) => {
    const from = `55119${String(10_000_000 + (index % 5_000))}`;
    const contacts = [{ profile: { name: 'Maria' }, wa_id: from }];
    const body = JSON.stringify(
      envelope({
        contacts,
        messages: [textMessage({ from }, 'oi, quanto custa a limpeza de pele?', `wamid.bench-${randomUUID()}`)],
      }),
    );
    return requestOf(body, secret);
  });
}

function requestOf(body: string, secret: string): Buffer {
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  const head = `POST /webhook HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\nx-hub-signature-256: sha256=${signature}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`;
  return Buffer.from(head + body);
}

/** As Meta batches under load: half of them messages of as many contacts, half of them statuses. */
const batchSize = 100;

/** Signed webhooks of a hundred updates each, all different. */
function batches(count: number, secret: string): Buffer[] {
  const senders = Array.from({ length: batchSize / 2 }, (_, index) => `55119${String(10_000_000 + index)}`);
  const status = { status: 'delivered', timestamp: '1795000000', recipient_id: '5511910000000' };
  return Array.from({ length: count }, () =>
    requestOf(
      JSON.stringify(
        envelope({
          contacts: senders.map((from) => ({ profile: { name: 'Maria' }, wa_id: from })),
          messages: senders.map((from) => textMessage({ from }, 'oi', `wamid.bench-${randomUUID()}`)),
          statuses: senders.map(() => ({ id: `wamid.bench-${randomUUID()}`, ...status })),
        }),
      ),
      secret,
    ),
  );
}

/** Enough of them for 70,000 updates a second. */
function loadBatches(port: number, secret: string): Promise<Result> {
  return load({
    port,
    connections,
    seconds: secondsEach,
    requests: batches(700 * secondsEach, secret),
    perSecond: null,
  });
}

/** What `pgbench` would do: 64 connections, each inserting one row a transaction by a prepared statement. */
async function singleRowInserts(url: string): Promise<number> {
  const payload = JSON.stringify({
    message: textMessage({ from: '5511910000000' }, 'oi, quanto custa a limpeza de pele?'),
  });
  const end = performance.now() + secondsEach * 1000;
  const started = performance.now();
  let inserted = 0;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      while (performance.now() < end) {
        await client.query({
          name: 'insert',
          text: `insert into inbox (phone_number_id, kind, key, payload) values ($1, $2, $3, $4) on conflict do nothing`,
          values: ['100000000000001', 'message', `wamid.${randomUUID()}`, payload],
        });
        inserted += 1;
      }
      await client.end();
    }),
  );
  return (inserted * 1000) / (performance.now() - started);
}

/**
 * Durable ingest against the same server without a database, and against single-row inserts on the same PostgreSQL,
 * turn by turn in one run, so that what the machine does meanwhile meets all three.
 */
export async function ingest(): Promise<void> {
  const bench = await openBench();
  try {
    await measure(bench);
  } finally {
    await bench.close();
  }
}

async function measure(bench: Awaited<ReturnType<typeof openBench>>): Promise<void> {
  const withDatabase = await bench.spawn(['src/cli.ts', 'api']);
  const without = await bench.spawn(['bench/no-database.ts']);
  const rates: Record<'durable' | 'without' | 'singleRow', number[]> = { durable: [], without: [], singleRow: [] };
  let [acknowledged, failed] = [0, 0];
  const run = async (port: number, perSecond: number | null = null): Promise<Result> => {
    const requests = webhooks((perSecond ?? 20_000) * secondsEach, bench.appSecret);
    const result = await load({ port, connections, seconds: secondsEach, requests, perSecond });
    failed += result.failed;
    if (port === withDatabase.port) acknowledged += result.acknowledged;
    return result;
  };
  for (let round = 0; round < rounds; round += 1) {
    rates.without.push((await run(without.port)).perSecond);
    rates.durable.push((await run(withDatabase.port)).perSecond);
    rates.singleRow.push(await singleRowInserts(bench.url));
  }
  const durable = median(rates.durable);
  const half = await run(withDatabase.port, Math.round(durable / 2));
  const batched: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const result = await loadBatches(withDatabase.port, bench.appSecret);
    failed += result.failed;
    acknowledged += result.acknowledged * batchSize;
    batched.push(result.perSecond * batchSize);
  }
  const lost = acknowledged - (await bench.count(`select count(*) from inbox where key like 'wamid.bench-%'`));

  console.log(
    `ingest: signed webhooks of one message, ${connections} connections, durable before 200 (medians of ${rounds} rounds)`,
  );
  console.log(`  durable                ${durable.toFixed(0)}/s`);
  console.log(
    `  without a database     ${median(rates.without).toFixed(0)}/s   durable is ${(durable / median(rates.without)).toFixed(2)} × (goal >= 0.85)`,
  );
  console.log(
    `  single-row inserts     ${median(rates.singleRow).toFixed(0)}/s   durable is ${(durable / median(rates.singleRow)).toFixed(2)} × (goal >= 1.00)`,
  );
  console.log(
    `  at half load           p50 ${median(half.latenciesMs).toFixed(1)} ms, p99 ${percentile(half.latenciesMs, 0.99).toFixed(1)} ms (goal p99 < 50 ms)`,
  );
  console.log(`  batches of ${batchSize} updates  ${median(batched).toFixed(0)} updates/s (goal >= 30000)`);
  console.log(`  acknowledged ${acknowledged}, of them not stored ${lost}, not answered with 200 ${failed}`);
}
