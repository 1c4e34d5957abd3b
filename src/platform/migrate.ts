import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { Fault } from './fault.ts';
import { root } from './root.ts';
import type { Secret } from './secret.ts';

const folder = join(root, 'migrations');

/** Their names, as a database that has them all lists them. */
export const migrationNames = (): string[] => migrationFiles().map(({ name }) => name);

/** The migrations as they stand on disk, in order. */
function migrationFiles(): { name: string; text: string; sha256: string }[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .toSorted()
    .map((name) => {
      const text = readFileSync(join(folder, name), 'utf8');
      return { name, text, sha256: createHash('sha256').update(text).digest('hex') };
    });
}

/**
 * Brings the database to the newest schema and returns the names of what was applied now. Safe to race: one process
 * migrates, the others wait. Each file is one transaction: it is there whole or not at all.
 *
 * @throws Fault `migration.edited` when a file that was applied has changed since
 */
export async function migrate(url: Secret): Promise<string[]> {
  const client = new pg.Client({ connectionString: url.reveal(), connectionTimeoutMillis: 5_000 });
  // Unheard, a lost connection would end the process; the query that waits fails anyway.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [7_281_911]);
    await client.query('set client_min_messages = warning');
    await client.query(
      'create table if not exists migrations (name text primary key, sha256 text not null, applied_at timestamptz not null default now())',
    );
    const { rows } = await client.query<{ name: string; sha256: string }>('select name, sha256 from migrations');
    const known = new Map(rows.map((row) => [row.name, row.sha256]));
    const applied: string[] = [];
    for (const { name, text, sha256 } of migrationFiles()) {
      const before = known.get(name);
      if (before === sha256) continue;
      if (before)
        throw new Fault('permanent', 'migration.edited', {
          sentence: `Migration ${name} was applied and has been edited since: restore it and add a new file instead.`,
        });
      await client.query(
        `begin; ${text}; insert into migrations (name, sha256) values ('${name}', '${sha256}'); commit`,
      );
      applied.push(name);
    }
    return applied;
  } finally {
    await client.end();
  }
}
