import { monitorEventLoopDelay } from 'node:perf_hooks';
import { sql } from 'kysely';
import type { Db } from '../platform/db.ts';
import type { Logger } from '../platform/log.ts';
import { loop } from '../platform/runner.ts';
import type { Clock } from '../platform/time.ts';
import { cpu, cpuPercent, diskPercent, memory, network, type CpuReading } from './host.client.ts';
import { forgetService, putSamples, putSlices, sliceMs, type Sample } from './service.store.ts';
import type { Meter } from './traffic.ts';

type Deps = {
  readonly db: Db;
  readonly log: Logger;
  readonly clock: Clock;
  readonly elapsed: () => number;
  readonly instance: string;
  readonly meter: Meter;
  readonly folder: string;
};

/** A minute of slices. */
const slicesPerSample = 6;

/** Writes down every ten seconds what was served, and every minute what it took. `read` reads anew. */
export function gauges(deps: Deps): { read: () => Promise<Sample[]>; stop: () => Promise<void> } {
  const read = reader(deps);
  let slices = 0;
  const gauging = loop({
    name: 'gauges',
    log: deps.log,
    everyMs: sliceMs,
    async step() {
      const at = deps.clock();
      await putSlices(deps.db, deps.instance, at, deps.meter.take());
      if (slices % slicesPerSample === 0) await putSamples(deps.db, at, await read());
      if (slices % 360 === 0) await forgetService(deps.db, at);
      slices += 1;
      return false;
    },
  });
  return { read, stop: () => gauging.stop() };
}

function reader({ db, elapsed, folder }: Deps): () => Promise<Sample[]> {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  let before: { readonly host: CpuReading; readonly process: NodeJS.CpuUsage } | null = null;
  return async () => {
    const [host, used, disk, net, connections] = await Promise.all([
      cpu(elapsed()),
      memory(),
      diskPercent(folder),
      network(),
      databaseSamples(db, elapsed),
    ]);
    const own = process.cpuUsage();
    const passedMs = before ? host.atMs - before.host.atMs : 0;
    const ownMs = before ? (own.user + own.system - before.process.user - before.process.system) / 1000 : 0;
    const found: [name: string, value: number | null, unit: string][] = [
      ['cpu_usage', before ? cpuPercent(before.host, host) : null, '%'],
      ['memory_usage', (100 * used.usedBytes) / used.totalBytes, '%'],
      ['disk_usage', disk?.percent ?? null, '%'],
      ['network_bytes_sent', net?.sentBytes ?? null, 'bytes'],
      ['network_bytes_recv', net?.receivedBytes ?? null, 'bytes'],
      ['process_memory', process.memoryUsage().rss / 1024 ** 2, 'MB'],
      ['process_cpu', passedMs > 0 ? (100 * ownMs) / passedMs : null, '%'],
      ['event_loop_delay', Number.isFinite(delay.mean) ? delay.percentile(99) / 1e6 : null, 'ms'],
      ...connections,
    ];
    before = { host, process: own };
    delay.reset();
    return found.flatMap(([name, value, unit]) => (value === null ? [] : [{ name, value, unit }]));
  };
}

/** Without a database these are unknown, and the others are still known. */
async function databaseSamples(db: Db, elapsed: () => number): Promise<[string, number, string][]> {
  const [first] = await Promise.allSettled([
    (async (): Promise<[string, number, string][]> => {
      const started = elapsed();
      const connected = await db.connection().execute(async (connection) => {
        const connectedMs = elapsed() - started;
        const { rows } = await sql<{ active: number; percent: number }>`
          select count(*) filter (where state <> 'idle')::int as active,
            (100.0 * count(*) / current_setting('max_connections')::int)::float8 as percent
          from pg_stat_activity where backend_type = 'client backend'`.execute(connection);
        return { connectedMs, queriedMs: elapsed() - started - connectedMs, row: rows[0] };
      });
      return [
        ['db_connection_time', connected.connectedMs, 'ms'],
        ['db_query_time', connected.queriedMs, 'ms'],
        ['db_active_connections', connected.row?.active ?? 0, 'connections'],
        ['db_connections_percent', connected.row?.percent ?? 0, '%'],
      ];
    })(),
  ]);
  return first.status === 'fulfilled' ? first.value : [];
}
