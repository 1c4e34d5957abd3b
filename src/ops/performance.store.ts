import { sql } from 'kysely';
import { json, type Db } from '../platform/db.ts';
import {
  Figures,
  rowsMany,
  type IndexUse,
  type ProcessUse,
  type Reference,
  type Snapshot,
  type Statement,
  type TableUse,
} from './performance.ts';

/**
 * The statements that took most time in all, of this database; `null`: nobody counts them. Only a superuser may read whether
 * the server has loaded the library, so the view is asked: it fails without.
 */
export async function topStatements(db: Db, limit: number): Promise<Statement[] | null> {
  const [asked] = await Promise.allSettled([
    sql<Statement>`
      select queryid::text as id, query as text, calls, total_exec_time as "totalMs", mean_exec_time as "meanMs"
      from pg_stat_statements
      where dbid = (select oid from pg_database where datname = current_database()) and toplevel and queryid is not null
        and query ~* '^\\s*(select|with|insert|update|delete)' and query !~ '\\m(pg_|explain)'
      order by total_exec_time desc limit ${limit}`.execute(db),
  ]);
  return asked.status === 'fulfilled' ? asked.value.rows : null;
}

/** What the rows of a table need, beside what they have: 24 bytes of header and 4 of pointer each, and their columns. */
const neededBytes = sql`reltuples * (28 + coalesce((
  select sum(avg_width * (1 - null_frac)) from pg_stats where schemaname = 'public' and tablename = pg_class.relname), 0))`;

export async function tableUses(db: Db): Promise<TableUse[]> {
  const { rows } = await sql<TableUse>`
    select pg_class.relname::text as table, greatest(0, reltuples, stat.n_live_tup)::int8 as rows, pg_table_size(oid) as bytes,
      case when statistics then greatest(0, relpages::int8 * 8192 - ${neededBytes} / 0.95)::int8 end as "wastedBytes",
      stat.n_dead_tup as "deadRows", stat.n_mod_since_analyze as "changedRows",
      coalesce(stat.last_analyze, stat.last_autoanalyze) is not null as "isAnalyzed",
      coalesce(stat.seq_scan, 0) as scans, coalesce(stat.seq_tup_read, 0) as "scannedRows",
      array(select attname::text from pg_attribute where attrelid = pg_class.oid and attnum > 0 and not attisdropped) as columns
    from pg_class join pg_stat_user_tables as stat on relid = oid,
      lateral (select exists (select from pg_stats where tablename = pg_class.relname) as statistics) as known
    where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
    order by bytes desc`.execute(db);
  return rows;
}

/**
 * Every index. What a B-tree needs is 12 bytes an entry beside its columns, in pages that are filled to nine tenths, and is
 * known where all its columns have statistics.
 */
export async function indexUses(db: Db): Promise<IndexUse[]> {
  const { rows } = await sql<IndexUse>`
    with indexes as (
      select indexrelid, indrelid, indkey, indclass, indoption, indisvalid, indisunique, indisprimary, indisexclusion, class.relname,
        class.relam, class.reltuples, class.relpages, coalesce(pg_get_expr(indexprs, indrelid), '') as expressions,
        coalesce(pg_get_expr(indpred, indrelid), '') as predicate
      from pg_index join pg_class as class on class.oid = indexrelid where class.relnamespace = 'public'::regnamespace)
    select own.relname::text as index, tables.relname::text as table,
      array(select coalesce(attname, '')::text from unnest(own.indkey::int2[]) with ordinality as key (number, place)
        left join pg_attribute on attrelid = own.indrelid and attnum = key.number and key.number > 0 order by place) as columns,
      pg_relation_size(own.indexrelid) as bytes, coalesce(stat.idx_scan, 0) as uses, own.indisvalid as "isValid",
      own.indisunique or own.indisprimary or own.indisexclusion as "isConstraint",
      case when amname = 'btree' and widths.known = cardinality(own.indkey::int2[]) and own.reltuples >= 0
        then greatest(0, own.relpages::int8 * 8192 - own.reltuples * (12 + widths.bytes) / 0.9)::int8 end as "wastedBytes",
      (select min(twin.relname::text) from indexes as twin where twin.indrelid = own.indrelid and twin.indexrelid <> own.indexrelid
        and (twin.indkey::text, twin.indclass::text, twin.indoption::text, twin.expressions, twin.predicate, twin.relam)
          = (own.indkey::text, own.indclass::text, own.indoption::text, own.expressions, own.predicate, own.relam)
        and (twin.indisunique and not own.indisunique or twin.indisunique = own.indisunique and twin.relname < own.relname)) as twin
    from indexes as own join pg_class as tables on tables.oid = own.indrelid join pg_am on pg_am.oid = own.relam
    left join pg_stat_user_indexes as stat on stat.indexrelid = own.indexrelid,
      lateral (select count(*) as known, coalesce(sum(avg_width * (1 - null_frac)), 0) as bytes
        from unnest(own.indkey::int2[]) as key (number) join pg_attribute on attrelid = own.indrelid and attnum = key.number
        join pg_stats on schemaname = 'public' and tablename = tables.relname and pg_stats.attname = pg_attribute.attname) as widths
    order by bytes desc`.execute(db);
  return rows;
}

/**
 * References that no index serves, to tables of which rows are deleted: each deletion reads all of this one. A business is no narrowing: an index that
 * begins with another of the columns is good enough.
 */
export async function bareReferences(db: Db): Promise<Reference[]> {
  const { rows } = await sql<Reference>`
    select relname::text as table, greatest(0, reltuples)::int8 as rows,
      array(select attname::text from unnest(conkey) with ordinality as key (number, place)
        join pg_attribute on attrelid = conrelid and attnum = key.number order by place) as columns
    from pg_constraint join pg_class on pg_class.oid = conrelid
    where contype = 'f' and connamespace = 'public'::regnamespace and reltuples >= ${rowsMany}
      and exists (select from pg_stat_user_tables where relid = confrelid and n_tup_del > 0)
      and not exists (select from pg_index where indrelid = conrelid and indisvalid and indpred is null
        and (conkey @> (indkey::int2[])[0:cardinality(conkey) - 1] or exists (select from pg_attribute
          where attrelid = conrelid and attnum = indkey[0] and attnum = any (conkey) and attname <> 'business_id')))`.execute(
    db,
  );
  return rows;
}

/** Of a hundred blocks that were asked for, those that were in memory already; and since when all this is counted. */
export async function cacheUse(
  db: Db,
): Promise<{ readonly hitPercent: number | null; readonly countedSince: Temporal.Instant | null }> {
  const { rows } = await sql<{ hitPercent: number | null; countedSince: Temporal.Instant | null }>`
    select case when blks_hit + blks_read > 100000 then 100.0 * blks_hit / (blks_hit + blks_read) end::float8 as "hitPercent",
      coalesce(stats_reset, (select min(applied_at) from migrations)) as "countedSince"
    from pg_stat_database where datname = current_database()`.execute(db);
  return rows[0] ?? { hitPercent: null, countedSince: null };
}

/** How processes that are alive said they are; `null` of what a process of an older release does not say. */
export async function processUses(db: Db): Promise<ProcessUse[]> {
  const { rows } = await sql<ProcessUse>`
    select process, pid, memory_mb as "memoryMb", event_loop_ms as "eventLoopMs", pool_waiting as "poolWaiting"
    from heartbeats where beat_at > now() - interval '30 s' order by process, started_at`.execute(db);
  return rows;
}

/** What the last analysis found that is a week old, give or take a day. */
export async function snapshotBefore(db: Db, now: Temporal.Instant): Promise<Snapshot | null> {
  const row = await db
    .selectFrom('performance_snapshots')
    .selectAll()
    .where('taken_at', '<=', now.subtract({ hours: 6 * 24 }))
    .orderBy('taken_at', 'desc')
    .executeTakeFirst();
  return row ? { takenAt: row.taken_at, figures: Figures.parse(row.figures) } : null;
}

/** Keeps what was found, and forgets what is older than anybody compares with. */
export async function keepSnapshot(db: Db, now: Temporal.Instant, figures: Figures): Promise<void> {
  await db
    .insertInto('performance_snapshots')
    .values({ taken_at: now, figures: json(figures) })
    .execute();
  await db
    .deleteFrom('performance_snapshots')
    .where('taken_at', '<', now.subtract({ hours: 24 * 100 }))
    .execute();
}
