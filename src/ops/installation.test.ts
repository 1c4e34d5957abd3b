import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { checkConfiguration, type Installation } from './configuration-check.ts';
import { settingsOf } from './env-file.ts';
import { exitCodeOf, report } from './finding.ts';
import { Answers, filesOf, proxyConfiguration } from './installation.ts';
import { checkSecrets, type KeptFile } from './secrets-check.ts';

const now = Temporal.Instant.from('2026-11-26T12:00:00Z');
const template = readFileSync(new URL('../../deploy/nginx/nginx.conf.template', import.meta.url), 'utf8');
const strong = 'k3W-9vQx7mPz2LrT8sYb4NdHf6Jc1GaEuKo5RiVw0Xe';
const secrets = {
  superuser: strong,
  app: `${strong}a`,
  receiver: `${strong}b`,
  cipher: `${strong}c`,
  auth: `${strong}d`,
  operator: `${strong}e`,
};
const answers = Answers.parse({
  domain: 'agenda.example.com',
  phoneNumberId: '106540352242922',
  appSecret: '5f2b1c9e8a7d4036b1e2f3a4c5d6e7f8',
  verifyToken: strong,
  accessToken: `EAAG${strong}${strong}`,
});
const files = filesOf(answers, secrets, template);
const text = (path: string) => files.find((file) => file.path === path)?.text ?? '';
const gigabytes = 1024 ** 3;

const sound: Installation = {
  settings: settingsOf(text('.env')),
  complaint: null,
  files: Object.fromEntries(files.map((file) => [file.path, file.text])),
  compose: 'docker compose',
  certificate: { until: now.add({ hours: 24 * 60 }), selfSigned: false, covers: true },
  disks: [1, 2].map((device) => ({ path: `/${device}`, freeBytes: 50 * gigabytes, freeInodes: 1e6, device })),
};
const kept: KeptFile[] = files
  .filter(({ mode }) => mode === 0o600)
  .map(({ path, mode, text: content }) => ({ path, mode, settings: settingsOf(content) }));

it('makes an installation in which nothing is found', () => {
  const findings = [...checkConfiguration(sound, now), ...checkSecrets(kept, ['README.md'])];
  assert.deepEqual(
    findings.filter(({ level }) => level !== 'ok'),
    [],
  );
  assert.equal(exitCodeOf(findings), 0);
});

const setting = (name: string, value: string): Partial<Installation> => ({
  settings: new Map([...sound.settings, [name, value]]),
});
const file = (path: string, content: string | null): Partial<Installation> => ({
  files: { ...sound.files, [path]: content },
});
const nginx = sound.files['deploy/local/nginx.conf'] ?? '';
const disk = (change: Partial<Installation['disks'][number]>): Partial<Installation> => ({
  disks: sound.disks.map((each) => ({ ...each, ...change })),
});

const faults: readonly [what: string, change: Partial<Installation>, check: string, level: 'error' | 'warning'][] = [
  ['a setting that is missing', { complaint: 'WHATSAPP_APP_SECRET is not set.' }, 'settings', 'error'],
  ['the demo', setting('ENVIRONMENT', 'demo'), 'ENVIRONMENT', 'error'],
  [
    'a database on the container itself',
    setting('DATABASE_URL', 'postgres://a:b@127.0.0.1/c'),
    'DATABASE_URL',
    'error',
  ],
  ['an address without HTTPS', setting('PUBLIC_URL', 'http://agenda.example.com'), 'PUBLIC_URL', 'error'],
  [
    'a simulator in Meta’s place',
    setting('WHATSAPP_API_URL', 'http://nginx:8010/v25.0'),
    'WHATSAPP_API_URL',
    'warning',
  ],
  ['a switch left on after a test', setting('BYPASS_WEBHOOK_VALIDATION', 'true'), 'BYPASS_WEBHOOK_VALIDATION', 'error'],
  ['a handoff switched off', setting('DISABLE_HANDOFF', '1'), 'DISABLE_HANDOFF', 'error'],
  ['a file that is gone', file('deploy/local/database.env', null), 'deploy/local/database.env', 'error'],
  [
    'nginx with its default max_fails',
    file('deploy/local/nginx.conf', nginx.replaceAll(' max_fails=0', '')),
    'nginx slots',
    'error',
  ],
  [
    'one slot of nginx with max_fails=1',
    file('deploy/local/nginx.conf', nginx.replace('max_fails=0;', 'max_fails=1;')),
    'nginx slots',
    'error',
  ],
  [
    'nginx that hands on a refusal',
    file(
      'deploy/local/nginx.conf',
      nginx.replace('http_503 non_idempotent;\n      proxy_pass', 'http_503;\n      proxy_pass'),
    ),
    'nginx retries',
    'error',
  ],
  [
    'nginx that no incident can close',
    file('deploy/local/nginx.conf', nginx.replace('gate/closed', 'gate')),
    'nginx gate',
    'warning',
  ],
  ['no Compose', { compose: null }, 'compose', 'error'],
  ['no certificate', { certificate: null }, 'certificate', 'error'],
  [
    'a certificate that has expired',
    { certificate: { until: now.subtract({ hours: 30 }), selfSigned: false, covers: true } },
    'certificate',
    'error',
  ],
  [
    'a certificate that ends next week',
    { certificate: { until: now.add({ hours: 24 * 8 }), selfSigned: false, covers: true } },
    'certificate',
    'warning',
  ],
  [
    'a certificate of another host',
    { certificate: { until: now.add({ hours: 24 * 60 }), selfSigned: false, covers: false } },
    'certificate',
    'error',
  ],
  [
    'a certificate of its own',
    { certificate: { until: now.add({ hours: 24 * 60 }), selfSigned: true, covers: true } },
    'certificate',
    'warning',
  ],
  ['a full disk', disk({ freeBytes: 4 * gigabytes }), 'disk of /1', 'error'],
  ['a disk without inodes', disk({ freeInodes: 9 }), 'disk of /1', 'error'],
  ['one disk for everything', disk({ device: 1 }), 'second disk', 'warning'],
];
for (const [what, change, check, level] of faults) {
  it(`finds ${what}, says what to do, and nothing else`, () => {
    const found = checkConfiguration({ ...sound, ...change }, now).filter((finding) => finding.level !== 'ok');
    const other = found.filter((finding) => finding.check !== check && finding.check !== 'disk of /2');
    assert.deepEqual(other, []);
    assert.equal(found[0]?.check, check);
    assert.equal(found[0].level, level);
    assert(found[0].fix);
    assert.equal(exitCodeOf(found), level === 'error' ? 1 : 0);
  });
}

const secretFaults: readonly [what: string, change: (kept: KeptFile) => KeptFile, says: RegExp][] = [
  ['a file that others read', (each) => ({ ...each, mode: 0o644 }), /others may use it \(mode 644\)/],
  [
    'a default',
    (each) => ({ ...each, settings: new Map([...each.settings, ['WHATSAPP_APP_SECRET', 'demo-app-secret']]) }),
    /default/,
  ],
  [
    'a weak secret',
    (each) => ({
      ...each,
      settings: new Map([...each.settings, ['POSTGRES_PASSWORD', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaa']]),
    }),
    /too weak/,
  ],
  [
    'a weak password within an address',
    (each) => ({ ...each, settings: new Map([...each.settings, ['DATABASE_URL', 'postgres://a:short@postgres/a']]) }),
    /too weak/,
  ],
  ['an empty secret', (each) => ({ ...each, settings: new Map([...each.settings, ['APP_PASSWORD', '']]) }), /empty/],
];
for (const [what, change, says] of secretFaults) {
  it(`finds ${what} without printing it`, () => {
    const found = checkSecrets([...kept.slice(0, 1).map(change), ...kept.slice(1)], []);
    assert.equal(exitCodeOf(found), 1);
    assert.match(report(found), says);
    for (const { settings } of kept)
      for (const value of settings.values()) assert(value.length < 20 || !report(found).includes(value));
  });
}

it('finds a secret file in the repository', () => {
  assert.match(report(checkSecrets(kept, ['.env'])), /\.env: is in the repository/);
});

it('tells the unknown from the good, by its exit code too', () => {
  assert.equal(exitCodeOf([{ check: 'repository', level: 'unknown', says: 'cannot be asked' }]), 2);
});

it('renders both slots by address, with every placeholder filled', () => {
  const rendered = proxyConfiguration(answers, template);
  assert.doesNotMatch(rendered, /\{\{/);
  assert.match(rendered, /server 10\.157\.57\.10:8000 max_fails=0;\s+server 10\.157\.57\.11:8000 max_fails=0;/);
  // A write may be asked again beside a standby, never after it may have been handled.
  assert.match(rendered, /\n {2}proxy_next_upstream error http_503 non_idempotent;/);
});
