import { chmodSync, globSync, mkdirSync, readFileSync, renameSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { X509Certificate } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { z } from 'zod';
import { codeOf, Fault } from '../platform/fault.ts';
import { parseJson } from '../platform/json.ts';
import type { Certificate } from './certificate-check.ts';
import type { Installation } from './configuration-check.ts';
import { settingsOf } from './env-file.ts';
import type { InstallationFile } from './installation.ts';
import type { KeptFile } from './secrets-check.ts';

/** The text of a file, or `null` when there is none that can be read. */
export function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/**
 * Writes a file whole or not at all, readable by whom it is for from the first byte on.
 *
 * @throws Fault `file.unwritten`
 */
export function writeWhole(root: string, { path, text, mode }: InstallationFile): void {
  const target = join(root, path);
  try {
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(`${target}.new`, text, { mode, flush: true });
    chmodSync(`${target}.new`, mode);
    renameSync(`${target}.new`, target);
  } catch (error) {
    throw new Fault('permanent', 'file.unwritten', { sentence: `${target} cannot be written (${codeOf(error)}).` });
  }
}

/** The settings in the `.env` of a folder; none when there is no such file. */
export const settingsIn = (root: string): ReadonlyMap<string, string> => settingsOf(textOf(join(root, '.env')) ?? '');

/** What stands in a file of JSON; `null`: there is none, or it is not of this shape. */
export function jsonIn<T>(path: string, schema: z.ZodType<T>): T | null {
  const text = textOf(path);
  return text === null ? null : (schema.safeParse(parseJson(Buffer.from(text))).data ?? null);
}

/** The files of secrets that an installation has. */
export function keptFiles(root: string, paths: readonly string[]): KeptFile[] {
  return paths.flatMap((path) => {
    const text = textOf(join(root, path));
    return text === null ? [] : [{ path, mode: statSync(join(root, path)).mode, settings: settingsOf(text) }];
  });
}

/** Every file of a folder that holds secrets by its name: settings in `.env` and its copies, keys. */
export function secretPaths(root: string): string[] {
  const names = ['.env', '.env.*', '*.env', '*.key', 'privkey*.pem'].map((name) => `**/${name}`);
  const elsewhere = /(^|\/)(node_modules|\.git|dist)(\/|$)/;
  return globSync(names, { cwd: root, exclude: (path) => elsewhere.test(path) })
    .filter((path) => !path.endsWith('.example'))
    .toSorted();
}

/** @param host the name by which it is called */
export function certificateIn(path: string, host: string): Certificate | null {
  try {
    const certificate = new X509Certificate(readFileSync(path));
    const { validTo, issuer, subject } = certificate;
    const until = Temporal.Instant.fromEpochMilliseconds(Date.parse(validTo));
    return { until, selfSigned: issuer === subject, covers: certificate.checkHost(host) !== undefined };
  } catch {
    return null;
  }
}

/** Space on the disk of a folder, or of the nearest one above that exists. */
export function diskOf(path: string): Installation['disks'][number] {
  try {
    const { bavail, bsize, ffree } = statfsSync(path);
    return { path, freeBytes: bavail * bsize, freeInodes: ffree, device: statSync(path).dev };
  } catch (error) {
    if (dirname(path) === path) throw error;
    return { ...diskOf(dirname(path)), path };
  }
}
