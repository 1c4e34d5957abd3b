import { sql } from 'kysely';
import { spentPercent } from '../agent/model-call.store.ts';
import { cachedBusiness, type BusinessCache } from '../business/business.store.ts';
import { BusinessId } from '../business/business.ts';
import { openIntervals } from '../business/hours.ts';
import type { Db } from '../platform/db.ts';
import { percentileOf } from '../platform/spread.ts';
import { isBefore, type Clock } from '../platform/time.ts';
import { loopbackNumber } from '../whatsapp/loopback.ts';
import { beats, queues } from './health.store.ts';
import { cpu, cpuPercent, diskPercent, memory, type CpuReading } from './host.client.ts';
import { burnRate, paces } from './objective.ts';
import { windowsOf } from './objective.store.ts';
import { channelReadings, databaseReadings, replySeconds, usageReadings } from './readings.store.ts';
import { noReadings, type Readings } from './readings.ts';
import { refusedPerMinute, serviceOf } from './service.store.ts';
import { failedVisits } from './synthetic.store.ts';

export type ReadingDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly elapsed: () => number;
  /** Tokens that a business may spend on models in a day, unless it says another number. */
  readonly dayTokens: number;
  /** How much of the budgets for messages is used. */
  readonly spending: () => Promise<Partial<Readings>>;
  readonly folders: readonly string[];
  /** Does `/health` of the API answer well? */ readonly isServed: () => Promise<boolean>;
  readonly backupHours: () => Promise<number | null>;
  /** Days since a restore was last rehearsed; `null`: nothing tells. */
  readonly drillDays: () => Promise<number | null>;
  /** Days until Meta refuses the token; `null`: Meta does not say. */
  readonly tokenDays: () => Promise<number | null>;
  /** Days that the certificate which the internet sees is still good; `null`: there is none to see. */
  readonly certificateDays: () => Promise<number | null>;
  /** Hours since it was last known whether the dependencies are vulnerable; `null`: nobody ever asked. */
  readonly auditUnknownHours: () => number | null;
};

/** So long the database may take to say that it is there. */
const answerMs = 5_000;

/** Reads everything that rules look at. What cannot be read is unknown, and what depends on the database is when that is away. */
export function reader(deps: ReadingDeps): () => Promise<Readings> {
  let failedProbes = 0;
  let before: CpuReading | null = null;
  const businesses: BusinessCache = new Map();
  return async () => {
    const down = await isDown(deps.db);
    failedProbes = (await deps.isServed()) ? 0 : failedProbes + 1;
    const [used, now] = [await memory(), await cpu(deps.elapsed())];
    const disks = await Promise.all(deps.folders.map((folder) => diskPercent(folder)));
    const known = disks.flatMap((disk) => (disk ? [disk.percent] : []));
    const host: Partial<Readings> = {
      databaseDown: down ? 1 : 0,
      probesFailed: failedProbes,
      cpuPercent: before ? cpuPercent(before, now) : null,
      memoryPercent: (100 * used.usedBytes) / used.totalBytes,
      diskPercent: known.length === 0 ? null : Math.max(...known),
    };
    before = now;
    const rest = down ? [] : await inDatabase(deps, businesses);
    const outside = await settled([
      async () => ({ backupHours: await deps.backupHours() }),
      async () => ({ drillDays: await deps.drillDays() }),
      async () => ({ tokenDays: await deps.tokenDays() }),
      async () => ({ certificateDays: await deps.certificateDays() }),
      async () => ({ auditUnknownHours: deps.auditUnknownHours() }),
    ]);
    return Object.assign({}, noReadings, host, ...rest, ...outside);
  };
}

async function isDown(db: Db): Promise<boolean> {
  const asked = sql`select`.execute(db).then(
    () => false,
    () => true,
  );
  const late = new Promise<boolean>((done) => setTimeout(() => done(true), answerMs).unref());
  return Promise.race([asked, late]);
}

/** What could be read; the rest stays unknown. */
async function settled(questions: readonly (() => Promise<Partial<Readings>>)[]): Promise<Partial<Readings>[]> {
  const answers = await Promise.allSettled(questions.map((ask) => ask()));
  return answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
}

function inDatabase(
  { db, clock, dayTokens, spending }: ReadingDeps,
  businesses: BusinessCache,
): Promise<Partial<Readings>[]> {
  const now = clock();
  return settled([
    () => databaseReadings(db),
    () => channelReadings(db),
    () => usageReadings(db),
    async () => ({ replySeconds: await replySeconds(db) }),
    async () => ({ syntheticFailed: await failedVisits(db) }),
    async () => ({ refusedPerMinute: await refusedPerMinute(db, now) }),
    async () => ({ modelSpendPercent: await spentPercent(db, dayTokens) }),
    spending,
    async () => ({ webhookSilentMinutes: await silentMinutes(db, businesses, now) }),
    async () => {
      const { api, worker } = await beats(db);
      return { apiSilentSeconds: api, workerSilentSeconds: worker };
    },
    async () => {
      const { inbox, turns, outbox, deadLetters } = await queues(db);
      return {
        inboxSeconds: inbox.oldestSeconds,
        turnSeconds: turns.oldestSeconds,
        outboxSeconds: outbox.oldestSeconds,
        deadLetters: deadLetters.count,
      };
    },
    async () => {
      const windows = await windowsOf(db, now);
      return {
        burnFast: burnRate(windows, paces.fast, 'availability'),
        burnMiddle: burnRate(windows, paces.middle, 'availability'),
        burnSlow: burnRate(windows, paces.slow, 'availability'),
        burnCreeping: burnRate(windows, paces.creeping, 'availability'),
        burnLatency: burnRate(windows, paces.middle, 'latency'),
      };
    },
    async () => {
      const { total, bad, spread } = await serviceOf(db, 'webhook', 5, now);
      // Of a handful, one error is no rate.
      return {
        errorPercent: total < 20 ? null : bad < 5 ? 0 : (100 * bad) / total,
        responseMs: percentileOf(spread, 0.95),
      };
    },
  ]);
}

/** More businesses than these are not asked: of so many one is open whenever any is. */
const businessesMax = 20;

/** Minutes of opening hours since the last webhook, of the business that was open longest; `null`: none ever came. */
async function silentMinutes(db: Db, cache: BusinessCache, now: Temporal.Instant): Promise<number | null> {
  const { rows } = await sql<{ last: Temporal.Instant | null }>`
    select (select received_at from inbox where kind = 'message' and phone_number_id <> ${loopbackNumber} order by id desc limit 1) as last`.execute(
    db,
  );
  const last = rows[0]?.last;
  if (!last) return null;
  const found = await db
    .selectFrom('businesses')
    .select(['id', 'revision'])
    .where('synthetic', '=', false)
    .limit(businessesMax)
    .execute();
  const minutes = found.map(async ({ id, revision }) => {
    const business = await cachedBusiness(cache, db, BusinessId.parse(id), revision);
    const today = now.toZonedDateTimeISO(business.timeZone).toPlainDate();
    return openIntervals(business, null, today)
      .map(({ start, end }) => [isBefore(start, last) ? last : start, isBefore(now, end) ? now : end] as const)
      .reduce((sum, [from, until]) => sum + Math.max(0, from.until(until).total('minutes')), 0);
  });
  return Math.max(0, ...(await Promise.all(minutes)));
}
