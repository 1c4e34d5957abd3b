import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../src/platform/migrate.ts';
import { startPostgres } from '../src/platform/postgres.ts';
import type { Secret } from '../src/platform/secret.ts';

const types = {
  timestamptz: 'Temporal.Instant',
  time: 'Temporal.PlainTime',
  date: 'Temporal.PlainDate',
  int8: 'number',
};
const target = new URL('../src/platform/schema.gen.ts', import.meta.url);

/** The types of the migrated database, as `src/platform/schema.gen.ts` must hold them. */
export function schemaOf(url: Secret): string {
  const folder = mkdtempSync(join(tmpdir(), 'schema-'));
  const file = join(folder, 'schema.gen.ts');
  const args = [
    '--dialect',
    'postgres',
    '--url',
    url.reveal(),
    '--out-file',
    file,
    '--type-mapping',
    JSON.stringify(types),
    '--exclude-pattern',
    '{migrations,pg_stat_statements*}',
  ];
  const { status, stderr } = spawnSync('node_modules/.bin/kysely-codegen', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  spawnSync('node_modules/.bin/oxfmt', [file, '-c', '.oxfmtrc.json']);
  const text = readFileSync(file, 'utf8');
  rmSync(folder, { recursive: true });
  return text;
}

if (process.argv.includes('--write')) {
  const folder = mkdtempSync(join(tmpdir(), 'schema-'));
  const postgres = await startPostgres(join(folder, 'postgres'), false);
  await migrate(postgres.url);
  writeFileSync(target, schemaOf(postgres.url));
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
