import type { Config } from './platform/config.ts';
import type { Db } from './platform/db.ts';
import type { Secret } from './platform/secret.ts';

/** What a command of `commands.ts` works with, beside what was typed. */
export type Terminal = {
  readonly print: (line: string) => void;
  /** Runs a task to its end; what goes wrong is one sentence and exit code 1. */
  readonly once: (task: () => Promise<void>) => Promise<void>;
  /** Runs until a signal comes. */
  readonly serve: (open: () => Promise<{ readonly close: () => Promise<void> }>) => Promise<void>;
  readonly withDatabase: (task: (db: Db, config: Config) => Promise<void>, queryMs?: number) => Promise<void>;
  readonly databaseOf: (config: Config) => Secret;
  readonly settings: () => Config;
};
