import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { eventually, freePort } from '../test/stack.ts';
import { webhooks } from './ingest.ts';
import { load, median, type Result } from './load.ts';
import { openBench } from './servers.ts';

const connections = 64;
const rounds = 3;
const secondsEach = 4;
const graceMs = 5_000;
const appSecret = 'bench-app-secret';

/**
 * The Vercel Chat SDK under the load of `ingest`, beside our own API, turn by turn in one run. It replies to each
 * message in the process that acknowledges it, which ours leaves to the worker: so it is measured without a reply too.
 */
export async function rival(): Promise<void> {
  const refused = install();
  if (refused) {
    console.log(`rival: not measured, for the Chat SDK could not be installed from the npm registry (${refused}).`);
    return;
  }
  const graph = await openGraph();
  try {
    const bench = await openBench({
      WHATSAPP_APP_SECRET: appSecret,
      WHATSAPP_ACCESS_TOKEN: 'bench-access-token',
      WHATSAPP_VERIFY_TOKEN: 'bench-verify-token',
      WHATSAPP_PHONE_NUMBER_ID: '100000000000001',
      WHATSAPP_API_URL: graph.url,
    });
    try {
      await measure(bench, graph);
    } finally {
      await bench.close();
    }
  } finally {
    graph.server.closeAllConnections();
    graph.server.close();
  }
}

/** Installs `chat-sdk/` by its lockfile when that has changed; why that failed, or `null`. */
function install(): string | null {
  const folder = fileURLToPath(new URL('chat-sdk/', import.meta.url));
  const lock = readFileSync(`${folder}package-lock.json`, 'utf8');
  const mark = `${folder}node_modules/.installed`;
  if (existsSync(mark) && readFileSync(mark, 'utf8') === lock) return null;
  const { status, stderr, error } = spawnSync(
    'npm',
    ['ci', '--ignore-scripts', '--fetch-retries=1', '--loglevel=error'],
    {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe'],
      shell: process.platform === 'win32',
    },
  );
  if (status !== 0) return error?.message ?? /code (\w+)/.exec(stderr)?.[1] ?? `npm ended with status ${status}`;
  writeFileSync(mark, lock);
  return null;
}

type Graph = { readonly server: Server; readonly url: string; readonly replies: () => number };

/** Graph API as far as a reply needs it: every POST is accepted and gets a `wamid`. */
async function openGraph(): Promise<Graph> {
  let replies = 0;
  const server = createServer((request, response) => {
    request.resume().once('end', () => {
      replies += 1;
      const answer = JSON.stringify({ messaging_product: 'whatsapp', messages: [{ id: `wamid.${randomUUID()}` }] });
      response.setHeader('content-type', 'application/json').end(answer);
    });
  });
  const port = await freePort();
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  return { server, url: `http://127.0.0.1:${port}`, replies: () => replies };
}

type Contender = {
  readonly name: string;
  readonly port: number;
  /** How many messages it has stored, or handled, so far. */
  readonly done: () => Promise<number>;
  readonly doneIs: 'stored' | 'handled';
};

type Round = Result & { readonly doneAtEnd: number; readonly doneLater: number };

async function measure(bench: Awaited<ReturnType<typeof openBench>>, graph: Graph): Promise<void> {
  const ours = await bench.spawn(['src/cli.ts', 'api']);
  const replying = await bench.spawn(['bench/chat-sdk/server.mjs']);
  const silent = await bench.spawn(['bench/chat-sdk/server.mjs', 'silent']);
  const stored = () => bench.count(`select count(*) from inbox where key like 'wamid.bench-%'`);
  const contenders: Contender[] = [
    { name: 'ours', port: ours.port, done: stored, doneIs: 'stored' },
    { name: 'chat sdk', port: replying.port, done: () => handledBy(replying.port), doneIs: 'handled' },
    { name: 'chat sdk, no reply', port: silent.port, done: () => handledBy(silent.port), doneIs: 'handled' },
  ];
  const taken = contenders.map((contender) => ({ contender, results: new Array<Round>() }));
  for (let round = 0; round < rounds; round += 1)
    for (const { contender, results } of taken) results.push(await take(contender));

  console.log(
    `rival: signed webhooks of one message, ${connections} connections, ours beside the Vercel Chat SDK (medians of ${rounds} rounds)`,
  );
  for (const { contender, results } of taken) print(contender, results);
  const [own, ...others] = taken.map(({ results }) => median(results.map(({ perSecond }) => perSecond)));
  const ratios = others.map((rate) => `${((own ?? Number.NaN) / rate).toFixed(2)} ×`);
  console.log(
    `  ours acknowledges ${ratios.join(' and ')} as many a second; the Chat SDK sent ${graph.replies()} replies`,
  );
  console.log(`  ours: 200 after the commit; the worker, which replies, does not run here`);
  console.log(`  chat sdk: 200 before the message is handled; until then nothing on disk says that it waits`);
}

/** What `chat-sdk/server.mjs` answers to any GET. */
async function handledBy(port: number): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${port}`);
  return Number(await answer.text());
}

/** One round of one contender. What it still does after the grace must not slow the next one: that is waited for. */
async function take({ name, port, done }: Contender): Promise<Round> {
  const before = await done();
  const requests = webhooks(20_000 * secondsEach, appSecret);
  const result = await load({ port, connections, seconds: secondsEach, requests, perSecond: null });
  const atEnd = await done();
  await wait(graceMs);
  const later = await done();
  let last = Number.NaN;
  const isIdle = async () => {
    await wait(500);
    const previous = last;
    last = await done();
    return last === previous;
  };
  await eventually(`${name} is idle`, isIdle, 120_000);
  return { ...result, doneAtEnd: atEnd - before, doneLater: later - before };
}

function print({ name, doneIs }: Contender, results: readonly Round[]): void {
  const sum = (figure: (round: Round) => number) => results.reduce((total, round) => total + figure(round), 0);
  const rate = median(results.map(({ perSecond }) => perSecond));
  const p50 = median(results.map(({ latenciesMs }) => median(latenciesMs)));
  console.log(`  ${name.padEnd(22)} ${rate.toFixed(0)}/s, p50 ${p50.toFixed(1)} ms`);
  console.log(
    `  ${' '.repeat(22)} acknowledged ${sum(({ acknowledged }) => acknowledged)}, of them ${doneIs} when the load ended ${sum(({ doneAtEnd }) => doneAtEnd)}, ${graceMs / 1000} s later ${sum(({ doneLater }) => doneLater)}; not answered with 200 ${sum(({ failed }) => failed)}`,
  );
}
