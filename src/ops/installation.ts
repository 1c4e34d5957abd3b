import { z } from 'zod';
import { envFile } from './env-file.ts';

/** What an installation is asked. The words of each rule are shown to the person who answered. */
export const Answers = z.object({
  domain: z
    .string()
    .regex(/^(?=.{1,253}$)([a-z0-9-]+\.)*[a-z0-9-]+$/, 'must be a host name such as agenda.example.com'),
  phoneNumberId: z.string().regex(/^\d{5,20}$/, 'must be the numeric id Meta shows beside the number'),
  appSecret: z.string().min(1, 'must not be empty'),
  verifyToken: z.string().min(1, 'must not be empty'),
  accessToken: z.string().min(1, 'must not be empty'),
  trial: z.boolean().default(false),
  subnet: z
    .string()
    .regex(/^\d{1,3}\.\d{1,3}\.\d{1,3}$/, 'must be the first three numbers of an IPv4 network')
    .default('10.157.57'),
  httpPort: z.coerce.number().int().min(1).max(65535).default(80),
  httpsPort: z.coerce.number().int().min(1).max(65535).default(443),
  walDir: z.string().startsWith('/', 'must be an absolute path').optional(),
  backupDir: z.string().startsWith('/', 'must be an absolute path').optional(),
  offsiteDir: z.string().startsWith('/', 'must be an absolute path').optional(),
});
export type Answers = z.output<typeof Answers>;

/** What an installation makes up for itself, once. */
export type InstallationSecrets = {
  readonly superuser: string;
  readonly app: string;
  readonly receiver: string;
  readonly cipher: string;
  readonly auth: string;
  readonly operator: string;
};

export type InstallationFile = { readonly path: string; readonly text: string; readonly mode: number };

const whoReads = { owner: 0o600, everybody: 0o644 };

/** The files that are particular to an installation. `template` is the text of deploy/nginx/nginx.conf.template. */
export function filesOf(answers: Answers, secrets: InstallationSecrets, template: string): InstallationFile[] {
  const database = {
    POSTGRES_USER: 'postgres',
    POSTGRES_PASSWORD: secrets.superuser,
    APP_PASSWORD: secrets.app,
    RECEIVER_PASSWORD: secrets.receiver,
    PGBACKREST_REPO1_CIPHER_PASS: secrets.cipher,
    PGBACKREST_REPO2_CIPHER_PASS: secrets.cipher,
    ...(answers.offsiteDir ? offsite(secrets.cipher) : {}),
  };
  const receiver = { RECEIVER_PASSWORD: secrets.receiver };
  return [
    { path: '.env', mode: whoReads.owner, text: applicationSettings(answers, secrets) },
    { path: 'deploy/local/database.env', mode: whoReads.owner, text: envFile('The database’s own secrets.', database) },
    { path: 'deploy/local/receiver.env', mode: whoReads.owner, text: envFile('The log receiver’s secret.', receiver) },
    { path: 'deploy/local/nginx.conf', mode: whoReads.everybody, text: proxyConfiguration(answers, template) },
    { path: 'deploy/local/compose.override.yaml', mode: whoReads.everybody, text: overrides(answers) },
  ];
}

/** Both slots by their fixed addresses: a name would be looked up once, and a container made anew has another. */
export function proxyConfiguration({ domain, subnet }: Pick<Answers, 'domain' | 'subnet'>, template: string): string {
  const values: Readonly<Record<string, string>> = { domain, blue: `${subnet}.10`, green: `${subnet}.11` };
  return template.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');
}

function applicationSettings(answers: Answers, secrets: InstallationSecrets): string {
  const { walDir, backupDir } = answers;
  return envFile('Written by `whats-agent init`; .env.example explains each. Contains secrets: mode 600.', {
    COMPOSE_PROJECT_NAME: 'whats-agent',
    COMPOSE_FILE: 'deploy/compose.yaml:deploy/local/compose.override.yaml',
    SUBNET: answers.subnet,
    HTTP_PORT: String(answers.httpPort),
    HTTPS_PORT: String(answers.httpsPort),
    ...(walDir ? { WAL_DIR: walDir } : {}),
    ...(backupDir ? { BACKUP_DIR: backupDir } : {}),
    ENVIRONMENT: 'production',
    PUBLIC_URL: `https://${answers.domain}${answers.httpsPort === 443 ? '' : `:${answers.httpsPort}`}`,
    DATABASE_URL: `postgres://whats_agent:${secrets.app}@postgres:5432/whats_agent`,
    REDIS_URL: 'redis://redis:6379',
    AUTH_SECRET: secrets.auth,
    // The proxy says where a request comes from.
    TRUSTED_PROXIES: `${answers.subnet}.5/32`,
    // This machine, by the gateway of the stack's network, and the proxy's listener inside it.
    OPERATOR_NETWORKS: `127.0.0.0/8,::1/128,${answers.subnet}.1/32,${answers.subnet}.5/32`,
    OPERATOR_KEY: secrets.operator,
    // The runbook greps logs/ on this machine; Compose shows the same.
    LOG_TO: 'both',
    WHATSAPP_API_URL: answers.trial ? 'http://nginx:8010/v25.0' : 'https://graph.facebook.com/v25.0',
    WHATSAPP_APP_SECRET: answers.appSecret,
    WHATSAPP_VERIFY_TOKEN: answers.verifyToken,
    WHATSAPP_PHONE_NUMBER_ID: answers.phoneNumberId,
    WHATSAPP_ACCESS_TOKEN: answers.accessToken,
  });
}

const offsite = (cipher: string) => ({
  PGBACKREST_REPO3_PATH: '/offsite',
  PGBACKREST_REPO3_CIPHER_TYPE: 'aes-256-cbc',
  PGBACKREST_REPO3_CIPHER_PASS: cipher,
  PGBACKREST_REPO3_BUNDLE: 'y',
  PGBACKREST_REPO3_BLOCK: 'y',
  PGBACKREST_REPO3_RETENTION_FULL: '5',
});

/** In a trial, a false WhatsApp beside the proxy, so that its webhooks come in as Meta's do. */
function overrides({ trial, offsiteDir }: Answers): string {
  const simulator = [
    '  simulator:',
    '    image: whats-agent:tools',
    '    command: [simulator]',
    '    env_file: [../.env]',
    "    environment: { ENVIRONMENT: demo, HOST: 0.0.0.0, PORT: '8080', SIMULATOR_PORT: '8010', SLOT: '', LOG_TO: stdout }",
    "    network_mode: 'service:nginx'",
    '    read_only: true',
    '    cap_drop: [ALL]',
    "    security_opt: ['no-new-privileges:true']",
    '    restart: unless-stopped',
    '    tmpfs: [/tmp]',
    '    mem_limit: 512m',
    '    cpus: 1',
    '    pids_limit: 100',
    "    logging: { driver: json-file, options: { max-size: 10m, max-file: '5' } }",
    '  nginx:',
    "    ports: ['127.0.0.1:8010:8010']",
    '    networks: { outside: {} }',
  ];
  const database = ['  postgres:', `    volumes: ['${offsiteDir ?? ''}:/offsite']`];
  const services = [...(trial ? simulator : []), ...(offsiteDir ? database : [])];
  const head = '# Written by `whats-agent init`: what this installation adds to ../compose.yaml.';
  return `${head}\n${services.length > 0 ? `services:\n${services.join('\n')}` : 'services: {}'}\n`;
}
