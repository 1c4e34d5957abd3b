import { openLog } from '../platform/log.ts';
import type { Db } from '../platform/db.ts';

/** What receiving and delivering need beside the database, for tests. */
export function channelForTests(db: Db) {
  return {
    db,
    log: openLog('silent'),
    clock: () => Temporal.Instant.from('2026-11-26T12:00:00Z'),
    chance: () => 0.5,
    probeEvery: Temporal.Duration.from('PT0.3S'),
    reopening: ['may_we_go_on'],
  };
}
