import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { testDatabase } from '../src/platform/testing.ts';
import { schemaOf } from './schema.ts';

const { url } = await testDatabase();

it('types the database as the migrations make it (else: npm run schema)', () => {
  assert.equal(readFileSync('src/platform/schema.gen.ts', 'utf8'), schemaOf(url));
});
