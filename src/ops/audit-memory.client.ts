import { join } from 'node:path';
import { parseJson } from '../platform/json.ts';
import { AuditMemory } from './audit-check.ts';
import { textOf, writeWhole } from './files.client.ts';

const name = 'dependency_audit.json';

/** When the registry was last asked about the dependencies, and last answered; `null`: nobody ever asked here. */
export function lastAudit(folder: string): AuditMemory | null {
  return AuditMemory.safeParse(parseJson(Buffer.from(textOf(join(folder, name)) ?? ''))).data ?? null;
}

/** The monitor reads it in its container: it is the same folder there. */
export function keepAudit(folder: string, memory: AuditMemory): void {
  writeWhole(folder, { path: name, text: `${JSON.stringify(memory)}\n`, mode: 0o644 });
}
