import { z } from 'zod';
import type { Finding } from './finding.ts';

const Port = z.object({ host_ip: z.string().default(''), published: z.string().default('') });
const Volume = z.object({ source: z.string().default(''), target: z.string() });

/** A service of `docker compose config --format json`, as far as it is judged. */
const Service = z.object({
  image: z.string().default(''),
  privileged: z.boolean().default(false),
  read_only: z.boolean().default(false),
  cap_drop: z.array(z.string()).default([]),
  security_opt: z.array(z.string()).default([]),
  restart: z.string().default(''),
  network_mode: z.string().default(''),
  pid: z.string().default(''),
  ipc: z.string().default(''),
  healthcheck: z.object({ test: z.unknown() }).optional(),
  mem_limit: z.string().optional(),
  cpus: z.number().optional(),
  pids_limit: z.number().optional(),
  logging: z.object({ options: z.record(z.string(), z.string()).default({}) }).optional(),
  ports: z.array(Port).default([]),
  volumes: z.array(Volume).default([]),
  networks: z.record(z.string(), z.unknown()).default({}),
});
type Service = z.output<typeof Service>;

export const ComposeConfig = z.object({
  services: z.record(z.string(), Service),
  networks: z.record(z.string(), z.object({ internal: z.boolean().default(false) })).default({}),
});
export type ComposeConfig = z.output<typeof ComposeConfig>;

type Rule = {
  readonly says: string;
  readonly fix: string;
  readonly holds: (service: Service, name: string) => boolean;
};

const isPublic = (name: string) => name === 'nginx';

/** What every service has to be. Each is one line of the CIS benchmark for Docker, or a lesson of the earlier system. */
const rules: readonly Rule[] = [
  { says: 'is privileged', fix: 'privileged: false', holds: ({ privileged }) => !privileged },
  { says: 'may write to its own file system', fix: 'read_only: true, and tmpfs', holds: ({ read_only }) => read_only },
  { says: 'keeps capabilities', fix: 'cap_drop: [ALL]', holds: ({ cap_drop }) => cap_drop.includes('ALL') },
  {
    says: 'may gain privileges',
    fix: "security_opt: ['no-new-privileges:true']",
    holds: ({ security_opt }) => security_opt.some((option) => /^no-new-privileges(:true)?$/.test(option)),
  },
  { says: 'has no limit of memory', fix: 'mem_limit', holds: ({ mem_limit }) => mem_limit !== undefined },
  { says: 'has no limit of processors', fix: 'cpus', holds: ({ cpus }) => cpus !== undefined },
  { says: 'has no limit of processes', fix: 'pids_limit', holds: ({ pids_limit }) => pids_limit !== undefined },
  {
    says: 'lets its log grow for ever',
    fix: 'logging: { options: { max-size, max-file } }',
    holds: ({ logging }) => logging?.options['max-size'] !== undefined,
  },
  {
    says: 'shares a namespace of the host',
    fix: 'no network_mode, pid or ipc: host',
    holds: ({ network_mode, pid, ipc }) => ![network_mode, pid, ipc].includes('host'),
  },
  {
    says: 'can command Docker, and so the host',
    fix: 'do not mount docker.sock',
    holds: ({ volumes }) => volumes.every(({ source }) => !source.endsWith('docker.sock')),
  },
  {
    says: 'opens a port to everybody (Docker passes by the firewall)',
    fix: "ports: ['127.0.0.1:…']",
    holds: ({ ports }, name) => isPublic(name) || ports.every(({ host_ip }) => host_ip === '127.0.0.1'),
  },
  {
    says: 'has no health check',
    fix: 'healthcheck',
    holds: ({ healthcheck, restart }, name) => restart === 'no' || name === 'simulator' || healthcheck !== undefined,
  },
  {
    says: 'stays down when it falls',
    fix: 'restart: unless-stopped',
    holds: ({ restart }) => restart !== '',
  },
  {
    says: 'has an image without a version',
    fix: 'image: name:version',
    holds: ({ image }) => /:(?!latest$)/.test(image),
  },
];

/** Judges the stack from its configuration alone, quietly: nothing of it is printed, for secrets stand in it. */
export function checkCompose({ services, networks }: ComposeConfig): Finding[] {
  const perService = Object.entries(services).flatMap(([name, service]) => {
    const broken = rules.filter(({ holds }) => !holds(service, name));
    if (broken.length === 0) return [{ check: name, level: 'ok', says: `keeps all ${rules.length} rules` } as const];
    return broken.map(({ says, fix }): Finding => ({ check: name, level: 'error', says, fix }));
  });
  const missing = ['postgres', 'redis', 'app', 'app-green', 'worker', 'dashboard', 'monitor', 'watchdog', 'nginx']
    .filter((name) => !(name in services))
    .map((name): Finding => ({
      check: name,
      level: 'error',
      says: 'is missing',
      fix: 'git checkout deploy/compose.yaml',
    }));
  const open = Object.keys(services['postgres']?.networks ?? {}).filter((name) => networks[name]?.internal !== true);
  const inside: Finding =
    open.length === 0
      ? { check: 'database network', level: 'ok', says: 'has no way out and no way in' }
      : {
          check: 'database network',
          level: 'warning',
          says: `postgres also stands in ${open.join(', ')}`,
          fix: 'Only for off-site backups.',
        };
  return [...perService, ...missing, inside];
}
