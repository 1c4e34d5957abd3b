import { join } from 'node:path';
import { guard, type Guarded } from '../../src/guard.ts';
import type { Finding } from '../../src/ops/finding.ts';
import { configOf } from '../../src/platform/config.ts';
import { supply } from '../../src/supply.ts';
import { validate } from '../../src/validate.ts';

/** One thing that goes wrong, and what is said of it. */
export type Fault = {
  readonly what: string;
  readonly plant: (root: string) => unknown;
  /** The command, as it is typed, and what it does. */
  readonly found: readonly [command: string, look: (root: string) => Promise<Finding[]>];
  readonly check: RegExp;
  readonly says: RegExp;
  readonly fix: RegExp;
  readonly code: 0 | 1 | 2;
};

const areas = { ...guard, ...supply };
export const guarded = (root: string, more: Record<string, string> = {}): Guarded => ({
  root,
  config: configOf({ ENVIRONMENT: 'demo', PUBLIC_URL: 'https://localhost:1', DATA_DIR: join(root, 'data'), ...more }),
  logs: join(root, 'logs'),
  now: Temporal.Now.instant(),
});
export const validating = (subject: string): Fault['found'] => [
  `validate ${subject}`,
  (root) => validate(root, subject),
];
export const checking = (area: string, more: Record<string, string> = {}): Fault['found'] => [
  'security check',
  async (root) => (await areas[area]?.(guarded(root, more))) ?? [],
];
