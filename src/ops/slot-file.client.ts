import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { codeOf, Fault } from '../platform/fault.ts';
import { parseJson } from '../platform/json.ts';
import { ActiveSlots } from './slots.ts';

/** What a slot last heard of who serves, for a start while the database is away. `null`: nothing that can be read. */
export function rememberedSlots(path: string): ActiveSlots | null {
  try {
    return ActiveSlots.safeParse(parseJson(readFileSync(path))).data ?? null;
  } catch {
    return null;
  }
}

/**
 * Whole or not at all, whatever is killed or unplugged.
 *
 * @throws Fault `slot.file`
 */
export function rememberSlots(path: string, slots: ActiveSlots): void {
  const written = `${path}.new`;
  try {
    const file = openSync(written, 'w', 0o600);
    writeSync(file, JSON.stringify(slots));
    fsyncSync(file);
    closeSync(file);
    renameSync(written, path);
  } catch (error) {
    throw new Fault('transient', 'slot.file', { code: codeOf(error) }, error);
  }
}
