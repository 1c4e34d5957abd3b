import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../platform/fault.ts';
import { textOf } from './files.client.ts';
import { chained, readEntries, type Happening } from './incident.ts';

/** Incidents have a folder of their own, which nothing ever prunes: the register is kept for five years at least. */
export const incidentFolder = 'incidents';
const pathOf = (root: string) => join(root, incidentFolder, 'register.jsonl');

export const readRegister = (root: string): ReturnType<typeof readEntries> => readEntries(textOf(pathOf(root)) ?? '');

/** @throws Fault `register.broken`: nothing is written behind a line that somebody changed */
export function write(root: string, happening: Happening): void {
  const { entries, whole } = readRegister(root);
  if (!whole)
    throw new Fault('permanent', 'register.broken', {
      sentence: `Line ${entries.length + 1} of ${pathOf(root)} is not as it was written: keep a copy of it, and put back the one of the last backup.`,
    });
  mkdirSync(join(root, incidentFolder), { recursive: true, mode: 0o700 });
  appendFileSync(pathOf(root), `${JSON.stringify(chained(entries, happening))}\n`, { mode: 0o600, flush: true });
}
