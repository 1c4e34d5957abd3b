import pg from 'pg';
import { z } from 'zod';
import { codeOf, Fault } from '../platform/fault.ts';
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
    try {
      await client.connect();
      const { rows } = await client.query({ text: statement, rowMode: 'array' });
      return z.tuple([z.string()]).parse(rows[0])[0];
    } catch (error) {
      if (error instanceof z.ZodError) throw error;
      const sentence = `the database did not answer (${codeOf(error) || `within ${withinMs / 1000} s`})`;
      throw new Fault('transient', 'database.silent', { sentence }, error);
    } finally {
      await client.end();
    }
  };
}
