import assert from 'node:assert/strict';
import { it } from 'node:test';
import { sql } from 'kysely';
import { json } from './db.ts';
import { testDatabase } from './testing.ts';

const { db } = await testDatabase();

it('brings times back as they went in, to the microsecond', async () => {
  const at = Temporal.Instant.from('2026-11-24T10:20:00.123456Z');
  const { rows } = await sql<{ at: Temporal.Instant; day: Temporal.PlainDate; time: Temporal.PlainTime }>`
    select ${at}::timestamptz as at, ${Temporal.PlainDate.from('2026-11-24')}::date as day, ${Temporal.PlainTime.from('09:30')}::time as time`.execute(
    db,
  );
  const texts = rows.map((row) => [row.at, row.day, row.time].map(String));
  assert.deepEqual(texts, [[at.toString(), '2026-11-24', '09:30:00']]);
});

it('stores a list as JSON, not as a PostgreSQL array', async () => {
  const { rows } = await sql<{ list: unknown }>`select ${json(['a', { b: 'ç"\\' }])} as list`.execute(db);
  assert.deepEqual(rows[0]?.list, ['a', { b: 'ç"\\' }]);
});
