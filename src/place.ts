import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { settingsIn } from './ops/files.client.ts';
import type { Config } from './platform/config.ts';
import { root } from './platform/root.ts';

/** Without one, the commands are about the embedded database of `npm start`. */
export const isInstalled = (folder: string = root) => existsSync(join(folder, 'deploy/local/backup.key'));

/** What operators' commands are about, and where it lies on this machine. */
export type Place = {
  readonly installed: boolean;
  readonly settings: ReadonlyMap<string, string>;
  readonly logs: string;
  /** Of the catalogue. */ readonly backups: string;
  /** What the commands keep for themselves: journals, what could not be sent yet. */ readonly state: string;
  /** Whose disks must not fill. */ readonly disks: readonly string[];
};

export function placeOf({ LOG_DIR, DATA_DIR }: Config): Place {
  const installed = isInstalled();
  const settings = installed ? settingsIn(root) : new Map<string, string>();
  const backups = resolve(root, settings.get('BACKUP_DIR') ?? process.env['BACKUP_DIR'] ?? 'backups');
  const data = installed ? (settings.get('WAL_DIR') ?? '/var/lib/docker') : resolve(DATA_DIR);
  const logs = installed ? join(root, 'logs') : resolve(LOG_DIR);
  return {
    installed,
    settings,
    logs,
    backups: join(backups, 'automatic'),
    state: installed ? join(root, 'deploy/local/operations') : join(resolve(DATA_DIR), 'operations'),
    disks: [root, logs, backups, data],
  };
}
