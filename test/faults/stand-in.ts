import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/**
 * Programs of the machine that a developer's may not have, in a folder for `PATH`: a `docker` that reads compose files as
 * `docker compose config` does, and, for who is not root, a `chown` that leaves things as they are.
 */
export function standIns(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const own = new URL(import.meta.url).pathname;
  const put = (name: string, text: string) => {
    writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(folder, name), 0o755);
  };
  put('docker', `exec ${process.execPath} ${own} "$@"`);
  if (process.getuid?.() !== 0) put('chown', 'exit 0');
  return folder;
}

type Service = {
  readonly profiles?: readonly string[];
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly networks?: unknown;
};

/** The long forms of what compose files write short. */
function resolved(service: Service): object {
  const { ports = [], volumes = [], networks = {} } = service;
  return {
    ...service,
    ports: ports.map((port) => {
      const parts = port.split(':');
      return { published: parts.at(-2) ?? '', ...(parts.length === 3 ? { host_ip: parts[0] } : {}) };
    }),
    volumes: volumes.map((volume) => {
      const parts = volume.split(':');
      return { source: parts[0], target: parts[1] };
    }),
    networks: Array.isArray(networks) ? Object.fromEntries(networks.map((name) => [String(name), {}])) : networks,
  };
}

/** Every setting of the compose file has a default. */
const filled = (text: string) => text.replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1');

function config(files: readonly string[]): object {
  const all = files.map((file) => parse(filled(readFileSync(file, 'utf8')), { merge: true }));
  const services = new Map<string, Service>();
  for (const { services: found } of all)
    for (const [name, service] of Object.entries<Service>(found ?? {}))
      services.set(name, {
        ...services.get(name),
        ...service,
        ports: [...(services.get(name)?.ports ?? []), ...(service.ports ?? [])],
      });
  // What stands in a profile is not started, and not shown.
  const short = [...services]
    .filter(([, service]) => service.profiles === undefined)
    .map(([name, service]) => [name, resolved(service)]);
  return { services: Object.fromEntries(short), networks: all[0].networks };
}

if (import.meta.main) {
  const words = process.argv.slice(2);
  const files = words.flatMap((word, index) => (words[index - 1] === '--file' ? [word] : []));
  if (words.includes('version')) process.stdout.write('2.40.0\n');
  else if (words.includes('config')) process.stdout.write(JSON.stringify(config(files)));
  else process.exitCode = 1;
}
