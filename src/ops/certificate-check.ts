import type { Finding } from './finding.ts';

export type Certificate = {
  readonly until: Temporal.Instant;
  readonly selfSigned: boolean;
  /** Is it for the host name of this installation? */
  readonly covers: boolean;
};

/** Days before its end at which somebody is told, ever louder. */
const limits = [21, 14, 7, 2] as const;
const graveDays = 7;

const renew = 'Renew it, put it in deploy/local/tls, then docker compose exec nginx nginx -s reload.';

export const daysUntil = (until: Temporal.Instant, now: Temporal.Instant): number =>
  now.until(until).total('hours') / 24;

/** How long a certificate still holds. */
export function lifeOf(check: string, days: number): Finding {
  const whole = Math.floor(days);
  const limit = limits.findLast((each) => days < each);
  if (limit === undefined) return { check, level: 'ok', says: `holds for ${whole} days` };
  const says = days < 0 ? 'has expired' : `ends in ${whole} days, less than ${limit}`;
  return { check, level: limit <= graveDays ? 'error' : 'warning', says, fix: renew };
}

/** The certificate on disk beside the one that is served: nginx goes on with the old one until it is told. */
export function checkServed(onDiskDays: number, servedDays: number | null): Finding[] {
  const check = 'certificate served';
  if (servedDays === null)
    return [
      {
        check,
        level: 'unknown',
        says: 'nothing answers by TLS at PUBLIC_URL from here',
        fix: 'whats-agent ps; then openssl s_client -connect DOMAIN:443 from another machine.',
      },
    ];
  const life = lifeOf(check, servedDays);
  if (Math.abs(onDiskDays - servedDays) < 1) return [life];
  const says = 'is not the one in deploy/local/tls';
  return [life, { check, level: 'warning', says, fix: 'docker compose exec nginx nginx -s reload' }];
}
