import { Kysely, PostgresDialect, PostgresQueryCompiler, sql, type RawBuilder } from 'kysely';
import pg from 'pg';
import type { DB, Json } from './schema.gen.ts';
import type { Logger } from './log.ts';
import type { Secret } from './secret.ts';
import { recordQuery } from './trace.ts';

/** A pool or an open transaction: a store cannot tell. */
export type Db = Kysely<DB>;

/** Times leave as ISO text: `pg` would quote a Temporal object as JSON. */
class Compiler extends PostgresQueryCompiler {
  protected override addParameter(parameter: unknown): void {
    super.addParameter(isTime(parameter) ? parameter.toString() : parameter);
  }
}

class Dialect extends PostgresDialect {
  override createQueryCompiler(): PostgresQueryCompiler {
    return new Compiler();
  }
}

function isTime(
  value: unknown,
): value is Temporal.Instant | Temporal.PlainDate | Temporal.PlainTime | Temporal.Duration {
  return (
    value instanceof Temporal.Instant ||
    value instanceof Temporal.PlainDate ||
    value instanceof Temporal.PlainTime ||
    value instanceof Temporal.Duration
  );
}

const parsers = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.TIMESTAMPTZ, (text) => Temporal.Instant.from(text)],
  [pg.types.builtins.DATE, (text) => Temporal.PlainDate.from(text)],
  [pg.types.builtins.TIME, (text) => Temporal.PlainTime.from(text.startsWith('24:') ? '00:00' : text)],
  [pg.types.builtins.INT8, Number],
]);

const parserOf: pg.CustomTypesConfig['getTypeParser'] = (oid, format) =>
  parsers.get(oid) ?? pg.types.getTypeParser(oid, format);

/** Longer than any statement of ours takes. */
const queryMsMax = 15_000;

type OpenDb = { readonly db: Db; readonly close: () => Promise<void>; readonly pool: () => PoolNow };

/** Connections there are, those that nobody uses, and who waits for one. */
export type PoolNow = { readonly total: number; readonly idle: number; readonly waiting: number };

/** From here on a query is slow, and stands in `performance.log`. */
const slowMs = 500;

/**
 * Opens a pool. `close` waits for what is running. Nothing connects before the first query.
 *
 * @param log is told of slow queries: their text, which has no values in it
 * @param queryMs how long a statement may take; 0: as long as it needs
 */
export function openDb(url: Secret, connectionsMax = 10, log?: Logger, queryMs = queryMsMax): OpenDb {
  const pool = new pg.Pool({
    connectionString: url.reveal(),
    max: connectionsMax,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    // A connection that died in silence must not hold up everybody until TCP gives up.
    query_timeout: queryMs,
    statement_timeout: queryMs,
    // Idle connections must not keep a process alive that has nothing else to do.
    allowExitOnIdle: true,
    types: { getTypeParser: parserOf },
  });
  // A broken connection fails its query and is replaced; unheard, the event would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const db = new Kysely<DB>({
    dialect: new Dialect({ pool }),
    log({ level, query, queryDurationMillis: tookMs }) {
      recordQuery(query.sql, tookMs, level === 'error');
      if (tookMs < slowMs) return;
      const text = query.sql.replaceAll(/\s+/g, ' ').trim().slice(0, 300);
      log?.warn({ query: text, tookMs: Math.round(tookMs), operation: 'slow query' }, 'db.slow');
    },
  });
  const now = () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount });
  return { db, close: () => db.destroy(), pool: now };
}

/** A value for a `jsonb` column: `pg` would turn an array into a PostgreSQL array. */
export function json(value: unknown): RawBuilder<Json> {
  return sql<Json>`${JSON.stringify(value)}::jsonb`;
}
