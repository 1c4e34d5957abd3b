import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checking, validating, type Fault } from './fault.ts';
import { certify, edit, git, setting } from './installation.ts';
import { leak, leakAndRemove, placeholders, spill } from './leaks.ts';

const env = (name: string, value: string) => (root: string) => edit(root, '.env', setting(name, value));
const compose = (change: (text: string) => string) => (root: string) => edit(root, 'deploy/compose.yaml', change);
const worker = (line: string) =>
  compose((text) => text.replace('    command: [worker]\n', `    command: [worker]\n    ${line}\n`));

const config = { found: validating('config'), code: 1 } as const;
const secrets = { found: validating('secrets'), code: 1 } as const;
const containers = { found: validating('compose'), check: /^worker$/, code: 1 } as const;
const history = { found: checking('repository'), code: 1 } as const;

/** What is planted in the files of an installation. */
export const fileFaults: readonly Fault[] = [
  {
    what: 'an expired certificate',
    plant: (root) => certify(root, 'localhost', -1),
    ...config,
    check: /^certificate$/,
    says: /has expired/,
    fix: /Renew it/,
  },
  {
    what: 'a certificate of another host',
    plant: (root) => certify(root, 'other.example', 60),
    ...config,
    check: /^certificate$/,
    says: /another host/,
    fix: /init --domain/,
  },
  {
    what: 'a certificate that ends in five days',
    plant: (root) => certify(root, 'localhost', 5),
    found: checking('certificate'),
    code: 1,
    check: /fullchain/,
    says: /ends in \d days, less than 7/,
    fix: /Renew it/,
  },
  {
    what: 'a setting that is missing',
    plant: (root) => edit(root, '.env', (text) => text.replace(/^WHATSAPP_ACCESS_TOKEN=.*\n/m, '')),
    ...config,
    check: /^settings$/,
    says: /WHATSAPP_ACCESS_TOKEN is not set/,
    fix: /init again/,
  },
  {
    what: 'a switch of tests left on',
    plant: env('BYPASS_WEBHOOK_VALIDATION', 'true'),
    ...config,
    check: /BYPASS/,
    says: /must not be on/,
    fix: /Remove BYPASS/,
  },
  {
    what: 'a database on the container itself',
    plant: env('DATABASE_URL', 'postgres://whats_agent:x@localhost/whats_agent'),
    ...config,
    check: /DATABASE_URL/,
    says: /this machine/,
    fix: /host postgres/,
  },
  {
    what: 'an address without HTTPS',
    plant: env('PUBLIC_URL', 'http://localhost'),
    ...config,
    check: /PUBLIC_URL/,
    says: /not an https/,
    fix: /https:/,
  },
  {
    what: 'the phones of the original runbook',
    plant: (root) => placeholders(root),
    ...config,
    check: /ALERT_ON_CALL/,
    says: /runbook’s example/,
    fix: /whats-agent duty/,
  },
  {
    what: 'a slot of nginx that is shut out',
    plant: (root) => edit(root, 'deploy/local/nginx.conf', (text) => text.replace('max_fails=0;', 'max_fails=1;')),
    ...config,
    check: /nginx slots/,
    says: /max_fails=0/,
    fix: /init/,
  },
  {
    what: 'nginx that no incident can close',
    plant: (root) => edit(root, 'deploy/local/nginx.conf', (text) => text.replaceAll('gate/closed', 'gate/no')),
    found: validating('config'),
    code: 0,
    check: /nginx gate/,
    says: /could not close/,
    fix: /init/,
  },
  {
    what: 'a full disk for backups',
    plant: env('BACKUP_DIR', '/proc'),
    ...config,
    check: /disk of \/proc/,
    says: /0\.0 GB/,
    fix: /Free at least/,
  },
  {
    what: 'a file that is gone',
    plant: (root) => rmSync(join(root, 'deploy/local/database.env')),
    ...config,
    check: /database\.env/,
    says: /is missing/,
    fix: /init writes it/,
  },
  {
    what: 'an .env that everybody reads',
    plant: (root) => chmodSync(join(root, '.env'), 0o644),
    ...secrets,
    check: /^\.env$/,
    says: /mode 644/,
    fix: /chmod 600 \.env/,
  },
  {
    what: 'a private key that everybody reads',
    plant: (root) => chmodSync(join(root, 'deploy/local/tls/privkey.pem'), 0o644),
    ...secrets,
    check: /privkey/,
    says: /mode 644/,
    fix: /chmod 600/,
  },
  {
    what: 'a copy of .env that everybody reads',
    plant: (root) => writeFileSync(join(root, 'deploy/.env.bak'), 'A=1\n', { mode: 0o644 }),
    found: checking('modes'),
    code: 1,
    check: /\.env\.bak/,
    says: /mode 644/,
    fix: /chmod 600/,
  },
  {
    what: 'a default password',
    plant: env('WHATSAPP_APP_SECRET', 'changeme'),
    ...secrets,
    check: /WHATSAPP_APP_SECRET/,
    says: /everybody knows/,
    fix: /your own/,
  },
  {
    what: 'a secret that is too short',
    plant: env('OPERATOR_KEY', 'aaaabbbbaaaabbbb'),
    ...secrets,
    check: /OPERATOR_KEY/,
    says: /too weak/,
    fix: /openssl rand/,
  },
  {
    what: 'a weak password of the database',
    plant: env('DATABASE_URL', 'postgres://whats_agent:short@postgres/whats_agent'),
    ...secrets,
    check: /DATABASE_URL/,
    says: /too weak/,
    fix: /openssl rand/,
  },
  {
    what: 'an .env in the repository',
    plant: (root) => git(root, 'add', '--force', '.env'),
    ...secrets,
    check: /^\.env$/,
    says: /in the repository/,
    fix: /git rm --cached/,
  },
  {
    what: 'a port that Docker opens to everybody',
    plant: worker("ports: ['9000:9000']"),
    ...containers,
    says: /opens a port/,
    fix: /127\.0\.0\.1/,
  },
  {
    what: 'a privileged container',
    plant: worker('privileged: true'),
    ...containers,
    says: /is privileged/,
    fix: /false/,
  },
  {
    what: 'a container that writes to itself',
    plant: worker('read_only: false'),
    ...containers,
    says: /own file system/,
    fix: /read_only: true/,
  },
  {
    what: 'a container that may gain privileges',
    plant: worker('security_opt: []'),
    ...containers,
    says: /gain privileges/,
    fix: /no-new-privileges/,
  },
  {
    what: 'a container that commands Docker',
    plant: compose((text) =>
      text.replace(
        "    volumes: ['files:/files', '../logs:/app/logs']",
        "    volumes: ['/var/run/docker.sock:/var/run/docker.sock']",
      ),
    ),
    ...containers,
    says: /command Docker/,
    fix: /docker\.sock/,
  },
  {
    what: 'a private key committed to git',
    plant: leak,
    ...history,
    check: /^id\.txt$/,
    says: /holds a secret \(PrivateKey/i,
    fix: /Make a new one/,
  },
  {
    what: 'a private key that git still remembers',
    plant: leakAndRemove,
    ...history,
    check: /^id\.txt$/,
    says: /in commit [\da-f]{7,}/,
    fix: /Make a new one/,
  },
  {
    what: 'a secret of this installation in a file of the project',
    plant: spill,
    ...history,
    check: /notes/,
    says: /this installation/,
    fix: /Make a new one/,
  },
];
