import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openDb, type Db } from '../../src/platform/db.ts';
import { migrate } from '../../src/platform/migrate.ts';
import { startPostgres } from '../../src/platform/postgres.ts';
import { Secret } from '../../src/platform/secret.ts';

export type Databases = { readonly lanes: readonly Db[]; readonly close: () => Promise<void> };

/**
 * Throw-away databases, one a lane: an engine takes all that is due in its database, so runs that go on side by side
 * must not share one. Each holds a new business for every run.
 */
export async function openDatabases(lanes: number): Promise<Databases> {
  const folder = mkdtempSync(join(tmpdir(), 'whats-agent-evaluate-'));
  const postgres = await startPostgres(join(folder, 'postgres'), false);
  const server = postgres.url.reveal();
  const urlOf = (name: string) => new Secret(server.replace(/\/\w+$/, `/${name}`));
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query('create database lane_0');
  await migrate(urlOf('lane_0'));
  for (let lane = 1; lane < lanes; lane += 1) await client.query(`create database lane_${lane} template lane_0`);
  await client.end();
  const opened = Array.from({ length: lanes }, (_, lane) => openDb(urlOf(`lane_${lane}`), 8));
  return {
    lanes: opened.map(({ db }) => db),
    close: async () => {
      await Promise.all(opened.map(({ close }) => close()));
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
