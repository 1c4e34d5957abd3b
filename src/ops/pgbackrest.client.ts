import type { Compose } from './compose.client.ts';

const commandOf = (args: readonly string[]) => [
  'exec',
  '-T',
  '--user',
  'postgres',
  'postgres',
  'pgbackrest',
  '--stanza=main',
  ...args,
];

/** Runs pgBackRest beside the database, and answers what it printed. */
export const pgbackrest = (compose: Compose, ...args: string[]) => compose.succeed(commandOf(args));

/** The same, with what it said of failures: `verify` finds corruption and exits with 0. */
export const judgedByPgbackrest = (compose: Compose, ...args: string[]) => compose.run(commandOf(args));
