import { monitorEventLoopDelay } from 'node:perf_hooks';
import { memoryUsage } from 'node:process';
import type { Db, PoolNow } from '../platform/db.ts';
import type { Logger } from '../platform/log.ts';
import { loop } from '../platform/runner.ts';
import { beat, endBeat, forgetDead, type Process } from './health.store.ts';

/** Six of them are missed before somebody is alarmed. */
const everyMs = 5_000;

type Deps = { readonly db: Db; readonly log: Logger; readonly pool: () => PoolNow };

/** Tells every few seconds that this process is alive, on the same event loop as its work: one that hangs is silent. */
export function heartbeat({ db, log, pool }: Deps, process: Process): { stop: () => Promise<void> } {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  const beating = loop({
    name: 'heartbeat',
    log,
    everyMs,
    async step() {
      await beat(db, process, {
        memoryMb: memoryUsage.rss() / 1024 ** 2,
        eventLoopMs: delay.percentile(99) / 1e6,
        poolWaiting: pool().waiting,
      });
      delay.reset();
      await forgetDead(db);
      return false;
    },
  });
  return {
    async stop() {
      await beating.stop();
      delay.disable();
      // When the database is away too, the row grows old like that of any process that died.
      await Promise.allSettled([endBeat(db, process.instance)]);
    },
  };
}
