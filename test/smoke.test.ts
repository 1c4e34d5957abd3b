import assert from 'node:assert/strict';
import { it } from 'node:test';
import { sql } from 'kysely';
import { smoke } from '../src/smoke.ts';
import { testDatabase } from '../src/platform/testing.ts';

it('books in a database of its own, and leaves nothing behind', async () => {
  const { db, url } = await testDatabase();
  const { tookMs } = await smoke(url);
  assert(tookMs < 20_000);
  assert.equal((await db.selectFrom('inbox').select('id').execute()).length, 0);
  const { rows } = await sql`select from pg_database where datname like 'smoke%'`.execute(db);
  assert.equal(rows.length, 0);
});
