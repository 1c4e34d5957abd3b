import { copyFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { questionOf, type Guarded } from './guard.ts';
import { openCompose, type Compose } from './ops/compose.client.ts';
import type { Source } from './ops/evidence.client.ts';
import { evidenceOf } from './ops/evidence.ts';
import { keptFiles, secretPaths, textOf } from './ops/files.client.ts';
import { redactedInspect, redactedSettings, without } from './ops/redaction.ts';
import { secretValues } from './ops/secrets-check.ts';
import { run, succeed, type Command } from './ops/shell.client.ts';
import { isInstalled } from './place.ts';
import { Fault } from './platform/fault.ts';

const options = { mode: 0o600, flag: 'wx' } as const;
const brief = { within: Temporal.Duration.from({ seconds: 30 }) };
const absent = (sentence: string) => new Fault('permanent', 'evidence.absent', { sentence });

/** How long before it was noticed an incident may have begun. */
const before = { hours: 7 * 24 };

/** All that tells of an incident. Where there is no Docker, what belongs to it is said to be missing. */
export async function sourcesOf(guarded: Guarded, startedAt: Temporal.Instant): Promise<Source[]> {
  const { root } = guarded;
  const secrets = keptFiles(root, secretPaths(root)).flatMap(({ settings }) => secretValues(settings));
  return [
    ...ofMachine(root, secrets),
    ...ofDatabase(guarded, startedAt.subtract(before)),
    ...(isInstalled(root) ? await ofStack(root, secrets) : []),
    ...ofFiles(guarded),
  ];
}

/** What a program prints, without secrets. */
function printed(name: string, command: Command, secrets: readonly string[]): Source {
  return {
    name,
    async put(path) {
      const { code, out, err } = await run(command, brief);
      if (code !== 0 && out === '') throw absent(`${command[0]} failed (${code})`);
      writeFileSync(path, without(out + err, secrets), options);
    },
  };
}

function ofMachine(root: string, secrets: readonly string[]): Source[] {
  const git = ['git', '-C', root] as const;
  return [
    printed('processes.txt', ['ps', '-eo', 'pid,ppid,user,lstart,etime,args'], secrets),
    printed('sockets.txt', ['ss', '-tuanp'], secrets),
    printed('commit.txt', [...git, 'log', '-5', '--format=fuller'], secrets),
    printed('changed-files.txt', [...git, 'status', '--porcelain=v1', '--untracked-files=all'], secrets),
    printed(
      'modes.txt',
      ['find', join(root, 'deploy'), join(root, '.env'), '-printf', '%m %u %g %s %t %p\\n'],
      secrets,
    ),
  ];
}

function ofDatabase(guarded: Guarded, since: Temporal.Instant): Source[] {
  return Object.entries(evidenceOf(since)).map(([name, statement]) => ({
    name,
    async put(path) {
      const question = await questionOf(guarded);
      writeFileSync(path, await question(statement), options);
    },
  }));
}

async function ofStack(root: string, secrets: readonly string[]): Promise<Source[]> {
  const compose = await openCompose(root, process.env).catch(() => null);
  if (compose === null)
    return [{ name: 'containers', put: () => Promise.reject(absent('Docker Compose was not found')) }];
  const listed = await compose.run(['ps', '--all', '--quiet'], brief).catch(() => null);
  const ids = listed?.code === 0 ? listed.out.split('\n').filter((id) => id !== '') : [];
  return [
    asked(compose, 'containers.txt', ['ps', '--all', '--no-trunc']),
    printed('images.txt', ['docker', 'image', 'ls', '--all', '--no-trunc', '--digests'], secrets),
    {
      name: 'containers.json',
      async put(path) {
        const text = redactedInspect(await succeed(['docker', 'inspect', ...ids], brief));
        if (text === null) throw absent('docker inspect cannot be understood');
        writeFileSync(path, without(text, secrets), options);
      },
    },
    ...ids.map((id) => logOf(id)),
  ];
}

function asked(compose: Compose, name: string, args: readonly string[]): Source {
  return { name, put: async (path) => writeFileSync(path, await compose.succeed(args, brief), options) };
}

/** Straight into the file: it may be longer than what a program's output is kept of. */
function logOf(id: string): Source {
  const script = 'umask 077 && exec docker logs --timestamps "$1" > "$2" 2>&1';
  return {
    name: `container-${id.slice(0, 12)}.log`,
    put: (path) => succeed(['sh', '-c', script, 'sh', id, path], brief).then(() => undefined),
  };
}

/** Logs as they are (no secret has a way into them), configuration without its secrets, and the journal of releases. */
function ofFiles({ root, logs: folder }: Guarded): Source[] {
  const logs = statSync(folder, { throwIfNoEntry: false }) ? readdirSync(folder) : [];
  const copies = [
    ...logs.filter((name) => /\.log(\.|$)/.test(name)).map((name) => [`log-${name}`, join(folder, name)] as const),
    ...['nginx.conf', 'compose.override.yaml', 'release.json', 'releases.jsonl'].map(
      (name) => [name, join(root, 'deploy/local', name)] as const,
    ),
  ];
  const settings = ['.env', 'deploy/local/database.env', 'deploy/local/receiver.env'].filter(
    (path) => isInstalled(root) || textOf(join(root, path)) !== null,
  );
  return [
    ...copies
      .filter(([, path]) => statSync(path, { throwIfNoEntry: false })?.isFile() === true)
      .map(([name, path]): Source => ({ name, put: async (target) => copyFileSync(path, target) })),
    ...(logs.includes('security.log')
      ? []
      : [{ name: 'log-security.log', put: () => Promise.reject(absent(`there is none in ${folder}`)) }]),
    ...settings.map((path): Source => ({
      name: `settings-${path.replaceAll('/', '-')}.txt`,
      async put(target) {
        const text = textOf(join(root, path));
        if (text === null) throw absent(`there is no ${path}`);
        writeFileSync(target, redactedSettings(text), options);
      },
    })),
  ];
}
