import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask, openCompose, untilReady, type Compose } from './ops/compose.client.ts';
import { report } from './ops/finding.ts';
import { buildApp, buildDatabase, imageId, tagImage } from './ops/image.client.ts';
import { pgbackrest } from './ops/pgbackrest.client.ts';
import { isHealthy, serviceOf, slotState } from './ops/slot.client.ts';
import { Colour } from './ops/slots.ts';
import { play, type Step } from './ops/steps.ts';
import { followWorker } from './ops/worker.client.ts';
import { asFault, Fault } from './platform/fault.ts';
import { validate } from './validate.ts';

export type Print = (line: string) => void;
const seconds = (count: number) => Temporal.Duration.from({ seconds: count });

/** What an installation cannot be without, and what stays when a start fails. */
const essential = ['postgres', 'receiver', 'redis'];
const roles = ['blue', 'green', 'worker', 'tools'];

export const openStack = (root: string): Promise<Compose> => openCompose(root, process.env);

/**
 * Starts everything from nothing. When a step fails the evidence is kept, what was started around the database is
 * stopped, and the cause is what is shown.
 */
export async function up(root: string, print: Print, { build }: { readonly build?: boolean }): Promise<void> {
  const compose = await openStack(root).catch(() => null);
  const began = performance.now();
  try {
    await play([{ say: 'Check configuration, secrets and compose', act: () => checked(root) }], print);
    const stack = compose ?? (await openStack(root));
    await play(coldStart(stack, build === true), print);
  } catch (thrown) {
    if (compose) print(`❌ ${await fallBack(compose, asFault(thrown))}`);
    throw thrown;
  }
  print(`Up after ${((performance.now() - began) / 1000).toFixed(0)} s.`);
}

async function checked(root: string): Promise<string> {
  const findings = await validate(root, 'all');
  const wrong = findings.filter(({ level }) => level === 'error');
  if (wrong.length > 0) throw new Fault('permanent', 'up.invalid', { sentence: report(wrong) });
  return `${findings.length} checks, ${findings.filter(({ level }) => level !== 'ok').length} warnings`;
}

function coldStart(compose: Compose, build: boolean): Step[] {
  const services = ['up', '--detach', '--no-build', '--no-deps'];
  return [
    { say: 'Find or build the images', act: () => images(compose, build) },
    { say: 'Start database, log receiver and Redis', act: () => ready(compose) },
    { say: 'See every commit reach the second disk', act: () => synchronous(compose) },
    { say: 'Make the backup repositories', act: () => pgbackrest(compose, 'stanza-create').then(() => '') },
    { say: 'Migrate', act: () => tool(compose, ['migrate']) },
    { say: 'Start both slots of the application', act: () => slots(compose) },
    { say: 'Start the worker', act: () => compose.succeed([...services, 'worker']).then(() => '') },
    { say: 'Start the proxy', act: () => proxy(compose) },
    { say: 'Start dashboard, monitor and watchdog', act: () => followWorker(compose).then(() => '') },
    { say: 'Hold a synthetic conversation', act: () => tool(compose, ['smoke']) },
  ];
}

async function images({ root }: Compose, build: boolean): Promise<string> {
  if (build || (await imageId('whats-agent-postgres:17')) === null) await buildDatabase(root, process.env);
  const missing = await Promise.all(roles.map(async (role) => (await imageId(`whats-agent:${role}`)) === null));
  if (!build && !missing.includes(true)) return 'all here';
  const id = await buildApp(root, process.env);
  for (const role of roles.filter((_, index) => build || missing[index])) await tagImage(id, `whats-agent:${role}`);
  return id.slice(0, 19);
}

/** Starts what everything rests on, and resolves when it takes connections. */
export async function ready(compose: Compose): Promise<void> {
  await compose.succeed(['up', '--detach', '--no-build', ...essential]);
  // Over TCP: the server that makes the first database listens on its socket only.
  const isReady = ['exec', '-T', 'postgres', 'pg_isready', '--quiet', '--host=127.0.0.1'];
  const answers = async () => (await compose.run(isReady)).code === 0;
  await untilReady(compose, { service: 'postgres', within: seconds(120), ready: answers });
}

export async function synchronous(compose: Compose): Promise<void> {
  const state = `select count(*) from pg_stat_replication where application_name = 'receiver' and sync_state = 'sync'`;
  const answers = async () => (await ask(compose, state)) === '1';
  await untilReady(compose, { service: 'receiver', within: seconds(60), ready: answers });
}

/** Runs a command of the application once, in a container of its own, and answers what it said last. */
export async function tool(compose: Compose, command: readonly string[]): Promise<string> {
  const out = await compose.succeed(['run', '--rm', '--no-deps', '-T', 'tools', ...command]);
  return out.split('\n').at(-1) ?? '';
}

async function slots(compose: Compose): Promise<string> {
  await compose.succeed(['up', '--detach', '--no-build', '--no-deps', ...Colour.options.map(serviceOf)]);
  for (const colour of Colour.options)
    await untilReady(compose, {
      service: serviceOf(colour),
      within: seconds(60),
      ready: async () => (await isHealthy(compose, colour)) && ((await slotState(compose, colour))?.revision ?? 0) > 0,
    });
  return ((await slotState(compose, 'blue'))?.colours ?? []).join(' and ');
}

/** The proxy, and what else this installation has around it. Success is read through the proxy. */
async function proxy(compose: Compose): Promise<void> {
  const known = (await compose.succeed(['config', '--services'])).split('\n');
  const rest = known.filter((service) => ['nginx', 'simulator'].includes(service));
  await compose.succeed(['up', '--detach', '--no-build', '--no-deps', ...rest]);
  const address = `http://127.0.0.1:${compose.settings.get('HTTP_PORT') ?? '80'}/health`;
  const answers = async () => (await fetch(address, { signal: AbortSignal.timeout(5_000) })).status === 200;
  await untilReady(compose, { service: 'nginx', within: seconds(30), ready: answers });
}

/** The runbook's rollback of a failed start: evidence first, then only what is essential stays. */
async function fallBack(compose: Compose, { code }: Fault): Promise<string> {
  if (code === 'up.invalid') return 'Nothing was started.';
  const logs = await compose.run(['logs', '--no-color', '--timestamps', '--tail', '500']);
  const folder = join(compose.root, 'logs');
  mkdirSync(folder, { recursive: true });
  const file = join(
    folder,
    `failed-start-${Temporal.Now.instant().toString({ smallestUnit: 'second' }).replaceAll(':', '')}.log`,
  );
  writeFileSync(file, logs.out, { mode: 0o600 });
  const running = (await compose.run(['ps', '--services'])).out.trim().split('\n');
  const around = running.filter((service) => service !== '' && !essential.includes(service));
  if (around.length > 0) await compose.run(['stop', ...around]);
  return `The start failed. Logs are in ${file}; only ${essential.join(', ')} still run.`;
}

/** Stops everything in the order in which nothing is refused that could have been served. Data stay. */
export async function down(root: string, print: Print): Promise<void> {
  const compose = await openStack(root);
  const stop = (say: string, services: readonly string[]): Step => ({
    say,
    act: async () => {
      await compose.succeed(['stop', ...services]);
    },
  });
  const known = (await compose.succeed(['config', '--services'])).split('\n');
  await play(
    [
      stop(
        'Close the door',
        known.filter((service) => ['nginx', 'simulator'].includes(service)),
      ),
      stop('Finish what is under way', ['app', 'app-green', 'worker', 'dashboard', 'monitor', 'watchdog']),
      stop('Stop database, receiver and Redis', essential.toReversed()),
      {
        say: 'Remove the containers; volumes stay',
        act: () => removed(compose),
      },
    ],
    print,
  );
}

/** A network of which Docker still counts an end, although nothing is left of the container, stays and is used again. */
async function removed(compose: Compose): Promise<string> {
  try {
    await compose.succeed(['down', '--remove-orphans']);
    return '';
  } catch (thrown) {
    if ((await compose.succeed(['ps', '--all', '--quiet'])) !== '') throw thrown;
    return 'Docker keeps a network of it';
  }
}

/** Who runs, who serves, and whether what is acknowledged is on two disks. */
export async function processes(root: string, print: Print): Promise<void> {
  const compose = await openStack(root);
  print(await compose.succeed(['ps', '--all', '--format', 'table {{.Service}}\t{{.Status}}\t{{.Image}}\t{{.Ports}}']));
  for (const colour of Colour.options) {
    const state = await slotState(compose, colour);
    const says = state ? `${state.active ? 'serves' : 'stands by'}, release ${state.release}` : 'does not answer';
    print(`${state?.active ? '🟢' : '⚪'} ${colour}: ${says}`);
  }
  const names = await ask(compose, 'show synchronous_standby_names').catch(() => null);
  print(secondDisk(names));
}

function secondDisk(names: string | null): string {
  if (names === null) return '❓ second disk: the database does not answer';
  return names === 'receiver'
    ? '✅ second disk: every acknowledged message is on it'
    : '❌ second disk: the receiver is away, RPO is not 0';
}
