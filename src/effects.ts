import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { openVault } from './backup.ts';
import { breach, servedIn } from './ops/bake.ts';
import { readCatalogue } from './ops/catalogue.client.ts';
import { ask, untilReady, type Compose } from './ops/compose.client.ts';
import { report } from './ops/finding.ts';
import { tagImage } from './ops/image.client.ts';
import { checkMigrations } from './ops/migration-check.ts';
import type { Effect, Release } from './ops/release.ts';
import { letGo } from './ops/release-lock.client.ts';
import { run, succeed } from './ops/shell.client.ts';
import { activate, isHealthy, serviceOf, slotState } from './ops/slot.client.ts';
import { followWorker, handOver, lower, raise } from './ops/worker.client.ts';
import { Fault } from './platform/fault.ts';
import { parseJson } from './platform/json.ts';
import { tool } from './stack.ts';
import { validate } from './validate.ts';

const within = { boot: Temporal.Duration.from({ seconds: 60 }), hook: Temporal.Duration.from({ seconds: 60 }) };
const overlapMs = 200;
const healthyInARow = 3;
const lockTries = 5;
const refuse = (code: string, sentence: string) => new Fault('permanent', `release.${code}`, { sentence });

/** Does what a step of a release asks for. Each may be repeated. */
export async function perform(compose: Compose, release: Release, effect: Effect): Promise<void> {
  if (isBeside(effect)) return performBeside(compose, release, effect);
  switch (effect.kind) {
    case 'preflight':
      return preflight(compose);
    case 'mark':
      await ask(compose, `select pg_create_restore_point(:'name')`, { name: `release ${release.id}` });
      return;
    case 'migrate':
      return migrateExpand(compose, release.image);
    case 'boot':
      return boot(compose, effect.colour, effect.image);
    case 'smoke':
      await tagImage(release.image, 'whats-agent:tools');
      await tool(compose, ['smoke']);
      return;
    case 'activate':
      await activate(compose, { colours: effect.colours, by: release.actor, reason: `release ${release.id}` });
      if (effect.colours.length > 1) await wait(overlapMs);
      return;
    case 'bake':
      return bake(compose, release);
    case 'hook':
      return callHook(compose, release, effect.name);
    case 'unlock':
      return letGo(compose, release.id);
  }
}

type Beside = Extract<Effect, { kind: 'raise' | 'lower' | 'worker' }>;

function isBeside(effect: Effect): effect is Beside {
  return effect.kind === 'raise' || effect.kind === 'lower' || effect.kind === 'worker';
}

/** What is done to the workers. */
async function performBeside(compose: Compose, { startedAt }: Release, effect: Beside): Promise<void> {
  const since = Temporal.Instant.from(startedAt);
  if (effect.kind === 'lower') return lower(compose, since);
  await tagImage(effect.image, 'whats-agent:worker');
  if (effect.kind === 'raise') return raise(compose, effect.image, since);
  await handOver(compose, effect.image, since);
  await followWorker(compose);
}

async function preflight(compose: Compose): Promise<void> {
  const [findings, receiver, { folder }] = await Promise.all([
    validate(compose.root, 'all'),
    ask(compose, 'show synchronous_standby_names'),
    openVault(compose.root),
  ]);
  const wrong = findings.filter(({ level }) => level === 'error');
  if (wrong.length > 0) throw refuse('preflight', report(wrong));
  if (receiver !== 'receiver')
    throw refuse('preflight', 'The log receiver is away (RPO is not 0): docker compose ps receiver, then try again.');
  const newest = readCatalogue(folder).findLast(
    ({ label, state }) => label !== null && state !== 'damaged' && state !== 'created',
  );
  const age = newest && Temporal.Instant.from(newest.createdAt).until(Temporal.Now.instant()).total('hours');
  if (age === undefined || age > 26)
    throw refuse(
      'preflight',
      'There is no sound backup younger than 26 hours: whats-agent backup daily, then try again.',
    );
}

const Migrations = z.array(z.object({ name: z.string(), text: z.string() }));

/** Only what the release that serves can live with; and no lock is waited for longer than customers would notice. */
async function migrateExpand(compose: Compose, image: string): Promise<void> {
  const print = `const fs = require('node:fs'); const folder = '/app/migrations/';
    console.log(JSON.stringify(fs.readdirSync(folder).map((name) => ({ name, text: fs.readFileSync(folder + name, 'utf8') }))))`;
  const all = Migrations.parse(
    parseJson(
      Buffer.from(
        await succeed(['docker', 'run', '--rm', '--network=none', '--entrypoint', 'node', image, '-e', print]),
      ),
    ),
  );
  const known = new Set((await ask(compose, 'select name from migrations')).split('\n'));
  const wrong = checkMigrations(all.filter(({ name }) => !known.has(name))).filter(({ level }) => level === 'error');
  if (wrong.length > 0) throw refuse('migration', report(wrong));
  await tagImage(image, 'whats-agent:tools');
  for (let tries = 1; ; tries += 1) {
    const { code, err, out } = await compose.run([
      'run',
      '--rm',
      '--no-deps',
      '-T',
      '--env',
      'PGOPTIONS=-clock_timeout=2s',
      'tools',
      'migrate',
    ]);
    if (code === 0) return;
    if (tries === lockTries)
      throw refuse('migration', `The migrations did not get through: ${(err || out).trim().split('\n').at(-1)}`);
    await wait(1_000);
  }
}

async function boot(compose: Compose, colour: 'blue' | 'green', image: string): Promise<void> {
  if ((await slotState(compose, colour))?.active) throw refuse('boot', `${colour} serves: it is not touched.`);
  await tagImage(image, `whats-agent:${colour}`);
  const service = serviceOf(colour);
  await compose.succeed(['up', '--detach', '--no-build', '--no-deps', '--force-recreate', service]);
  let row = 0;
  const ready = async () => {
    row = (await isHealthy(compose, colour)) && (await slotState(compose, colour)) ? row + 1 : 0;
    return row >= healthyInARow;
  };
  await untilReady(compose, { service, within: within.boot, ready });
}

/** Watches what the proxy answers, and the new containers, beside what was usual in the hour before. */
async function bake(compose: Compose, { to, bakeSeconds, startedAt }: Release): Promise<void> {
  const logs = async (...args: string[]) =>
    (await compose.run(['logs', '--no-log-prefix', '--no-color', ...args, 'nginx'])).out;
  const hourAgo = Temporal.Instant.from(startedAt).subtract({ hours: 1 }).toString();
  const before = servedIn(await logs('--since', hourAgo, '--until', startedAt, '--tail', '50000'));
  const began = Temporal.Now.instant();
  let unhealthy = 0;
  while (began.until(Temporal.Now.instant()).total('seconds') < bakeSeconds) {
    await wait(Math.min(2_000, bakeSeconds * 1000));
    unhealthy = (await isHealthy(compose, to)) ? 0 : unhealthy + 1;
    if (unhealthy >= healthyInARow) throw refuse('bake', `${to} does not answer any more`);
    const problem = breach(servedIn(await logs('--since', began.toString())), before);
    if (problem !== null) throw refuse('bake', problem);
  }
}

async function callHook(compose: Compose, { id, tag, from, to }: Release, name: string): Promise<void> {
  const program = join(compose.root, 'deploy/local/hooks', name);
  if (!existsSync(program)) return;
  const env = { PATH: process.env['PATH'], RELEASE_ID: id, RELEASE_TAG: tag, RELEASE_FROM: from, RELEASE_TO: to };
  const { code, err } = await run([program], { env, within: within.hook, cwd: compose.root });
  if (code !== 0) throw refuse('hook', `The hook ${name} failed (${code}): ${err.trim().split('\n').at(-1)}`);
}
