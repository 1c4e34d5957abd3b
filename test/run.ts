import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '../src/platform/migrate.ts';
import { startPostgres } from '../src/platform/postgres.ts';
import { Secret } from '../src/platform/secret.ts';

/**
 * Runs the tests against one throw-away PostgreSQL server: `node test/run.ts [file or glob …]`. Each test file takes
 * a copy of the migrated template, so files are independent and run side by side.
 */
const folder = mkdtempSync(join(tmpdir(), 'whats-agent-test-'));
const postgres = await startPostgres(join(folder, 'postgres'), false);
const server = postgres.url.reveal();

const client = new pg.Client({ connectionString: server });
await client.connect();
await client.query('create database template_migrated');
await client.end();
await migrate(new Secret(server.replace(/\/\w+$/, '/template_migrated')));

const given = process.argv.slice(2);
const patterns = given.length > 0 ? given : ['src/**/*.test.ts', 'test/**/*.test.ts'];
const runner = spawn(
  process.execPath,
  [
    '--test',
    '--test-force-exit',
    // Many files wait for processes to start and time to pass: more of them than cores.
    `--test-concurrency=${availableParallelism() + 1}`,
    `--test-timeout=${process.env['TEST_TIMEOUT'] ?? 180_000}`,
    ...patterns,
  ],
  {
    stdio: 'inherit',
    // Hundreds of processes load the same source: each compiles only what none has compiled before.
    env: {
      NODE_COMPILE_CACHE: join(process.cwd(), 'node_modules/.cache/compiled'),
      ...process.env,
      TEST_DATABASE_URL: server,
    },
  },
);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => runner.kill(signal));
const status = await new Promise<number>((done) => runner.once('exit', (code) => done(code ?? 1)));

await postgres.stop();
rmSync(folder, { recursive: true, force: true });
process.exitCode = status;
