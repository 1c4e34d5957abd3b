import { createHash, randomBytes } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  openSync,
  closeSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { Decrypter, Encrypter, identityToRecipient } from 'age-encryption';
import { Fault } from '../platform/fault.ts';
import { parseJson } from '../platform/json.ts';
import { Backup, type BackupFile } from './backup.ts';
import { writeWhole } from './files.client.ts';

const catalogueName = 'catalogue.jsonl';

/** Every backup that was begun, oldest first. A line that cannot be read is not taken for a backup. */
export function readCatalogue(folder: string): Backup[] {
  const path = join(folder, catalogueName);
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const backup = Backup.safeParse(parseJson(Buffer.from(line)));
      return backup.success ? [backup.data] : [];
    });
}

/** Names, sizes and states: monitors in their containers read it, too. */
export function writeCatalogue(folder: string, backups: readonly Backup[]): void {
  const text = backups.map((backup) => `${JSON.stringify(backup)}\n`).join('');
  writeWhole(folder, { path: catalogueName, text, mode: 0o644 });
}

/** Puts a backup in the catalogue, or in the place of what it said before. */
export function record(folder: string, backup: Backup): Backup {
  writeCatalogue(folder, [...readCatalogue(folder).filter(({ id }) => id !== backup.id), backup]);
  return backup;
}

const drillsName = 'drills.jsonl';
const Drill = z.looseObject({ at: z.string(), rtoSeconds: z.number().optional(), lost: z.number().optional() });

/** Writes down that a restore was rehearsed, and what came of it. Monitors read it: it holds no secret. */
export function recordDrill(folder: string, drill: z.output<typeof Drill>): void {
  const path = join(folder, drillsName);
  appendFileSync(path, `${JSON.stringify(drill)}\n`, { mode: 0o644 });
  chmodSync(path, 0o644);
}

/** Every restore that was rehearsed, oldest first. */
export function readDrills(folder: string): z.output<typeof Drill>[] {
  const path = join(folder, drillsName);
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const drill = Drill.safeParse(parseJson(Buffer.from(line)));
      return drill.success ? [drill.data] : [];
    });
}

/** When a restore was last rehearsed; `null`: never, or nothing tells. */
export function lastDrill(folder: string): Temporal.Instant | null {
  const last = readDrills(folder).at(-1);
  return last ? Temporal.Instant.from(last.at) : null;
}

/**
 * Does something that must not happen twice at once. A lock whose holder is gone holds nothing.
 *
 * @throws Fault `backup.busy`
 */
export async function alone<T>(folder: string, task: () => Promise<T>): Promise<T> {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, '.lock');
  const holder = existsSync(path) ? Number(readFileSync(path, 'utf8')) : 0;
  if (holder > 0 && existsSync(`/proc/${holder}`))
    throw new Fault('transient', 'backup.busy', { sentence: `Another backup or restore runs (process ${holder}).` });
  rmSync(path, { force: true });
  const file = openSync(path, 'wx', 0o600);
  writeSync(file, String(process.pid));
  closeSync(file);
  try {
    return await task();
  } finally {
    rmSync(path, { force: true });
  }
}

/** Encrypts a file for the installation's key, and removes the one in clear. `age -d -i backup.key` opens it, too. */
export async function seal(path: string, key: string): Promise<void> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(await identityToRecipient(key));
  const sealed = await encrypter.encrypt(Readable.toWeb(createReadStream(path)));
  await pipeline(Readable.fromWeb(sealed), createWriteStream(`${path}.age`, { mode: 0o600, flush: true }));
  rmSync(path);
}

/**
 * Opens a sealed file.
 *
 * @throws when a single bit of it is not as it was sealed
 */
export async function unseal(path: string, key: string, target: string): Promise<void> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(key);
  const opened = await decrypter.decrypt(Readable.toWeb(createReadStream(path)));
  await opened.pipeTo(Writable.toWeb(createWriteStream(target, { mode: 0o600 })));
}

export async function fingerprint(folder: string, name: string): Promise<BackupFile> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(join(folder, name)), hash);
  return { name, bytes: statSync(join(folder, name)).size, sha256: hash.digest('hex') };
}

/** Is the file still what the catalogue says? */
export async function isAsRecorded(folder: string, file: BackupFile): Promise<boolean> {
  if (!existsSync(join(folder, file.name))) return false;
  return (await fingerprint(folder, file.name)).sha256 === file.sha256;
}

export const nonce = (): string => randomBytes(4).toString('hex');
