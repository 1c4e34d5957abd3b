import assert from 'node:assert/strict';
import { it } from 'node:test';
import { checkCompose, ComposeConfig } from './compose-check.ts';

const guarded = {
  image: 'whats-agent:blue',
  read_only: true,
  cap_drop: ['ALL'],
  security_opt: ['no-new-privileges:true'],
  restart: 'unless-stopped',
  healthcheck: { test: ['CMD', 'true'] },
  mem_limit: '100',
  cpus: 1,
  pids_limit: 10,
  logging: { options: { 'max-size': '10m' } },
  ports: [{ host_ip: '127.0.0.1', published: '8000' }],
  networks: { data: {} },
};
const names = ['postgres', 'redis', 'app', 'app-green', 'worker', 'dashboard', 'monitor', 'watchdog', 'nginx'];
const stack = (change: Record<string, unknown> = {}) => ({
  services: { ...Object.fromEntries(names.map((name) => [name, guarded])), worker: { ...guarded, ...change } },
  networks: { data: { internal: true } },
});
const faultsOf = (given: unknown) => checkCompose(ComposeConfig.parse(given)).filter(({ level }) => level !== 'ok');

it('finds nothing in a stack that is guarded', () => assert.deepEqual(faultsOf(stack()), []));

const faults: readonly [change: Record<string, unknown>, says: RegExp][] = [
  [{ privileged: true }, /privileged/],
  [{ read_only: false }, /file system/],
  [{ cap_drop: [] }, /capabilities/],
  [{ security_opt: [] }, /gain privileges/],
  [{ mem_limit: undefined }, /memory/],
  [{ cpus: undefined }, /processors/],
  [{ pids_limit: undefined }, /processes/],
  [{ logging: undefined }, /log grow/],
  [{ pid: 'host' }, /namespace/],
  [{ volumes: [{ source: '/var/run/docker.sock', target: '/x' }] }, /command Docker/],
  [{ ports: [{ published: '5432' }] }, /port to everybody/],
  [{ healthcheck: undefined }, /health check/],
  [{ restart: '' }, /stays down/],
  [{ image: 'whats-agent:latest' }, /without a version/],
];
for (const [change, says] of faults) {
  it(`finds a service that ${says.source}`, () => {
    const [found, ...others] = faultsOf(stack(change));
    assert.match(found?.says ?? '', says);
    assert.equal(found?.check, 'worker');
    assert.deepEqual(others, []);
  });
}

it('finds a service that is missing, and a database that can be reached', () => {
  const { worker: _, ...services } = stack().services;
  assert.match(faultsOf({ ...stack(), services })[0]?.says ?? '', /missing/);
  assert.match(faultsOf({ ...stack(), networks: { data: {} } })[0]?.says ?? '', /postgres also stands/);
});
