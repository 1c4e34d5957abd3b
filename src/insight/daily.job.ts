import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Db } from '../platform/db.ts';
import { parseJson } from '../platform/json.ts';
import type { Clock } from '../platform/time.ts';
import { nothing } from './business-metrics.ts';
import { countedDays } from './business-metrics.store.ts';
import { businessAnswer } from './production-business.ts';
import { spanAt } from './span.ts';

type Deps = { readonly db: Db; readonly clock: Clock; readonly timeZone: string };

/** A day is counted to its end by then. */
const settle = Temporal.Duration.from('PT10M');

/** What the business did on a day, in the shape of `/production/metrics/business`; `null`: it is not counted to its end yet. */
async function dailyAnswer(
  db: Db,
  day: Temporal.PlainDate,
  { timeZone, now }: { timeZone: string; now: Temporal.Instant },
) {
  const { end } = spanAt('day', day, timeZone);
  const isPartial = Temporal.Instant.compare(now, end) < 0;
  const moment = isPartial ? now : end.subtract({ seconds: 1 });
  const { days, doneUntil } = await countedDays(db, { days: 1, timeZone, now: moment });
  if (!isPartial && (doneUntil === null || Temporal.Instant.compare(doneUntil, end) < 0)) return null;
  const { data: _, ...answer } = businessAnswer([days[0] ?? nothing, days[1] ?? nothing], {
    active: 0,
    timestamp: now.toString(),
  });
  return { ...answer, day: day.toString(), partial: isPartial };
}

/** As the runbook names it, in its folder. */
export const dailyPath = (folder: string, day: Temporal.PlainDate): string =>
  join(folder, 'business_metrics', `daily_metrics_${day.toString().replaceAll('-', '')}.json`);

/**
 * Writes the business metrics of a day: to a file beside it that is then renamed, so that nobody ever reads half a day.
 * A day that goes on is marked `partial`. `false`: the day is over and not counted to its end yet.
 */
export async function putDaily({ db, clock, timeZone }: Deps, day: Temporal.PlainDate, path: string): Promise<boolean> {
  const answer = await dailyAnswer(db, day, { timeZone, now: clock() });
  if (answer === null) return false;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.part`, `${JSON.stringify(answer, null, 2)}\n`);
  await rename(`${path}.part`, path);
  return true;
}

/** Writes yesterday's, once, when the day is over and counted; a partial one of it gives way. */
export async function writeDaily(deps: Deps & { readonly folder: string }): Promise<void> {
  const day = deps.clock().subtract(settle).toZonedDateTimeISO(deps.timeZone).toPlainDate().subtract({ days: 1 });
  const path = dailyPath(deps.folder, day);
  if (!(await isWhole(path))) await putDaily(deps, day, path);
}

const Written = z.looseObject({ partial: z.boolean() });

async function isWhole(path: string): Promise<boolean> {
  if (!existsSync(path)) return false;
  const written = Written.safeParse(parseJson(await readFile(path)));
  return written.success && !written.data.partial;
}
