import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { certificateDays } from './insight/outside.client.ts';
import { checkServed, daysUntil, lifeOf } from './ops/certificate-check.ts';
import { ask, openCompose } from './ops/compose.client.ts';
import { deedsIn, deedsSince, judgeDeeds, judgeKeys, keysAtLarge, keysIn } from './ops/deeds.ts';
import { knock } from './ops/door.client.ts';
import { certificateIn, keptFiles, secretPaths, settingsIn, textOf } from './ops/files.client.ts';
import type { Finding } from './ops/finding.ts';
import { imageDays } from './ops/image.client.ts';
import { securityLines } from './ops/log.client.ts';
import { judgeImages, judgeUpdates } from './ops/look.ts';
import { checkPorts, listenersIn } from './ops/ports-check.ts';
import { questionTo, type Question } from './ops/question.client.ts';
import { checkSecrets } from './ops/secrets-check.ts';
import { judgeEvents } from './ops/security-events.ts';
import { pendingUpdates } from './ops/updates.client.ts';
import { images } from './looking.ts';
import { isInstalled } from './place.ts';
import { isLoopback, type Config } from './platform/config.ts';
import { Fault } from './platform/fault.ts';
import { runningPostgres } from './platform/postgres.ts';
import { validate } from './validate.ts';

/** What is checked, and when. */
export type Guarded = {
  readonly root: string;
  readonly config: Config;
  /** Where its logs lie on this machine. */ readonly logs: string;
  readonly now: Temporal.Instant;
};

/** One thing that is looked at. What cannot be looked at is thrown, and shown as unknown. */
export type Area = (guarded: Guarded) => Promise<Finding[]>;

const day = { hours: 24 };

/** What goes on around an installation while it runs. */
export const guard: Readonly<Record<string, Area>> = {
  async refusals({ logs, now }) {
    const since = now.subtract(day);
    return judgeEvents(securityLines(logs, since), since);
  },
  async deeds(guarded) {
    const question = await questionOf(guarded);
    return judgeDeeds(deedsIn(await question(deedsSince(guarded.now.subtract(day)))));
  },
  async keys(guarded) {
    const question = await questionOf(guarded);
    return judgeKeys(keysIn(await question(keysAtLarge)));
  },
  async ports({ root, config }) {
    const settings = settingsIn(root);
    const proxy = [settings.get('HTTP_PORT') ?? '80', settings.get('HTTPS_PORT') ?? '443'].map(Number);
    const own = isLoopback(config.HOST) ? [] : [config.PORT];
    const tables = ['/proc/net/tcp', '/proc/net/tcp6'].map((path) => textOf(path));
    if (tables[0] === null)
      return [{ check: 'open ports', level: 'unknown', says: 'this system does not say', fix: 'ss -ltnp' }];
    return checkPorts(listenersIn(tables.join('\n')), [...config.SECURITY_PORTS, ...(isInstalled(root) ? proxy : own)]);
  },
  async modes({ root, config }) {
    const judged = isInstalled(root) ? await validate(root, 'secrets') : [];
    const key = join(resolve(config.DATA_DIR), 'backup.key');
    const others = [...secretPaths(root), ...(existsSync(key) ? [key] : [])].filter(
      (path) => !judged.some(({ check }) => check === path),
    );
    // Of these only who may read them is judged: what is in a copy is what is in its original.
    const files = others.flatMap((path) =>
      keptFiles(resolve(root, path) === path ? '/' : root, [path]).map((file) => ({ ...file, settings: new Map() })),
    );
    return [...judged, ...checkSecrets(files, [])];
  },
  async containers({ root }) {
    return isInstalled(root) ? validate(root, 'compose') : [];
  },
  async certificate({ root, config: { PUBLIC_URL: url }, now }) {
    if (!isInstalled(root)) return [];
    const path = 'deploy/local/tls/fullchain.pem';
    const found = certificateIn(join(root, path), URL.parse(url ?? '')?.hostname ?? '');
    if (!found)
      return [
        { check: path, level: 'error', says: 'cannot be read', fix: 'whats-agent init --certificate FILE --key FILE' },
      ];
    const days = daysUntil(found.until, now);
    return [lifeOf(path, days), ...checkServed(days, await certificateDays(url, now))];
  },
  async doors({ root, config }) {
    const port = settingsIn(root).get('HTTPS_PORT') ?? '443';
    return knock(isInstalled(root) ? `https://127.0.0.1:${port}` : config.MONITOR_URL);
  },
  async isolation({ root }) {
    const file = join(root, 'deploy/local/gate/closed');
    if (!existsSync(file)) return [];
    const since = statSync(file).mtime.toISOString().slice(0, 16);
    const fix = 'whats-agent security incident isolate --undo opens it again.';
    return [{ check: 'isolation', level: 'warning', says: `the proxy answers 503 since ${since}`, fix }];
  },
  async hostUpdates({ now }) {
    return [judgeUpdates(await pendingUpdates(now))];
  },
  async imageUpdates({ root, now }) {
    return isInstalled(root) ? judgeImages(await imageDays(images, now)) : [];
  },
};

/**
 * Asks the database of the stack, of the settings, or of `npm start`.
 *
 * @throws Fault when none can be reached
 */
export async function questionOf(guarded: Guarded): Promise<Question> {
  const { root, config } = guarded;
  if (isInstalled(root)) {
    const compose = await openCompose(root, process.env);
    return (statement) => ask(compose, statement);
  }
  const url = config.DATABASE_URL ?? runningPostgres(join(resolve(config.DATA_DIR), 'postgres'));
  if (url) return questionTo(url);
  throw new Fault('transient', 'database.absent', { sentence: 'no database runs here' });
}
