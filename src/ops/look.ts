import { bounds, judged, remedies, type CheckStatus } from '../insight/health.ts';
import type { Finding } from './finding.ts';

/** What the looks of a checklist make of what they see. Every finding that is not good says what to do. */

const levels: Readonly<Record<CheckStatus, Finding['level']>> = {
  healthy: 'ok',
  degraded: 'warning',
  unhealthy: 'error',
  unknown: 'unknown',
  not_configured: 'ok',
};

const found = (check: string, level: Finding['level'], says: string, fix: string): Finding =>
  level === 'ok' ? { check, level, says } : { check, level, says, fix };

/** What only traffic shows is unknown while nobody writes. */
const seeForYourself = 'Write to the business from a phone of your own, and look again; then whats-agent health.';

export type Parts = Readonly<Record<string, { readonly status: string; readonly message: string }>>;

/** Nothing answers at all. */
export const silent = {
  check: 'API',
  level: 'error',
  says: 'does not answer',
  fix: 'whats-agent up on the stack (npm start without it); docker compose logs app says why it ended.',
} as const satisfies Finding;

export function judgeParts(parts: Parts): Finding[] {
  return Object.entries(parts).map(([check, { status, message }]) => {
    const level = isStatus(status) ? levels[status] : 'unknown';
    return found(check, level, message, level === 'unknown' ? seeForYourself : remedyOf(check));
  });
}

/** A newer release may know parts that this one does not. */
const known = new Map<string, string>(Object.entries(remedies));
export const remedyOf = (check: string): string => known.get(check) ?? 'whats-agent health, then logs/errors.log.';

const isStatus = (text: string): text is CheckStatus => text in levels;

export type Container = { readonly service: string; readonly state: string; readonly health: string };

export function judgeContainers(expected: readonly string[], running: readonly Container[]): Finding[] {
  return expected.map((service) => {
    const container = running.find((each) => each.service === service);
    const fix = `docker compose logs --tail 100 ${service}; then whats-agent up.`;
    if (!container) return found(service, 'error', 'has no container', fix);
    const { state, health } = container;
    if (state !== 'running') return found(service, 'error', `is ${state}`, fix);
    if (health === '' || health === 'healthy') return found(service, 'ok', 'is up', fix);
    return found(service, health === 'starting' ? 'warning' : 'error', `is up and ${health}`, fix);
  });
}

/** Lines of a log by level, the codes of its errors, and how many of them are bugs. */
export type LogCounts = {
  readonly critical: number;
  readonly error: number;
  readonly warn: number;
  readonly bugs: number;
  readonly codes: ReadonlyMap<string, number>;
};

/** @param counts `null`: there is no log file */
export function judgeLog(check: string, counts: LogCounts | null, since: string): Finding {
  const fix = 'tail logs/errors.log (whats-agent logs tail errors), by code; compare with the last deployment.';
  if (counts === null)
    return found(check, 'unknown', 'there is no log file here', 'LOG_TO=files or both writes them to LOG_DIR.');
  const { critical, error, warn, bugs, codes } = counts;
  const often = [...codes].toSorted(([, a], [, b]) => b - a).slice(0, 3);
  const most = often.map(([code, times]) => `${code} ${times}×`).join(', ');
  const says = `${critical} CRITICAL, ${error} ERROR, ${warn} WARN since ${since}${most === '' ? '' : ` (${most})`}`;
  if (critical > 0 || bugs > 0) return found(check, 'error', `${says}; ${bugs} are bugs`, fix);
  return found(check, error > 0 ? 'warning' : 'ok', says, fix);
}

/** `null`: it could not be measured. */
type Load = { readonly cpuPercent: number | null; readonly memoryPercent: number | null };

export function judgeResources({ cpuPercent, memoryPercent }: Load): Finding[] {
  return [
    inUse('processor', cpuPercent, { degraded: 80, unhealthy: 95 }),
    inUse('memory', memoryPercent, { degraded: 85, unhealthy: 95 }),
  ];
}

const inUse = (check: string, percent: number | null, limits: { degraded: number; unhealthy: number }): Finding =>
  found(
    check,
    levels[judged(percent, limits)],
    percent === null ? 'could not be measured' : `${Math.round(percent)} % in use`,
    'See which process it is (top, docker stats); put maintenance off, add more when it is traffic.',
  );

export type Disk = {
  readonly path: string;
  readonly percent: number | null;
  readonly freeBytes: number;
  readonly freeInodes: number;
};

/** Each disk once; the runbook wants less than 90 % of it in use. */
export function judgeDisks(disks: readonly Disk[]): Finding[] {
  return disks.map(({ path, percent, freeBytes, freeInodes }) => {
    const check = `disk of ${path}`;
    const fix = `du -sh ${path}/*: move old backups away, whats-agent clean logs; never the WAL.`;
    if (percent === null) return found(check, 'unknown', 'cannot be read', fix);
    const says = `${Math.round(percent)} % in use, ${(freeBytes / 1024 ** 3).toFixed(1)} GB and ${freeInodes} files free`;
    if (freeInodes < 10_000)
      return found(check, 'error', says, `Find the folder with most files: du --inodes ${path}.`);
    return found(check, levels[judged(percent, { degraded: 85, unhealthy: 90 })], says, fix);
  });
}

/** Only what was restored counts. @param hours since the newest that was; `null`: none is known */
export function judgeBackup(hours: number | null, damaged: number): Finding[] {
  const fix = 'scripts/backup_manual.sh makes one and restores it; read what it says.';
  const age: Finding =
    hours === null
      ? found('backup', 'error', 'no backup is known that was restored to prove it', fix)
      : found('backup', levels[judged(hours, bounds.backupHours)], `restored, and made ${hoursOf(hours)} ago`, fix);
  if (damaged === 0) return [age];
  return [
    age,
    found('damaged backups', 'error', `${damaged} in the catalogue`, 'whats-agent backup verify, then backup full.'),
  ];
}

const hoursOf = (hours: number) => (hours < 48 ? `${Math.round(hours)} h` : `${Math.round(hours / 24)} days`);

/** A restore is rehearsed each week. @param days since the last; `null`: never */
export function judgeDrill(days: number | null): Finding {
  const fix = 'scripts/disaster_recovery_test.sh';
  if (days === null) return found('drill', 'error', 'a restore was never rehearsed', fix);
  return found('drill', days > 8 ? 'error' : 'ok', `rehearsed ${hoursOf(24 * days)} ago`, fix);
}

/** @param days that it still holds; `null`: none is served */
export function judgeCertificate(days: number | null): Finding {
  const fix = 'Renew it, put it in with whats-agent init --certificate FILE --key FILE, and reload nginx.';
  if (days === null) return found('certificate', 'error', 'PUBLIC_URL serves none, or cannot be reached', fix);
  const says = days < 0 ? 'has expired' : `holds for ${Math.floor(days)} days`;
  return found('certificate', days < 7 ? 'error' : days < 21 ? 'warning' : 'ok', says, fix);
}

/** Numbers of what the package lists say; `null`: they cannot be asked, or are too old to be believed. */
export type Updates = { readonly pending: number; readonly security: number } | null;

export function judgeUpdates(host: Updates): Finding {
  if (host === null)
    return found(
      'packages of this machine',
      'unknown',
      'the package lists are missing or older than 72 hours',
      'apt update; if it fails, its message says why.',
    );
  const says = `${host.pending} updates pending, ${host.security} of them for security`;
  const fix = 'Apply them by hand when somebody watches (apt upgrade): they may restart Docker or PostgreSQL.';
  return found('packages of this machine', host.security > 0 ? 'warning' : 'ok', says, fix);
}

/** Images do not mend themselves: what was built long ago lacks every update since. */
export function judgeImages(ages: readonly { readonly image: string; readonly days: number | null }[]): Finding[] {
  return ages.map(({ image, days }) =>
    days === null
      ? found(`image ${image}`, 'unknown', 'is not here', 'whats-agent up builds what is missing.')
      : found(
          `image ${image}`,
          days > 45 ? 'warning' : 'ok',
          `built ${Math.round(days)} days ago`,
          'docker pull what it is built from, whats-agent up --build, and release it with scripts/rolling_update.sh.',
        ),
  );
}

type Alert = { readonly severity: string; readonly title: string; readonly message: string };

export function judgeAlerts(alerts: readonly Alert[]): Finding[] {
  if (alerts.length === 0) return [found('alerts', 'ok', 'none is active', '')];
  return alerts.map(({ severity, title, message }) =>
    found(severity, /^(critical|high)$/.test(severity) ? 'error' : 'warning', title, message),
  );
}

type Objective = { readonly current_value: number | null; readonly unit: string; readonly is_healthy: boolean | null };

/** By the runbook's limits. How much comes is no fault of ours, and has none. */
export function judgePerformance(objectives: Readonly<Record<string, Objective>>): Finding[] {
  return Object.entries(objectives).map(([check, { current_value: value, unit, is_healthy: isMet }]) => {
    const says = value === null ? 'nothing was measured' : `${value} ${unit}`;
    const level = value === null ? 'unknown' : isMet === false ? 'error' : 'ok';
    return found(check.replaceAll('_', ' '), level, says, 'whats-agent slo; then logs/performance.log and errors.log.');
  });
}
