import type { Certificate } from './certificate-check.ts';
import type { Finding } from './finding.ts';

/** What is known of an installation, read from its files and its machine. */
export type Installation = {
  readonly settings: ReadonlyMap<string, string>;
  /** What `configOf` says of the settings; `null` when nothing is wrong. */
  readonly complaint: string | null;
  readonly files: Readonly<Record<string, string | null>>;
  readonly compose: string | null;
  readonly certificate: Certificate | null;
  readonly disks: readonly {
    readonly path: string;
    readonly freeBytes: number;
    readonly freeInodes: number;
    readonly device: number;
  }[];
};

/** Switches that were made for tests of the earlier system and left on in production. */
const forbidden = ['BYPASS_WEBHOOK_VALIDATION', 'DISABLE_HANDOFF', 'DISABLE_WEBHOOKS'];

const freeBytesMin = 5 * 1024 ** 3;

const ok = (check: string, says: string): Finding => ({ check, level: 'ok', says });
const bad = (level: 'error' | 'warning', check: string, says: string, fix: string): Finding => ({
  check,
  level,
  says,
  fix,
});

/** Is an installation complete and consistent? */
export function checkConfiguration(installation: Installation, now: Temporal.Instant): Finding[] {
  const { settings, complaint, compose } = installation;
  return [
    complaint === null
      ? ok('settings', 'are complete')
      : bad('error', 'settings', complaint, 'Mend .env, or run whats-agent init again.'),
    ...consistency(settings),
    ...forbidden
      .filter((name) => /^(1|true|yes|on)$/i.test(settings.get(name) ?? ''))
      .map((name) => bad('error', name, 'was made for tests and must not be on', `Remove ${name} from .env.`)),
    ...Object.entries(installation.files).map(([path, text]) =>
      text === null ? bad('error', path, 'is missing', 'whats-agent init writes it.') : ok(path, 'is there'),
    ),
    ...proxy(installation),
    ...certificate(installation, now),
    compose === null
      ? bad('error', 'compose', 'Docker Compose v2 was not found', 'apt install docker-compose (Debian 13)')
      : ok('compose', `\`${compose}\``),
    ...disks(installation),
  ];
}

function consistency(settings: ReadonlyMap<string, string>): Finding[] {
  const host = URL.parse(settings.get('DATABASE_URL') ?? '')?.hostname;
  return [
    settings.get('ENVIRONMENT') === 'production'
      ? ok('ENVIRONMENT', 'is production')
      : bad('error', 'ENVIRONMENT', 'is not production', 'ENVIRONMENT=production'),
    host === undefined || host === 'localhost' || host === '127.0.0.1'
      ? bad(
          'error',
          'DATABASE_URL',
          'names this machine: inside a container that is the container',
          'Use the host postgres.',
        )
      : ok('DATABASE_URL', `names the host ${host}`),
    settings.get('PUBLIC_URL')?.startsWith('https:')
      ? ok('PUBLIC_URL', 'is reached by HTTPS')
      : bad('error', 'PUBLIC_URL', 'is not an https address; Meta calls no other', 'PUBLIC_URL=https://your.domain'),
    (settings.get('WHATSAPP_API_URL') ?? '').startsWith('https://graph.facebook.com/')
      ? ok('WHATSAPP_API_URL', 'is Meta’s')
      : bad('warning', 'WHATSAPP_API_URL', 'is not Meta’s: nothing reaches real customers', 'Only for trials.'),
  ];
}

/** What the switch between the colours rests on; 96 % of requests were lost without the first. */
function proxy({ files }: Installation): Finding[] {
  const text = files['deploy/local/nginx.conf'];
  if (text === null || text === undefined) return [];
  const slots = [...text.matchAll(/^\s*server [\d.]+:8000 ?(.*);/gm)].map(([, options = '']) => options);
  const gate = slots.length === 2 && slots.every((options) => options.includes('max_fails=0'));
  const doors = [...text.matchAll(/location = \/webhook \{[^}]*\}/g)].map(([door]) => door);
  const again = /proxy_next_upstream error timeout http_502 http_503 non_idempotent;/;
  const retries = doors.length > 0 && doors.every((door) => again.test(door));
  return [
    gate
      ? ok('nginx slots', 'both stand, and neither is ever shut out')
      : bad('error', 'nginx slots', 'need two servers with max_fails=0', 'whats-agent init renders it anew.'),
    retries
      ? ok('nginx retries', 'the standby’s refusal goes to the other slot')
      : bad('error', 'nginx retries', 'a refusal would reach Meta', 'whats-agent init renders it anew.'),
    text.split('/etc/nginx/gate/closed').length > 2
      ? ok('nginx gate', 'an incident can close both doors')
      : bad('warning', 'nginx gate', 'an incident could not close the doors', 'whats-agent init, then whats-agent up.'),
  ];
}

function certificate({ certificate: given }: Installation, now: Temporal.Instant): Finding[] {
  if (!given)
    return [
      bad(
        'error',
        'certificate',
        'deploy/local/tls/fullchain.pem cannot be read',
        'whats-agent init --certificate FILE --key FILE',
      ),
    ];
  const days = Math.floor(now.until(given.until).total('hours') / 24);
  const renew = 'Renew it, put it in deploy/local/tls, then docker compose exec nginx nginx -s reload.';
  if (days < 2) return [bad('error', 'certificate', days < 0 ? 'has expired' : `ends in ${days} days`, renew)];
  if (!given.covers)
    return [
      bad(
        'error',
        'certificate',
        'is for another host than PUBLIC_URL: Meta refuses it',
        'whats-agent init --domain NAME --certificate FILE --key FILE, with one for that name.',
      ),
    ];
  if (days < 14) return [bad('warning', 'certificate', `ends in ${days} days`, renew)];
  if (given.selfSigned)
    return [
      bad(
        'warning',
        'certificate',
        'is self-signed: Meta does not call such an address',
        'Only for trials; docs/operations.md has the way to a real one.',
      ),
    ];
  return [ok('certificate', `holds for ${days} days`)];
}

function disks({ disks: known }: Installation): Finding[] {
  const space = known.map(({ path, freeBytes, freeInodes }) =>
    freeBytes < freeBytesMin || freeInodes < 10_000
      ? bad(
          'error',
          `disk of ${path}`,
          `${(freeBytes / 1024 ** 3).toFixed(1)} GB and ${freeInodes} files are free`,
          'Free at least 5 GB.',
        )
      : ok(`disk of ${path}`, `${(freeBytes / 1024 ** 3).toFixed(0)} GB are free`),
  );
  const devices = new Set(known.map(({ device }) => device));
  if (devices.size === known.length) return space;
  return [
    ...space,
    bad(
      'warning',
      'second disk',
      'database, log receiver and backups share a disk: it can take them all',
      'WAL_DIR and BACKUP_DIR on other disks, and init --offsite-dir.',
    ),
  ];
}
