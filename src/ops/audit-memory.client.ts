import { join } from 'node:path';
import { AuditMemory } from './audit-check.ts';
import { jsonIn, writeWhole } from './files.client.ts';

const name = 'dependency_audit.json';

/** When the registry was last asked about the dependencies, and last answered; `null`: nobody ever asked here. */
export function lastAudit(folder: string): AuditMemory | null {
  return jsonIn(join(folder, name), AuditMemory);
}

/** The monitor reads it in its container: it is the same folder there. */
export function keepAudit(folder: string, memory: AuditMemory): void {
  writeWhole(folder, { path: name, text: `${JSON.stringify(memory)}\n`, mode: 0o644 });
}
