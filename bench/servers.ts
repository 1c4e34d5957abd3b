import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '../src/platform/migrate.ts';
import { startPostgres } from '../src/platform/postgres.ts';
import { demoEnvironment, eventually, freePort } from '../test/stack.ts';

export type Spawned = { readonly port: number; readonly process: ChildProcess };

/** A durable PostgreSQL of the bench's own and processes against it, as production runs them: one each. */
export async function openBench(more: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'whats-agent-bench-'));
  const postgres = await startPostgres(join(folder, 'postgres'));
  await migrate(postgres.url);
  const environment = await demoEnvironment(postgres.url, more);
  const client = new pg.Client({ connectionString: postgres.url.reveal() });
  await client.connect();
  const processes: ChildProcess[] = [];

  return {
    url: postgres.url.reveal(),
    database: postgres.url,
    environment,
    appSecret: 'demo-app-secret',
    async query<Row extends object>(text: string): Promise<Row[]> {
      return (await client.query<Row>(text)).rows;
    },
    async count(text: string): Promise<number> {
      return Number((await client.query<{ count: string }>(text)).rows[0]?.count);
    },
    /** Starts a process of the project; with `listens`, on a port of its own, and waits until it answers there. */
    async spawn(args: string[], port?: number): Promise<Spawned> {
      const own = port ?? (await freePort());
      const child = spawn(process.execPath, args, {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, ...environment, PORT: String(own) },
      });
      processes.push(child);
      if (!args.includes('worker'))
        await eventually(`${args.join(' ')} listens`, async () =>
          fetch(`http://127.0.0.1:${own}/health`).then(
            () => true,
            () => false,
          ),
        );
      return { port: own, process: child };
    },
    async close(): Promise<void> {
      for (const child of processes) {
        if (child.exitCode !== null || child.signalCode !== null) continue;
        const ended = new Promise((done) => child.once('exit', done));
        child.kill('SIGTERM');
        await ended;
      }
      await client.end();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
