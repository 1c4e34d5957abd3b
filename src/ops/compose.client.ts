import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { Fault } from '../platform/fault.ts';
import { parseJson } from '../platform/json.ts';
import { settingsOf } from './env-file.ts';
import { run, succeed, type Command, type Environment, type Ran, type RunOptions } from './shell.client.ts';

/** The stack of one project folder, by whichever Compose the machine has. */
export type Compose = {
  /** `docker compose`, or `docker-compose`. */
  readonly spelling: string;
  readonly root: string;
  readonly settings: ReadonlyMap<string, string>;
  readonly run: (args: readonly string[], options?: RunOptions) => Promise<Ran>;
  readonly succeed: (args: readonly string[], options?: RunOptions) => Promise<string>;
};

/** @throws Fault `compose.absent` */
export async function openCompose(root: string, env: Environment): Promise<Compose> {
  const spelling = await spellingOf(env);
  const settings = settingsOf(readFileSync(`${root}/.env`, 'utf8'));
  const files = (settings.get('COMPOSE_FILE') ?? 'deploy/compose.yaml').split(':');
  const fixed = ['--project-directory', `${root}/deploy`, '--env-file', `${root}/.env`];
  const chosen = [...fixed, ...files.flatMap((file) => ['--file', `${root}/${file}`])];
  const command = (args: readonly string[]): Command => [spelling[0], ...spelling.slice(1), ...chosen, ...args];
  // `.env` is the installation; what the operator's shell happens to hold is not.
  const clean = Object.fromEntries(
    Object.entries(env).filter(([name]) => !settings.has(name) && !/^(COMPOSE_|SLOT)/.test(name)),
  );
  return {
    spelling: spelling.join(' '),
    root,
    settings,
    run: (args, options) => run(command(args), { cwd: root, env: clean, ...options }),
    succeed: (args, options) => succeed(command(args), { cwd: root, env: clean, ...options }),
  };
}

async function spellingOf(env: Environment): Promise<[string, ...string[]]> {
  for (const spelling of [['docker', 'compose'], ['docker-compose']] as const) {
    const answer = await run([...spelling, 'version', '--short'], { env }).catch(() => null);
    if (answer?.code === 0 && /^v?[2-9]|^v?\d\d/.test(answer.out)) return [...spelling];
  }
  throw new Fault('permanent', 'compose.absent', {
    sentence:
      'Docker Compose v2 was found neither as `docker compose` nor as `docker-compose`: install it (Debian: apt install docker-compose).',
  });
}

/**
 * Asks the installation's database as its superuser, over the socket in its container: one value a line. `values` stand
 * in the statement as `:'name'`.
 *
 * @throws Fault `command.failed`
 */
export function ask(
  compose: Compose,
  statement: string,
  { database = 'whats_agent', ...values }: Readonly<Record<string, string>> = {},
): Promise<string> {
  const given = Object.entries(values).map(([name, value]) => `--set=${name}=${value}`);
  const psql = ['psql', '-XAtq', '--set=ON_ERROR_STOP=1', ...given, '--username=postgres', '--dbname', database];
  return compose.succeed(['exec', '-T', 'postgres', ...psql], { input: statement });
}

const Row = z.looseObject({ Service: z.string(), State: z.string(), Health: z.string().default('') });

/** Every service that is to run, and the containers that there are. */
export async function containersOf(
  compose: Compose,
): Promise<{ readonly expected: string[]; readonly running: { service: string; state: string; health: string }[] }> {
  const expected = (await compose.succeed(['config', '--services'])).split('\n').filter((name) => name !== '');
  const out = await compose.succeed(['ps', '--all', '--format', 'json']);
  // A line each, or one list: Compose changed its mind.
  const rows = out
    .split('\n')
    .flatMap((line) => parseJson(Buffer.from(line)) ?? [])
    .flatMap((row) => Row.safeParse(row).data ?? []);
  return {
    expected,
    running: rows.map(({ Service, State, Health }) => ({ service: Service, state: State, health: Health })),
  };
}

/** @throws Fault `service.late`, with the last lines of its log: it has to be read before anything is stopped */
export async function untilReady(
  compose: Compose,
  { service, within, ready }: { service: string; within: Temporal.Duration; ready: () => Promise<boolean> },
): Promise<void> {
  const until = performance.now() + within.total('milliseconds');
  while (performance.now() < until) {
    if (await ready().catch(() => false)) return;
    await wait(100);
  }
  const { out } = await compose.run(['logs', '--no-color', '--no-log-prefix', '--tail', '20', service]);
  throw new Fault('permanent', 'service.late', {
    sentence: `${service} was not ready within ${within.total('seconds')} s. Its last lines:\n${out.trim()}`,
  });
}
