import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { FastifyInstance } from 'fastify';
import { chainOf } from './agent/chain.ts';
import { billPrices, spendingOf } from './costs.ts';
import { acknowledgeRoutes } from './insight/acknowledge.routes.ts';
import { openRedisProbe } from './insight/redis.client.ts';
import { gauges } from './insight/gauge.job.ts';
import { examine, type HealthDeps } from './insight/health.job.ts';
import { healthRoutes } from './insight/health.routes.ts';
import { heartbeat } from './insight/heartbeat.job.ts';
import { productionRoutes, type BackupView } from './insight/production.routes.ts';
import { metricsRoutes } from './insight/metrics.routes.ts';
import type { Metrics } from './insight/metrics.ts';
import { answersWell, certificateDays } from './insight/outside.client.ts';
import { reader } from './insight/readings.job.ts';
import { noReadings, type Readings } from './insight/readings.ts';
import type { Meter } from './insight/traffic.ts';
import { workNow } from './insight/work.store.ts';
import { hoursUnknown } from './ops/audit-check.ts';
import { lastAudit } from './ops/audit-memory.client.ts';
import type { Backup } from './ops/backup.ts';
import { checklistRoutes } from './ops/checklist.routes.ts';
import { lastDrill, readCatalogue } from './ops/catalogue.client.ts';
import { run } from './ops/shell.client.ts';
import type { Config } from './platform/config.ts';
import type { Db } from './platform/db.ts';
import type { Logger } from './platform/log.ts';
import { migrationNames } from './platform/migrate.ts';
import { hundredth } from './platform/pace.ts';
import { remembered } from './platform/remember.ts';
import { lastLines } from './platform/tail.ts';
import { version } from './platform/version.ts';
import { managementOf } from './numbers.ts';
import { askToken } from './whatsapp/management.client.ts';

const clock = () => Temporal.Now.instant();
const elapsed = () => performance.now();

/** How long a look at one part may take, and how long `/health` may wait for the database. */
const deadlineMs = 2_000;
const serveFreshMs = 1_000;

/** Two scrapers cost no more than one. */
const reading = { freshMs: 5_000, rest: hundredth };

/** Money of a month is counted over all its messages, and moves slowly. */
const spendingFreshMs = 60_000;

/** Puts what operators ask onto the API, and counts what is served. `close` when nothing is served any more. */
export async function serveInsight(
  app: FastifyInstance,
  {
    config,
    db,
    log,
    pool,
    meter,
    metrics,
    health,
  }: Parts & Beating & { readonly meter: Meter; readonly metrics: Metrics },
): Promise<{ close: () => Promise<void> }> {
  const operators = { networks: config.OPERATOR_NETWORKS, key: config.OPERATOR_KEY };
  const once = { freshMs: serveFreshMs, deadlineMs };
  const serves = remembered(() => hasMigrations(db, migrationNames()), { ...once, late: false });
  const instance = randomUUID();
  const gauge = gauges({ db, log, clock, elapsed, instance, meter, folder: '.' });
  await app.register(healthRoutes, { clock, elapsed, version, operators, serves, examine: health.look });
  await app.register(productionRoutes, {
    db,
    clock,
    operators,
    timeZone: config.LOG_TIME_ZONE,
    examine: health.look,
    readSamples: gauge.read,
    backups: () => backupViews(),
    makeBackup: () => makeManualBackup(config),
    logLines: (type, limit) => lastLines(join(config.LOG_DIR, `${type}.log`), limit),
  });
  await app.register(checklistRoutes, { db, clock, operators });
  await app.register(metricsRoutes, {
    operators,
    metrics,
    readings: remembered(readingsOf(config, db), { ...reading, deadlineMs: 8_000, late: noReadings }),
    work: remembered(() => workNow(db), { ...reading, deadlineMs, late: null }),
  });
  if (config.OPERATOR_KEY) await app.register(acknowledgeRoutes, { db, clock, key: config.OPERATOR_KEY });
  const beating = beatAs('api', { db, log, pool }, instance);
  return {
    async close() {
      await gauge.stop();
      await beating.stop();
    },
  };
}

type Parts = { readonly config: Config; readonly db: Db; readonly log: Logger; readonly health: Health };

/** A look at every part; `close` when nobody looks any more. */
export type Health = { readonly look: () => ReturnType<typeof examine>; readonly close: () => void };

export function openHealth(config: Config, db: Db): Health {
  const redis = config.REDIS_URL ? openRedisProbe(config.REDIS_URL) : null;
  const deps = healthDeps(config, db, redis?.answers ?? null);
  return { look: () => examine(deps), close: () => redis?.close() };
}

function healthDeps(config: Config, db: Db, redisAnswers: HealthDeps['redisAnswers']): HealthDeps {
  const { LOG_DIR, DATA_DIR } = config;
  return {
    redisAnswers,
    models: chainOf(config).map(({ model }) => model),
    db,
    clock,
    elapsed,
    deadlineMs,
    migrations: migrationNames(),
    folders: ['.', LOG_DIR, DATA_DIR],
    backupHours: provenBackupHours,
  };
}

/** Hours since the newest backup was made that was restored to prove it; `null`: none is known. */
export async function provenBackupHours(): Promise<number | null> {
  const proven = catalogued().findLast(({ state }) => state === 'restored');
  return proven ? Temporal.Instant.from(proven.createdAt).until(clock()).total('hours') : null;
}

/** Days since a restore was last rehearsed; of an installation with backups and no rehearsal, since the first backup. */
async function drillDays(): Promise<number | null> {
  const first = catalogued()[0];
  const since = drilled() ?? (first ? Temporal.Instant.from(first.createdAt) : null);
  return since === null ? null : since.until(clock()).total('hours') / 24;
}

/** Hours since `whats-agent security check` last knew whether the dependencies are vulnerable. */
function auditHours(folder: string): number | null {
  const memory = lastAudit(folder);
  return memory === null ? null : hoursUnknown(memory, clock());
}

/** Meta is asked so rarely: a token's end does not move. */
const tokenFreshMs = 3_600_000;
const never = 10_000;

/** Days until the token ends, by Meta's own word; one without an end lasts for ever. */
async function tokenDays(config: Config): Promise<number | null> {
  const answer = await askToken(managementOf(config));
  if (answer.kind === 'refused') return null;
  const { expires_at: seconds } = answer.found;
  return seconds === 0 ? never : (seconds - clock().epochMilliseconds / 1000) / 86_400;
}

/** Reads all that rules look at. */
export function readingsOf(config: Config, db: Db): () => Promise<Readings> {
  const { LOG_DIR, DATA_DIR, MONITOR_URL, PUBLIC_URL, LLM_DAY_TOKENS } = config;
  const prices = billPrices(config);
  return reader({
    db,
    clock,
    elapsed,
    dayTokens: LLM_DAY_TOKENS,
    spending: remembered(() => spendingOf(db, prices, clock()), {
      freshMs: spendingFreshMs,
      deadlineMs: 8_000,
      late: {},
    }),
    folders: ['.', LOG_DIR, DATA_DIR],
    isServed: () => answersWell(`${MONITOR_URL}/health`),
    backupHours: provenBackupHours,
    drillDays,
    tokenDays: remembered(() => tokenDays(config), { freshMs: tokenFreshMs, deadlineMs: 8_000, late: null }),
    certificateDays: () => certificateDays(PUBLIC_URL, clock()),
    auditUnknownHours: () => auditHours(LOG_DIR),
  });
}

export const catalogueFolder = join('backups', 'automatic');
/** The backups that this process sees, oldest first. */
export const catalogued = () => readCatalogue(catalogueFolder);
export const drilled = () => lastDrill(catalogueFolder);
const backupViews = (): BackupView[] => catalogued().map((backup) => viewOf(backup));

/** A backup of the catalogue as the contract shows it: a success is one that was checked at least. */
function viewOf({ id, kind, state, createdAt, tookMs, files }: Backup): BackupView {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const success = state === 'restored' || state === 'checksummed';
  return {
    filename: files[0]?.name ?? id,
    filepath: join(catalogueFolder, files[0]?.name ?? id),
    backup_type: kind,
    timestamp: createdAt,
    size_bytes: bytes,
    size_mb: Math.round((bytes / 1024 ** 2) * 100) / 100,
    compressed: true,
    checksum: files[0]?.sha256 ?? null,
    duration_seconds: tookMs / 1000,
    success,
    error_message: success ? null : `The backup is ${state}: it was not proven.`,
  };
}

/** On the host of an installation, or of the embedded database, the CLI makes it; in a container nobody can. */
async function makeManualBackup({ DATABASE_URL }: Config): Promise<BackupView | null> {
  if (DATABASE_URL && !existsSync(join('deploy', 'local', 'backup.key'))) return null;
  await run([process.execPath, 'src/cli.ts', 'backup', 'manual']);
  return backupViews().at(-1) ?? null;
}

async function hasMigrations(db: Db, names: readonly string[]): Promise<boolean> {
  const { rows } = await sql<{ missing: number }>`
    select count(*)::int as missing from unnest(${[...names]}::text[]) as needed (name)
    where name not in (select name from migrations)`.execute(db);
  return rows[0]?.missing === 0;
}

type Beating = Parameters<typeof heartbeat>[0];

/** Tells the others that this process is alive, for as long as it is. */
export function beatAs(
  kind: 'api' | 'worker' | 'monitor',
  deps: Beating,
  instance: string = randomUUID(),
): { stop: () => Promise<void> } {
  return heartbeat(deps, {
    instance,
    process: kind,
    host: hostname(),
    pid: process.pid,
    version,
    startedAt: clock(),
  });
}
