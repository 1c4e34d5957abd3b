import { randomUUID } from 'node:crypto';
import { after } from 'node:test';
import pg from 'pg';
import { openDb, type Db } from './db.ts';
import { Secret } from './secret.ts';

/** The server that `npm test` started; its database `template` is migrated and empty. */
const server = process.env['TEST_DATABASE_URL'] ?? '';

/** A migrated database of one test file's own. It goes with the server, for others may still be connected to it. */
export async function testDatabase(): Promise<{ db: Db; url: Secret }> {
  if (!server)
    throw new Error('No database: run tests with `npm test`, or one file with `npm test -- src/platform/db.test.ts`.');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(`create database ${name} template template_migrated`);
  const url = new Secret(server.replace(/\/\w+$/, `/${name}`));
  const { db, close } = openDb(url);
  after(close);
  return { db, url };
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(statement);
  await client.end();
}
