import pg from 'pg';
import { z } from 'zod';
import type { Secret } from '../platform/secret.ts';

/** Asks the database one statement that answers with one text. */
export type Question = (statement: string) => Promise<string>;

/** Nobody waits longer for an answer of a check. */
const withinMs = 10_000;

/** Asks a server that can be reached from here, on a connection of its own. */
export function questionTo(url: Secret): Question {
  return async (statement) => {
    const client = new pg.Client({
      connectionString: url.reveal(),
      connectionTimeoutMillis: withinMs,
      statement_timeout: withinMs,
    });
    await client.connect();
    try {
      const { rows } = await client.query({ text: statement, rowMode: 'array' });
      return z.tuple([z.string()]).parse(rows[0])[0];
    } finally {
      await client.end();
    }
  };
}
