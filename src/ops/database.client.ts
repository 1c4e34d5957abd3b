import { asFault } from '../platform/fault.ts';
import type { Finding } from './finding.ts';

/** Asks a server as whoever owns its tables: one value a line. A statement stands alone: vacuum wants no transaction. */
export type Asking = (statement: string) => Promise<string>;

const lines = (text: string) => text.split('\n').filter((line) => line !== '');

/** What autovacuum would come to later: a twentieth changed, nobody ever counted, or row ages that add up. */
const untidy = `select format('%I.%I', s.schemaname, s.relname)
  from pg_stat_user_tables s join pg_class c on c.oid = s.relid
  where n_dead_tup > 1000 + 0.05 * n_live_tup or n_mod_since_analyze > 1000 + 0.05 * n_live_tup
    or n_live_tup > 0 and coalesce(last_analyze, last_autoanalyze) is null or age(c.relfrozenxid) > 150000000
  order by 1`;

/** Tidies the tables that need it, one after the other. Nobody waits for it: what somebody has locked is left out. */
export async function tidy(ask: Asking): Promise<Finding[]> {
  const began = await ask('select clock_timestamp()::text');
  const tables = lines(await ask(untidy));
  for (const table of tables) await ask(`vacuum (analyze, skip_locked) ${table}`);
  const vacuumed = `select format('%I.%I', schemaname, relname) from pg_stat_user_tables where last_vacuum >= '${began}'`;
  const done = new Set(lines(await ask(vacuumed)));
  const all = await ask('select count(*) from pg_stat_user_tables');
  const named = tables.length === 0 ? '' : `: ${tables.join(', ')}`;
  const left = tables.filter((table) => !done.has(table));
  return [
    { check: 'tables', level: 'ok', says: `${tables.length} of ${all} needed it${named}` },
    ...left.map((table): Finding => ({
      check: table,
      level: 'warning',
      says: 'was in use and is left as it was',
      fix: 'whats-agent database maintain, when less goes on.',
    })),
  ];
}

/** An index that is being built right now is not valid yet, and that is no fault. */
const invalid = `select indexrelid::regclass from pg_index
  where not (indisvalid and indisready and indislive)
    and indexrelid not in (select index_relid from pg_stat_progress_create_index)`;

const available = `select count(*) from pg_available_extensions where name = 'amcheck'`;

/** Every entry against its table, and every row against its entries. */
const everyIndex = `select count(*) from (
  select bt_index_check(i.indexrelid, true) from pg_index i join pg_class c on c.oid = i.indexrelid
  join pg_am on pg_am.oid = c.relam where pg_am.amname = 'btree' and i.indisvalid and c.relpersistence = 'p'
    and c.relnamespace = 'public'::regnamespace offset 0) checked`;

/** Are the indexes whole? Only reads, beside those who write. */
export async function examine(ask: Asking): Promise<Finding[]> {
  const broken = lines(await ask(invalid));
  return [
    broken.length === 0
      ? { check: 'indexes', level: 'ok', says: 'none is half-built' }
      : {
          check: 'indexes',
          level: 'error',
          says: `half-built, and used by no query: ${broken.join(', ')}`,
          fix: `reindex index concurrently ${broken[0] ?? ''}; in psql, one after the other.`,
        },
    await amcheck(ask),
  ];
}

async function amcheck(ask: Asking): Promise<Finding> {
  const check = 'amcheck';
  const absent: Finding = {
    check,
    level: 'unknown',
    says: 'the extension is not there, so nothing was read',
    fix: 'create extension amcheck, as superuser; whats-agent drill reads the restored copy meanwhile.',
  };
  if ((await ask(available)) === '0') return absent;
  try {
    await ask('create extension if not exists amcheck');
  } catch {
    return absent;
  }
  try {
    return { check, level: 'ok', says: `${await ask(everyIndex)} indexes agree with their tables` };
  } catch (thrown) {
    const { context, cause } = asFault(thrown);
    const said = cause instanceof Error ? cause.message : context['sentence'];
    return {
      check,
      level: 'error',
      says: typeof said === 'string' ? (said.split('\n').at(-1) ?? said) : 'it could not be read to the end',
      fix: 'reindex index concurrently the one it names; then whats-agent backup verify, and look at the disk (dmesg, smartctl).',
    };
  }
}
