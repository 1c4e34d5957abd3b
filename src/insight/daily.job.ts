import { mkdir, rename, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Db } from '../platform/db.ts';
import type { Clock } from '../platform/time.ts';
import { nothing } from './business-metrics.ts';
import { countedDays } from './business-metrics.store.ts';
import { businessAnswer } from './production-business.ts';

type Deps = { readonly db: Db; readonly clock: Clock; readonly folder: string; readonly timeZone: string };

/** A day is counted to its end by then. */
const settle = Temporal.Duration.from('PT10M');

/**
 * Writes yesterday's business metrics to `business_metrics/2026-11-26.json`, once, when the day is over and counted: to
 * a file beside it that is then renamed, so that nobody ever reads half a day.
 */
export async function writeDaily({ db, clock, folder, timeZone }: Deps): Promise<string | null> {
  const now = clock();
  const day = now.subtract(settle).toZonedDateTimeISO(timeZone).toPlainDate().subtract({ days: 1 });
  const path = join(folder, 'business_metrics', `${day.toString()}.json`);
  if (existsSync(path)) return null;
  const end = day.add({ days: 1 }).toZonedDateTime(timeZone).toInstant();
  const { days, doneUntil } = await countedDays(db, { days: 1, timeZone, now: end.subtract({ seconds: 1 }) });
  if (doneUntil === null || Temporal.Instant.compare(doneUntil, end) < 0) return null;
  const { data: _, ...answer } = businessAnswer([days[0] ?? nothing, days[1] ?? nothing], {
    active: 0,
    timestamp: now.toString(),
  });
  await mkdir(join(folder, 'business_metrics'), { recursive: true });
  await writeFile(`${path}.part`, `${JSON.stringify({ ...answer, day: day.toString(), partial: false }, null, 2)}\n`);
  await rename(`${path}.part`, path);
  return path;
}
