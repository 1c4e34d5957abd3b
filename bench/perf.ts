import { rollUp } from '../src/insight/rollup.store.ts';
import { findingsOf } from '../src/ops/analysis.ts';
import { analyse } from '../src/ops/analysis.store.ts';
import { report } from '../src/ops/finding.ts';
import { openDb } from '../src/platform/db.ts';
import { seed } from './insight.ts';
import { openBench } from './servers.ts';

/** `npm run bench -- perf`: how long an analysis of the performance takes over a million messages, and what it finds there. */
export async function perf(): Promise<void> {
  const bench = await openBench();
  const { db, close } = openDb(bench.database, 1);
  try {
    await bench.query(seed);
    await bench.query('vacuum analyze');
    // Loading them is not what is looked for.
    await bench.query('select pg_stat_statements_reset()');
    await rollUp(db, Temporal.Now.instant());
    console.log(`perf: ${await bench.count('select count(*) from messages')} messages`);
    const started = performance.now();
    const analysis = await analyse(db, Temporal.Now.instant(), null);
    console.log(`  perf analyze           ${((performance.now() - started) / 1000).toFixed(1)} s (goal < 15 s)`);
    console.log(report(findingsOf(analysis)));
  } finally {
    await close();
    await bench.close();
  }
}
