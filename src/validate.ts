import { join, resolve } from 'node:path';
import { chainOf } from './agent/chain.ts';
import { onCallOf } from './duty.ts';
import { mistakesIn } from './insight/on-call.ts';
import { checkCompose, ComposeConfig } from './ops/compose-check.ts';
import { openCompose } from './ops/compose.client.ts';
import { checkConfiguration } from './ops/configuration-check.ts';
import { certificateIn, diskOf, keptFiles, settingsIn, textOf } from './ops/files.client.ts';
import type { Finding } from './ops/finding.ts';
import { checkSecrets } from './ops/secrets-check.ts';
import { run } from './ops/shell.client.ts';
import { configOf } from './platform/config.ts';
import { asFault, Fault } from './platform/fault.ts';
import { parseJson } from './platform/json.ts';

const subjects = { config: validateConfig, secrets: validateSecrets, compose: validateCompose } as const;

/** Judges an installation; nothing is changed and no secret is printed. */
export async function validate(root: string, subject: string): Promise<Finding[]> {
  const chosen = Object.entries(subjects).filter(([name]) => subject === 'all' || subject === name);
  if (chosen.length === 0)
    throw new Fault('permanent', 'validate.subject', {
      sentence: `validate: ${subject} is none of ${Object.keys(subjects).join(', ')}, all.`,
    });
  const findings = await Promise.all(chosen.map(([, check]) => check(root)));
  return findings.flat();
}

const needed = [
  '.env',
  'deploy/compose.yaml',
  'deploy/local/database.env',
  'deploy/local/receiver.env',
  'deploy/local/nginx.conf',
  'deploy/local/tls/privkey.pem',
  'deploy/local/backup.key',
];

async function validateConfig(root: string): Promise<Finding[]> {
  const settings = settingsIn(root);
  const compose = await openCompose(root, process.env).catch(() => null);
  const folders = [
    root,
    settings.get('BACKUP_DIR') ?? join(root, 'backups'),
    settings.get('WAL_DIR') ?? '/var/lib/docker',
  ];
  const checked = checkConfiguration(
    {
      settings,
      complaint: complaintOf(settings),
      files: Object.fromEntries(needed.map((path) => [path, textOf(join(root, path))])),
      compose: compose?.spelling ?? null,
      certificate: certificateIn(join(root, 'deploy/local/tls/fullchain.pem'), hostOf(settings)),
      disks: folders.map(diskOf),
    },
    Temporal.Now.instant(),
  );
  return [...checked, ...onCallFindings(root, settings)];
}

/** Does an alert ring with somebody? */
function onCallFindings(root: string, settings: ReadonlyMap<string, string>): Finding[] {
  const check = 'ALERT_ON_CALL';
  const path = settings.get(check);
  const fix = 'docs/examples/on-call.json shows the file; whats-agent duty reads it.';
  if (path === undefined || path === '')
    return [{ check, level: 'warning', says: 'is not set: no phone rings for an alert', fix }];
  try {
    const mistakes = mistakesIn(onCallOf({ ALERT_ON_CALL: resolve(root, path), ENVIRONMENT: 'production' }));
    if (mistakes.length === 0) return [{ check, level: 'ok', says: 'names who is called' }];
    return [{ check, level: 'error', says: mistakes.join('; '), fix }];
  } catch (thrown) {
    return [{ check, level: 'error', says: String(asFault(thrown).context['sentence']), fix }];
  }
}

const hostOf = (settings: ReadonlyMap<string, string>) => URL.parse(settings.get('PUBLIC_URL') ?? '')?.hostname ?? '';

function complaintOf(settings: ReadonlyMap<string, string>): string | null {
  try {
    chainOf(configOf(Object.fromEntries(settings)));
    return null;
  } catch (thrown) {
    return String(asFault(thrown).context['sentence']);
  }
}

const secretFiles = [
  '.env',
  'deploy/local/database.env',
  'deploy/local/receiver.env',
  'deploy/local/backup.key',
  'deploy/local/tls/privkey.pem',
];

async function validateSecrets(root: string): Promise<Finding[]> {
  const { code, out } = await run(['git', '-C', root, 'ls-files']);
  const files = keptFiles(root, secretFiles);
  const unread = secretFiles
    .filter((path) => !files.some((file) => file.path === path))
    .map((path): Finding => ({ check: path, level: 'error', says: 'is missing', fix: 'whats-agent init writes it.' }));
  const repository: Finding[] =
    code === 0
      ? []
      : [{ check: 'repository', level: 'unknown', says: 'git cannot say what is in it', fix: 'apt install git' }];
  return [...unread, ...checkSecrets(files, code === 0 ? out.split('\n') : []), ...repository];
}

async function validateCompose(root: string): Promise<Finding[]> {
  if (textOf(join(root, '.env')) === null)
    return [{ check: '.env', level: 'error', says: 'is missing', fix: 'whats-agent init writes it.' }];
  const compose = await openCompose(root, process.env);
  const { code, out, err } = await compose.run(['config', '--format', 'json']);
  const config = ComposeConfig.safeParse(parseJson(Buffer.from(out)));
  if (code === 0 && config.success) return checkCompose(config.data);
  const says = code === 0 ? 'cannot be understood' : (err.trim().split('\n').at(-1) ?? '');
  return [{ check: 'compose files', level: 'error', says, fix: 'git status deploy/ shows what was changed.' }];
}
