import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { openPhone } from './phone.ts';
import { eventually, freePort } from './stack.ts';

const folder = mkdtempSync(join(tmpdir(), 'whats-agent-start-'));
after(() => rmSync(folder, { recursive: true, force: true }));

async function environment(more: Record<string, string> = {}) {
  const { TEST_DATABASE_URL: _, ...inherited } = process.env;
  return {
    ...inherited,
    PORT: String(await freePort()),
    SIMULATOR_PORT: String(await freePort()),
    DATA_DIR: join(folder, 'data'),
    LOG_DIR: join(folder, 'logs'),
    TURN_QUIET: 'PT0.1S',
    LANG: 'C',
    ...more,
  };
}

/** Starts everything and resolves when the screen is printed. */
async function start(env: Record<string, string | undefined>) {
  const child = spawn(process.execPath, ['src/cli.ts', 'start'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  after(() => child.kill('SIGKILL'));
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (printed += String(text)));
  const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));
  await eventually('the screen', async () => printed.includes('Ctrl-C') || child.exitCode !== null, 30_000);
  return { child, ended, printed: () => printed };
}

/** A start that must fail: what it says, and its exit code. */
function refused(env: Record<string, string | undefined>): { said: string; code: number | null } {
  const { stderr, stdout, status } = spawnSync(process.execPath, ['src/cli.ts', 'start'], {
    env,
    encoding: 'utf8',
    timeout: 30_000,
  });
  assert.equal(stdout.trim(), '');
  return { said: stderr.trim(), code: status };
}

const postgresOf = () => Number(readFileSync(join(folder, 'data/postgres/postmaster.pid'), 'utf8').split('\n')[0]);
const isRunning = (pid: number) =>
  spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' })
    .stdout.trim()
    .replace(/^Z.*/, '') !== '';

describe('npm start', () => {
  it('answers a message on the phone, stops whole at SIGTERM and Ctrl-C, and starts again', async () => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const env = await environment();
      const { child, ended, printed } = await start(env);
      assert.match(printed(), new RegExp(`http://127.0.0.1:${env.SIMULATOR_PORT}`));
      const phone = await openPhone(Number(env.SIMULATOR_PORT), { name: 'Ana Souza' });
      await phone.say({ text: 'onde vocês ficam?' });
      await eventually('a reply', async () =>
        (await phone.shown()).some(({ text }) => text.includes('Rua das Flores')),
      );
      const postgres = postgresOf();
      child.kill(signal);
      assert.equal(await ended, 0);
      assert(!isRunning(postgres), 'PostgreSQL was left behind');
    }
  });

  it('starts after kill -9, with all that was stored', async () => {
    const env = await environment();
    const first = await start(env);
    const phone = await openPhone(Number(env.SIMULATOR_PORT), { name: 'Bruno Lima' });
    await phone.say({ text: 'oi' });
    first.child.kill('SIGKILL');
    await first.ended;
    assert(isRunning(postgresOf()), 'nothing was left behind, so this proves nothing');
    const second = await start(env);
    assert.match(second.printed(), /Phone page/);
    const again = await openPhone(Number(env.SIMULATOR_PORT), { name: 'Bruno Lima', waId: phone.waId ?? '' });
    await eventually('the message from before is answered', async () => (await again.shown()).length > 0);
    second.child.kill('SIGTERM');
    assert.equal(await second.ended, 0);
  });

  it('says that the database is gone when it is killed, and starts again with all that was stored', async () => {
    const env = await environment();
    const first = await start(env);
    const phone = await openPhone(Number(env.SIMULATOR_PORT), { name: 'Carla Dias' });
    await phone.say({ text: 'oi' });
    process.kill(postgresOf(), 'SIGKILL');
    assert.equal(await first.ended, 1);
    assert.match(first.printed(), /The database stopped by itself: see .*postgres\.log, and start again\./);
    const second = await start(env);
    const again = await openPhone(Number(env.SIMULATOR_PORT), { name: 'Carla Dias', waId: phone.waId ?? '' });
    await eventually('the message from before is answered', async () => (await again.shown()).length > 0);
    second.child.kill('SIGTERM');
    assert.equal(await second.ended, 0);
  });

  it('says in one sentence that a port is taken, naming the setting', async () => {
    for (const setting of ['PORT', 'SIMULATOR_PORT'] as const) {
      const env = await environment({ DATA_DIR: join(folder, 'unused') });
      const taken = createServer();
      await new Promise<void>((done) => taken.listen(Number(env[setting]), '127.0.0.1', done));
      const { said, code } = refused(env);
      assert.equal(code, 1);
      assert.match(said, new RegExp(`^Port \\d+ is taken: stop what uses it, or set ${setting} to a free port\\.$`));
      await new Promise((done) => taken.close(done));
    }
  });

  it('says in one sentence that the data folder is in use, no folder, or not writable', async () => {
    const env = await environment();
    const running = await start(env);
    const inUse = refused({ ...(await environment()), DATA_DIR: env.DATA_DIR });
    assert.deepEqual([inUse.code, inUse.said.split('\n').length], [1, 1]);
    assert.match(inUse.said, /is in use by another start/);
    running.child.kill('SIGTERM');
    await running.ended;

    writeFileSync(join(folder, 'file'), '');
    const noFolder = refused(await environment({ DATA_DIR: join(folder, 'file') }));
    assert.deepEqual([noFolder.code, noFolder.said.split('\n').length], [1, 1]);
    assert.match(noFolder.said, /^The data folder .* cannot be written \(\w+\): set DATA_DIR to a folder of yours\.$/);
  });

  it(
    'refuses a read-only data folder',
    { skip: process.getuid?.() === 0 ? 'root may write everywhere' : false },
    async () => {
      const closed = join(folder, 'closed');
      mkdirSync(closed);
      chmodSync(closed, 0o500);
      const { said, code } = refused(await environment({ DATA_DIR: join(closed, 'data') }));
      assert.equal(code, 1);
      assert.match(said, /cannot be written \(EACCES\)/);
    },
  );

  it('names a wrong setting', async () => {
    const { said, code } = refused(await environment({ PORT: 'eighty' }));
    assert.deepEqual([said, code], ['PORT must be a port number.', 1]);
  });
});
