import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { generateIdentity } from 'age-encryption';
import { settingsOf } from './ops/env-file.ts';
import { settingsIn, textOf, writeWhole } from './ops/files.client.ts';
import { Answers, filesOf, type InstallationSecrets } from './ops/installation.ts';
import { succeed } from './ops/shell.client.ts';
import { Fault } from './platform/fault.ts';

export type InitOptions = Partial<Record<keyof Answers, string | boolean>> & {
  readonly certificate?: string;
  readonly key?: string;
};

type Question = readonly [name: 'domain' | 'phoneNumberId' | 'appSecret' | 'verifyToken' | 'accessToken', text: string];

const questions: readonly Question[] = [
  ['domain', 'Host name that Meta calls (agenda.example.com)'],
  ['phoneNumberId', 'Phone number id (Meta: WhatsApp > API set-up)'],
  ['appSecret', 'App secret (Meta: App settings > Basic)'],
  ['accessToken', 'Access token of a system user'],
];

/** Where each answer was kept by an earlier init: asked once, kept until a flag says otherwise. */
const keptAs: Readonly<Partial<Record<keyof Answers, string>>> = {
  phoneNumberId: 'WHATSAPP_PHONE_NUMBER_ID',
  appSecret: 'WHATSAPP_APP_SECRET',
  verifyToken: 'WHATSAPP_VERIFY_TOKEN',
  accessToken: 'WHATSAPP_ACCESS_TOKEN',
  subnet: 'SUBNET',
  httpPort: 'HTTP_PORT',
  httpsPort: 'HTTPS_PORT',
  walDir: 'WAL_DIR',
  backupDir: 'BACKUP_DIR',
};

const strong = () => randomBytes(32).toString('base64url');

/**
 * Writes what is particular to an installation. Safe to repeat: secrets that exist are kept.
 *
 * @throws Fault `init.invalid`, naming each answer and its rule
 */
export async function init(root: string, options: InitOptions): Promise<string[]> {
  const before = settingsIn(root);
  const given = { ...keptFrom(before), ...options };
  const { verifyToken = strong() } = given;
  const answers = Answers.safeParse({ ...given, verifyToken, ...(options.trial ? trial(given) : await asked(given)) });
  if (!answers.success) {
    const rules = answers.error.issues.map(({ path, message }) => `--${dashed(path.join('.'))} ${message}`);
    throw new Fault('permanent', 'init.invalid', { sentence: `${rules.join('; ')}.` });
  }
  const template = readFileSync(join(root, 'deploy/nginx/nginx.conf.template'), 'utf8');
  const written = filesOf(answers.data, secretsOf(root), template);
  for (const file of written) writeWhole(root, file);
  for (const folder of [
    'deploy/local/tls',
    'deploy/local/acme',
    'deploy/local/on-call',
    'deploy/local/gate',
    'backups/automatic',
  ])
    mkdirSync(join(root, folder), { recursive: true });
  putLogs(root);
  await putKey(root);
  await putCertificate(root, answers.data.domain, options);
  return [
    ...written.map(({ path }) => `✅ ${path}`),
    '✅ deploy/local/backup.key: copy it off this machine now. Without it, and the cipher in deploy/local/database.env, no backup can be read.',
    `Meta calls https://${answers.data.domain}/webhook; its verify token is WHATSAPP_VERIFY_TOKEN of .env.`,
    'Next: whats-agent validate, then whats-agent up.',
  ];
}

const dashed = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function keptFrom(before: ReadonlyMap<string, string>): Record<string, string> {
  const kept = Object.entries(keptAs).flatMap(([name, setting]) => {
    const value = before.get(setting);
    return value === undefined ? [] : [[name, value] as const];
  });
  const domain = URL.parse(before.get('PUBLIC_URL') ?? '')?.hostname;
  return { ...Object.fromEntries(kept), ...(domain ? { domain } : {}) };
}

/** A trial needs nothing of Meta's. */
function trial(given: InitOptions): InitOptions {
  return {
    domain: given.domain ?? 'localhost',
    phoneNumberId: given.phoneNumberId ?? '100000000000001',
    appSecret: given.appSecret ?? strong(),
    accessToken: given.accessToken ?? strong(),
  };
}

/** Asks a person for what is missing; a script is told by the rules above. */
async function asked(given: InitOptions): Promise<InitOptions> {
  const missing = questions.filter(([name]) => given[name] === undefined);
  if (missing.length === 0 || !process.stdin.isTTY) return {};
  const person = createInterface({ input: process.stdin, output: process.stdout });
  const answers: InitOptions = {};
  for (const [name, text] of missing) answers[name] = (await person.question(`${text}: `)).trim();
  person.close();
  return answers;
}

function secretsOf(root: string): InstallationSecrets {
  const files = ['deploy/local/database.env', '.env'].map((path) => textOf(join(root, path)) ?? '');
  const before = settingsOf(files.join('\n'));
  const kept = (name: string) => before.get(name) ?? strong();
  return {
    superuser: kept('POSTGRES_PASSWORD'),
    app: kept('APP_PASSWORD'),
    receiver: kept('RECEIVER_PASSWORD'),
    cipher: kept('PGBACKREST_REPO1_CIPHER_PASS'),
    auth: kept('AUTH_SECRET'),
    operator: kept('OPERATOR_KEY'),
  };
}

/** Written by the containers' own user, 1000, and by nobody else. */
function putLogs(root: string): void {
  const folder = join(root, 'logs');
  mkdirSync(folder, { recursive: true });
  if (process.getuid?.() === 0) chownSync(folder, 1000, 1000);
  else if (process.getuid?.() !== 1000) chmodSync(folder, 0o1777);
}

/** The key that opens encrypted files among the backups; `age -d -i` reads it, too. */
async function putKey(root: string): Promise<void> {
  if (textOf(join(root, 'deploy/local/backup.key')) !== null) return;
  const text = `${await generateIdentity()}\n`;
  writeWhole(root, { path: 'deploy/local/backup.key', mode: 0o600, text });
}

/** The given certificate, the one that is there, or one of its own for a trial. */
async function putCertificate(root: string, domain: string, { certificate, key }: InitOptions): Promise<void> {
  const [chain, secret] = [join(root, 'deploy/local/tls/fullchain.pem'), join(root, 'deploy/local/tls/privkey.pem')];
  if (certificate && key) {
    copyFileSync(certificate, chain);
    copyFileSync(key, secret);
  } else if (textOf(chain) === null) {
    const subject = ['-subj', `/CN=${domain}`, '-addext', `subjectAltName=DNS:${domain}`];
    const made = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '90'];
    await succeed(['openssl', 'req', ...made, ...subject, '-keyout', secret, '-out', chain]);
  }
  // nginx reads it as user 101 of its container.
  await succeed(['chown', '101:101', secret]);
  chmodSync(secret, 0o400);
}
