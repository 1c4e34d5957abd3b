import { isIP } from 'node:net';
import { z } from 'zod';
import { Fault } from './fault.ts';
import { Secret } from './secret.ts';

/** The number of the simulator: nobody's at Meta. */
export const demoNumber = '100000000000001';

/** What the demo uses where nothing is configured: plainly fictitious, and shown in `.env.example`. */
const demo = {
  WHATSAPP_APP_SECRET: 'demo-app-secret',
  WHATSAPP_VERIFY_TOKEN: 'demo-verify-token',
  WHATSAPP_PHONE_NUMBER_ID: demoNumber,
  WHATSAPP_ACCESS_TOKEN: 'demo-access-token',
};

const secret = z
  .string()
  .min(1, 'must not be empty')
  .transform((text) => new Secret(text));
const port = z.coerce
  .number('must be a port number')
  .int('must be a whole number')
  .min(1, 'must be 1 to 65535')
  .max(65535, 'must be 1 to 65535');
const ports = z
  .string()
  .transform((text): unknown[] => text.split(','))
  .pipe(z.array(port));
const duration = z.string().transform((text, context) => {
  try {
    const given = Temporal.Duration.from(text);
    if (given.total('milliseconds') >= 0) return given;
  } catch {
    // Not a duration, or one of months, which have no length.
  }
  context.addIssue('must be an ISO 8601 duration such as PT1.5S');
  return z.NEVER;
});
const moreThanZero = duration.refine((given) => given.total('milliseconds') > 0, 'must be more than zero');
const templateName = z.string().regex(/^[a-z0-9_]{1,200}$/, 'must be small letters, digits and _');
/** The first that is approved is used. */
const templateNames = z
  .string()
  .transform((text) => text.split(',').map((name) => name.trim()))
  .pipe(z.array(templateName));
const url = (...schemes: string[]) =>
  z
    .string()
    .refine(
      (text) => URL.canParse(text) && schemes.includes(new URL(text).protocol),
      `must be a URL that begins with ${schemes.map((scheme) => `${scheme}//`).join(' or ')}`,
    );

const timeZone = z.string().refine((text) => {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(text).timeZoneId !== '';
  } catch {
    return false;
  }
}, 'must be a time zone such as America/Sao_Paulo');
const isNetwork = (network: string) => {
  const [, address = '', bits = ''] = /^([\d.]+|[\da-f:]+)\/(\d{1,3})$/i.exec(network) ?? [];
  return isIP(address) !== 0 && Number(bits) <= (isIP(address) === 4 ? 32 : 128);
};
const networks = z.string().transform((text, context) => {
  const list = text.split(',').map((network) => network.trim());
  if (list.every((network) => isNetwork(network))) return list;
  context.addIssue('must be networks such as 127.0.0.0/8,::1/128');
  return z.NEVER;
});

const secretUrl = (...schemes: string[]) => url(...schemes).transform((text) => new Secret(text));
const emails = z
  .string()
  .transform((text) => text.split(',').map((address) => address.trim()))
  .pipe(z.array(z.email('must be e-mail addresses with commas between')));

const llmProviders = ['openai', 'anthropic', 'google', 'openrouter', 'ollama', 'openai-compatible'] as const;
const llmProvider = z.enum(llmProviders, `must be one of ${llmProviders.join(', ')}`);
const llmModel = z.string().regex(/^[\w.:/@-]{1,120}$/, 'must be the id of a model, as its provider writes it');
const tokens = z.coerce
  .number('must be a whole number')
  .int('must be a whole number')
  .min(1000, 'must be at least 1000');

const yesOrNo = z
  .enum(['yes', 'no'], 'must be yes or no')
  .transform((text) => text === 'yes')
  .prefault('no');

const perMinute = z.coerce.number('must be a whole number').int('must be a whole number').min(1, 'must be at least 1');

/** Every setting, in one place. Its name, its check and its default stand on one line. */
export const Environment = z.object({
  ENVIRONMENT: z.enum(['demo', 'production'], 'must be demo or production').default('production'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: port.default(8000),
  SIMULATOR_PORT: port.default(8010),
  DASHBOARD_PORT: port.default(8050),
  SLOT: z.enum(['blue', 'green'], 'must be blue or green').optional(),
  SLOT_FILE: z.string().min(1, 'must name a file').optional(),
  RELEASE: z.string().min(1).default('development'),
  PUBLIC_URL: url('https:', 'http:').optional(),
  AUTH_SECRET: z
    .string()
    .min(32, 'must have at least 32 characters')
    .transform((text) => new Secret(text))
    .optional(),
  DATA_DIR: z.string().min(1, 'must name a folder').default('./data'),
  FILES_DIR: z.string().min(1, 'must name a folder').default('./data/files'),
  FILES_BUCKET: url('https:', 'http:').optional(),
  FILES_BUCKET_KEY: z.string().min(1).optional(),
  FILES_BUCKET_SECRET: secret.optional(),
  FILES_BUCKET_REGION: z.string().min(1).default('us-east-1'),
  LOG_DIR: z.string().min(1, 'must name a folder').default('./logs'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error'], 'must be debug, info, warn or error').default('info'),
  LOG_TO: z.enum(['stdout', 'files', 'both'], 'must be stdout, files or both').default('stdout'),
  LOG_TIME_ZONE: timeZone.default('America/Sao_Paulo'),
  DATABASE_URL: url('postgres:', 'postgresql:')
    .transform((text) => new Secret(text))
    .optional(),
  REDIS_URL: url('redis:', 'rediss:')
    .transform((text) => new Secret(text))
    .optional(),
  WHATSAPP_API_URL: url('https:', 'http:').default('https://graph.facebook.com/v25.0'),
  WHATSAPP_APP_SECRET: secret,
  WHATSAPP_APP_SECRET_OLD: secret.optional(),
  WHATSAPP_VERIFY_TOKEN: secret,
  WHATSAPP_PHONE_NUMBER_ID: z.string().regex(/^\d{5,20}$/, 'must be the numeric id Meta shows beside the number'),
  WHATSAPP_ACCESS_TOKEN: secret,
  WHATSAPP_PRICES: z.string().min(1, 'must name a file').optional(),
  TRUSTED_PROXIES: networks.optional(),
  API_REQUESTS_PER_MINUTE: perMinute.default(1200),
  API_STRANGERS_PER_MINUTE: perMinute.default(60),
  WEBHOOKS_TO: z.enum(['public', 'anywhere'], 'must be public or anywhere').default('public'),
  OPERATOR_NETWORKS: networks.prefault('127.0.0.0/8,::1/128'),
  OPERATOR_KEY: z
    .string()
    .min(16, 'must have at least 16 characters')
    .transform((text) => new Secret(text))
    .optional(),
  SECURITY_WEBHOOK: secretUrl('https:', 'http:').optional(),
  SECURITY_PORTS: ports.prefault('22'),
  ALERT_SLACK_WEBHOOK: secretUrl('https:', 'http:').optional(),
  ALERT_WEBHOOK: secretUrl('https:', 'http:').optional(),
  ALERT_EMAIL: emails.optional(),
  ALERT_EMAIL_FROM: z.email('must be an e-mail address').default('alerts@localhost.localdomain'),
  REPORT_EMAIL: emails.optional(),
  SMTP_URL: secretUrl('smtp:', 'smtps:').optional(),
  SMS_URL: url('https:', 'http:').optional(),
  SMS_ACCOUNT: z.string().min(1).default('unset'),
  SMS_TOKEN: secret.optional(),
  SMS_FROM: z.string().min(1).default('unset'),
  ALERT_TEMPLATE: templateName.optional(),
  ALERT_ON_CALL: z.string().min(1, 'must name a file').optional(),
  ALERT_HEARTBEAT_URL: secretUrl('https:', 'http:').optional(),
  CAPACITY_PER_SECOND: z.coerce.number('must be a number').positive('must be more than zero').optional(),
  MONITOR_URL: url('https:', 'http:').default('http://127.0.0.1:8000'),
  LLM_PROVIDER: llmProvider.optional(),
  LLM_MODEL: llmModel.optional(),
  LLM_BASE_URL: url('https:', 'http:').optional(),
  LLM_API_KEY: secret.optional(),
  LLM_SEES: yesOrNo,
  LLM_FALLBACK_PROVIDER: llmProvider.optional(),
  LLM_FALLBACK_MODEL: llmModel.optional(),
  LLM_FALLBACK_BASE_URL: url('https:', 'http:').optional(),
  LLM_FALLBACK_API_KEY: secret.optional(),
  LLM_FALLBACK_SEES: yesOrNo,
  LLM_CALL_TIMEOUT: moreThanZero.prefault('PT8S'),
  LLM_TURN_TIMEOUT: moreThanZero.prefault('PT15S'),
  LLM_CONVERSATION_TOKENS: tokens.default(60_000),
  LLM_DAY_TOKENS: tokens.default(2_000_000),
  LLM_PRICES: z.string().min(1, 'must name a file').optional(),
  TRANSCRIPTION_URL: url('https:', 'http:').optional(),
  TRANSCRIPTION_KEY: secret.optional(),
  TRANSCRIPTION_MODEL: z.string().min(1).default('whisper-1'),
  TRANSCRIPTION_WAIT: moreThanZero.prefault('PT20S'),
  TURN_QUIET: duration.prefault('PT1.5S'),
  TURN_WAIT_MAX: duration.prefault('PT6S'),
  TURN_LEASE: moreThanZero.prefault('PT25S'),
  SEND_TIMEOUT: moreThanZero.prefault('PT10S'),
  SEND_UNKNOWN_WAIT: moreThanZero.prefault('PT5M'),
  SENDS_PER_SECOND: z.coerce.number().int().min(1, 'must be 1 to 1000').max(1000, 'must be 1 to 1000').default(80),
  SEND_PROBE_EVERY: moreThanZero.prefault('PT30S'),
  OTEL_EXPORTER_OTLP_ENDPOINT: url('https:', 'http:').optional(),
  SYNTHETIC_EVERY: duration.prefault('PT10S'),
  UNASKED_EVERY: moreThanZero.prefault('PT5S'),
  UNASKED_CALM: duration.prefault('PT10M'),
  TEMPLATE_REMINDER: templateNames.prefault('visit_reminder'),
  TEMPLATE_FOLLOW_UP: templateNames.prefault('visit_follow_up'),
  TEMPLATE_FREED: templateNames.prefault('slot_freed'),
  TEMPLATE_REOPENING: templateNames.prefault('may_we_go_on'),
});
export type Config = z.output<typeof Environment>;

/**
 * The settings of this process.
 *
 * @param env the environment; an empty value counts as absent
 * @throws Fault `config.invalid`; its message names each setting and its rule, never a secret's value
 */
export function configOf(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const simulator = `http://127.0.0.1:${given['SIMULATOR_PORT'] ?? '8010'}/v25.0`;
  const own = `http://127.0.0.1:${/^\d{1,5}$/.exec(given['PORT'] ?? '')?.[0] ?? '8000'}`;
  const filled =
    given['ENVIRONMENT'] === 'demo'
      ? { ...demo, WHATSAPP_API_URL: simulator, PUBLIC_URL: own, MONITOR_URL: own, ...given }
      : given;
  const parsed = Environment.safeParse(filled);
  if (parsed.success && isBucketHalf(parsed.data))
    throw invalid('FILES_BUCKET needs FILES_BUCKET_KEY and FILES_BUCKET_SECRET.');
  if (parsed.success && !isDemoExposed(parsed.data)) return parsed.data;
  if (parsed.success)
    throw invalid(
      `HOST ${parsed.data.HOST} opens the demo to others with its published secret: set WHATSAPP_APP_SECRET, or HOST to 127.0.0.1.`,
    );
  const sentences = parsed.error.issues.map(({ path, message, code }) => {
    const name = path.join('.');
    const absent = code === 'invalid_type' && filled[name] === undefined;
    return absent ? `${name} is not set (see .env.example)` : `${name} ${message}`;
  });
  throw invalid(`${[...new Set(sentences)].join('; ')}.`);
}

const invalid = (sentence: string) => new Fault('permanent', 'config.invalid', { sentence });

/** Files that were meant for a bucket must not end on a disk that nobody keeps. */
function isBucketHalf({
  FILES_BUCKET: bucket,
  FILES_BUCKET_KEY: key,
  FILES_BUCKET_SECRET: bucketSecret,
}: Config): boolean {
  return bucket !== undefined && (key === undefined || bucketSecret === undefined);
}

function isDemoExposed({ HOST, WHATSAPP_APP_SECRET }: Config): boolean {
  return WHATSAPP_APP_SECRET.is(demo.WHATSAPP_APP_SECRET) && !isLoopback(HOST);
}

/** Only this machine reaches it. */
export function isLoopback(host: string): boolean {
  return /^(127\.|localhost$|::1$)/.test(host);
}
