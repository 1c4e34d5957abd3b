/** `unknown`: it could not be found out. `not_configured`: this installation has none. Neither is ever shown as healthy. */
export type CheckStatus = 'healthy' | 'degraded' | 'unhealthy' | 'unknown' | 'not_configured';

/** What a look at one part found. The sentence is for an operator: no names, texts or phone numbers. */
export type Finding = {
  readonly status: CheckStatus;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
};

export type Check = Finding & {
  /** ISO 8601. */ readonly timestamp: string;
  /** Milliseconds the look took. */ readonly response_time: number;
};

/** The parts, by the names that the operators' scripts know. */
export type CheckName =
  | 'database'
  | 'migrations'
  | 'redis'
  | 'worker'
  | 'monitor'
  | 'queues'
  | 'whatsapp_api'
  | 'openai_api'
  | 'webhook'
  | 'circuit_breakers'
  | 'disk'
  | 'clock'
  | 'backup';

/** What mends each part, for the person who sees that it is not as it should be. */
export const remedies: Readonly<Record<CheckName, string>> = {
  database:
    'See whether PostgreSQL is up (docker compose ps postgres) and its log: whats-agent up starts what is missing.',
  migrations: 'whats-agent migrate; on the stack whats-agent up does it.',
  redis: 'docker compose up -d redis: nothing is lost meanwhile.',
  worker: 'Restart the worker (docker compose restart worker): nothing is lost, messages wait.',
  monitor: 'Restart the monitor (docker compose restart monitor): until then nobody is told of anything.',
  queues: 'Look whether the worker lives; dead letters: whats-agent dead-letters, then dead-letters retry.',
  whatsapp_api: 'whats-agent numbers check says what Meta refuses: token, payment or number.',
  openai_api: 'whats-agent models says which model fails; until then our own rules answer.',
  webhook: 'Write to the business from a phone of your own; then whats-agent numbers check.',
  circuit_breakers: 'whats-agent numbers check; what is held goes out by itself when the cause is gone.',
  disk: 'df -h says which disk; whats-agent backup prune lets go of old backups.',
  clock: 'timedatectl set-ntp true on the machine whose clock is wrong.',
  backup: 'whats-agent backup manual makes one and proves it.',
};

/** Without these nobody is answered. What else fails is felt, and the installation goes on. */
const vital: ReadonlySet<string> = new Set<CheckName>(['database', 'migrations', 'worker', 'queues', 'disk']);

export type Overall = 'healthy' | 'degraded' | 'unhealthy';

/**
 * Unhealthy when a vital part is unhealthy, or a vital one cannot be seen at all; degraded when anything is not as it
 * should be. A part that is unknown for want of traffic (nothing was sent yet) does not degrade the whole.
 */
export function overall(checks: Readonly<Record<CheckName, Finding>>): Overall {
  const entries = Object.entries(checks);
  if (entries.some(([name, { status }]) => vital.has(name) && status === 'unhealthy')) return 'unhealthy';
  if (entries.some(([name, { status }]) => vital.has(name) && status === 'unknown')) return 'unhealthy';
  return entries.some(([, { status }]) => status === 'degraded' || status === 'unhealthy') ? 'degraded' : 'healthy';
}

/** Healthy parts of those that are configured, and their share from 0 to 100. */
export function summary(checks: Readonly<Record<string, Finding>>) {
  const counted = Object.values(checks).filter(({ status }) => status !== 'not_configured');
  const healthy = counted.filter(({ status }) => status === 'healthy').length;
  return {
    healthy_components: healthy,
    total_components: counted.length,
    unknown_components: counted.filter(({ status }) => status === 'unknown').length,
    overall_health_score: counted.length === 0 ? null : Math.round((healthy / counted.length) * 100),
  };
}

/** Bounds at which a number is no longer healthy, and no longer bearable. */
type Bounds = { readonly degraded: number; readonly unhealthy: number };

/** Judges a number that should be small; `null` is unknown. */
export function judged(value: number | null, { degraded, unhealthy }: Bounds): CheckStatus {
  if (value === null) return 'unknown';
  if (value >= unhealthy) return 'unhealthy';
  return value >= degraded ? 'degraded' : 'healthy';
}

/** Seconds, percent and hours at which the parts are judged. The runbook's limits where it names one. */
export const bounds = {
  /** A beat comes every 5 s. */ heartbeatSeconds: { degraded: 15, unhealthy: 30 },
  /** How long the oldest thing that is due has waited. */ queueSeconds: { degraded: 15, unhealthy: 120 },
  diskPercent: { degraded: 85, unhealthy: 95 },
  clockSeconds: { degraded: 1, unhealthy: 30 },
  /** A backup is made each night. */ backupHours: { degraded: 26, unhealthy: 50 },
} as const;
