import { z } from 'zod';
import { cpu } from '../src/insight/host.client.ts';
import { Meter, sliOf } from '../src/insight/traffic.ts';
import { openMetrics } from '../src/insight/metrics.ts';
import { webhooks } from './ingest.ts';
import { load, percentile } from './load.ts';
import { openBench } from './servers.ts';
import { openTurns } from './turn.ts';

const connections = 64;
const secondsFull = 4;
/** Longer than a slice of what is written down. */
const secondsCalm = 20;
const flushMs = 11_000;
const commitUs = 20_000;

/** Turns beside the monitor and without it, by turns, so that both have the same machine. */
const pairs = 10;
/** As many, and so many contacts, that none is told more than Meta lets out to one. */
const turns = { perSecond: 300, seconds: 6 };
const contacts = 1_200;
const settleMs = 6_000;
/** As Prometheus asks. */
const scrapeMs = 5_000;

/** `npm run bench -- watched`: what watching costs webhooks and turns, and whether our percentiles are those of clients. */
export async function watched(): Promise<void> {
  await watchedWebhooks();
  await watchedTurns();
}

/**
 * More turns are offered than two cores take. Who is not to be watched has a monitor that stands still. How many turns are
 * sent in a second follows the machine's mood; what a turn costs of its processors hardly does.
 */
async function watchedTurns(): Promise<void> {
  const bench = await openTurns(contacts);
  try {
    const { process: monitor } = await bench.spawn(['src/cli.ts', 'monitor'], bench.apiPort);
    await new Promise((done) => setTimeout(done, settleMs));
    const [alone, beside]: [Costs[], Costs[]] = [[], []];
    const measured = async (isWatched: boolean) => {
      monitor.kill(isWatched ? 'SIGCONT' : 'SIGSTOP');
      const scraping = setInterval(() => void (isWatched && scraped(bench.apiPort)), scrapeMs);
      const beforeMs = await busyMs();
      const { turns: sent, tookSeconds } = await bench.measure(turns);
      clearInterval(scraping);
      (isWatched ? beside : alone).push({ sent, tookSeconds, cpuMs: (await busyMs()) - beforeMs });
    };
    for (let pair = 0; pair < pairs; pair += 1)
      for (const isWatched of pair % 2 === 0 ? [false, true] : [true, false]) await measured(isWatched);
    monitor.kill('SIGCONT');
    const [without, withIt] = [turnCost(alone), turnCost(beside)];
    console.log(
      `  a turn, ${pairs} pairs of runs      ${without.cpuMs.toFixed(2)} ms of processor alone, ${withIt.cpuMs.toFixed(2)} ms beside the monitor and /metrics every ${scrapeMs / 1000} s: ${(100 * (withIt.cpuMs / without.cpuMs - 1)).toFixed(1)} % (goal ≤ 3 %)`,
    );
    console.log(
      `  turns in a second          ${without.perSecond.toFixed(0)} alone, ${withIt.perSecond.toFixed(0)} beside`,
    );
  } finally {
    await bench.close();
  }
}

type Costs = { readonly sent: number; readonly tookSeconds: number; readonly cpuMs: number };

function turnCost(runs: readonly Costs[]): { cpuMs: number; perSecond: number } {
  const sum = (of: keyof Costs) => runs.reduce((total, run) => total + run[of], 0);
  return { cpuMs: sum('cpuMs') / sum('sent'), perSecond: sum('sent') / sum('tookSeconds') };
}

/** Milliseconds that all processors together have worked since the machine's start. */
const busyMs = async () => (await cpu(performance.now())).usedMs;

const scraped = async (port: number) =>
  fetch(`http://127.0.0.1:${port}/metrics`)
    .then((answer) => answer.text())
    .catch(() => '');

async function watchedWebhooks(): Promise<void> {
  const bench = await openBench();
  try {
    const api = await bench.spawn(['src/cli.ts', 'api']);
    const at = { port: api.port, connections };
    const requests = webhooks(12_000 * secondsFull, bench.appSecret);
    const full = await load({ ...at, seconds: secondsFull, requests, perSecond: null });
    const requestUs = 1e6 / full.perSecond;
    const costUs = watchingUs();
    const share = (100 * costUs) / requestUs;
    console.log(`watched: a webhook takes ${requestUs.toFixed(0)} µs at ${full.perSecond.toFixed(0)}/s`);
    console.log(`  to count and time it       ${costUs.toFixed(1)} µs, ${share.toFixed(1)} % (goal ≤ 3 %)`);
    // As on a slower disk: in a millisecond the way to the client and its own clock are a large share.
    await bench.query(`alter system set commit_delay = ${commitUs}`);
    await bench.query('alter system set commit_siblings = 0');
    await bench.query('select pg_reload_conf()');
    await new Promise((done) => setTimeout(done, 61_000));
    const perSecond = full.perSecond / 20;
    const calm = webhooks(Math.ceil(perSecond * secondsCalm), bench.appSecret);
    const { sentMs } = await load({ ...at, seconds: secondsCalm, requests: calm, perSecond });
    await new Promise((done) => setTimeout(done, flushMs));
    const answer = await fetch(`http://127.0.0.1:${api.port}/production/metrics/performance?minutes=1`);
    const ours = Performance.parse(JSON.parse(await answer.text())).sla_metrics.response_time.current_value;
    const theirs = percentile(sentMs, 0.95);
    console.log(
      `  p95 by our own figures     ${ours.toFixed(1)} ms; by the client ${theirs.toFixed(1)} ms (goal: within 5 %)`,
    );
  } finally {
    await bench.close();
  }
}

const Performance = z.object({ sla_metrics: z.object({ response_time: z.object({ current_value: z.number() }) }) });

/** Microseconds that counting and timing one request takes. */
function watchingUs(): number {
  const [meter, metrics, rounds] = [new Meter(), openMetrics(() => ({ total: 0, idle: 0, waiting: 0 })), 300_000];
  const request = { method: 'POST', route: '/webhook', status: 200, tookMs: 3.7 } as const;
  const count = () => {
    for (let round = 0; round < rounds; round += 1) {
      metrics.served(request);
      const sli = sliOf(request.method, request.route);
      if (sli) meter.add(sli, request.status, request.tookMs + (round % 100) / 50);
    }
  };
  count();
  const started = performance.now();
  count();
  return (1000 * (performance.now() - started)) / rounds;
}
