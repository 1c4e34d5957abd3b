import type { Db } from '../platform/db.ts';
import type { Logger } from '../platform/log.ts';
import { loop } from '../platform/runner.ts';
import { beat, endBeat, forgetDead, type Process } from './health.store.ts';

/** Six of them are missed before somebody is alarmed. */
const everyMs = 5_000;

/** Tells every few seconds that this process is alive, on the same event loop as its work: one that hangs is silent. */
export function heartbeat(db: Db, process: Process, log: Logger): { stop: () => Promise<void> } {
  const beating = loop({
    name: 'heartbeat',
    log,
    everyMs,
    async step() {
      await beat(db, process);
      await forgetDead(db);
      return false;
    },
  });
  return {
    async stop() {
      await beating.stop();
      // When the database is away too, the row grows old like that of any process that died.
      await Promise.allSettled([endBeat(db, process.instance)]);
    },
  };
}
