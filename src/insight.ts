import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { sql } from 'kysely';
import type { FastifyInstance } from 'fastify';
import { examine, type HealthDeps } from './insight/health.job.ts';
import { healthRoutes } from './insight/health.routes.ts';
import { heartbeat } from './insight/heartbeat.job.ts';
import type { Config } from './platform/config.ts';
import type { Db } from './platform/db.ts';
import type { Logger } from './platform/log.ts';
import { migrationNames } from './platform/migrate.ts';
import { remembered } from './platform/remember.ts';
import { version } from './platform/version.ts';

const clock = () => Temporal.Now.instant();
const elapsed = () => performance.now();

/** How long a look at one part may take, and how long `/health` may wait for the database. */
const deadlineMs = 2_000;
const serveFreshMs = 1_000;

/** Puts what operators ask onto the API. */
export async function serveInsight(app: FastifyInstance, config: Config, db: Db): Promise<void> {
  const health = healthDeps(config, db);
  const operators = { networks: config.OPERATOR_NETWORKS, key: config.OPERATOR_KEY };
  const serves = remembered(() => hasMigrations(db, health.migrations), {
    freshMs: serveFreshMs,
    deadlineMs,
    late: false,
  });
  await app.register(healthRoutes, { clock, elapsed, version, operators, serves, examine: () => examine(health) });
}

function healthDeps({ LOG_DIR, DATA_DIR }: Config, db: Db): HealthDeps {
  return {
    db,
    clock,
    elapsed,
    deadlineMs,
    migrations: migrationNames(),
    folders: ['.', LOG_DIR, DATA_DIR],
    backupHours: async () => null,
  };
}

async function hasMigrations(db: Db, names: readonly string[]): Promise<boolean> {
  const { rows } = await sql<{ missing: number }>`
    select count(*)::int as missing from unnest(${[...names]}::text[]) as needed (name)
    where name not in (select name from migrations)`.execute(db);
  return rows[0]?.missing === 0;
}

/** Tells the others that this process is alive, for as long as it is. */
export function beatAs(process: 'api' | 'worker' | 'monitor', db: Db, log: Logger): { stop: () => Promise<void> } {
  const [instance, startedAt] = [randomUUID(), clock()];
  return heartbeat(db, { instance, process, host: hostname(), pid: globalThis.process.pid, version, startedAt }, log);
}
