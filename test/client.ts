import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openApi } from '../src/api.ts';
import { openLog } from '../src/platform/log.ts';
import { migrate } from '../src/platform/migrate.ts';
import { startPostgres } from '../src/platform/postgres.ts';
import { demoConfig } from './stack.ts';

/** What writes the types. It needs a TypeScript of its own, so it is fetched only when the API has changed. */
const generator = ['--package=openapi-typescript@7.13.0', '--package=typescript@5.9.3'];

const target = new URL('../client/api.gen.ts', import.meta.url);

/** The line that says which description the types are of. */
export const markOf = (description: string) =>
  `// Of the description ${createHash('sha256').update(description).digest('hex')}: \`npm run client\` writes this.`;

/** `npm run client`: the types of the API, of its own description. */
async function write(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'client-'));
  const postgres = await startPostgres(join(folder, 'postgres'), false);
  await migrate(postgres.url);
  const config = await demoConfig(postgres.url);
  const api = await openApi(config, postgres.url, openLog('silent'));
  const description = await fetch(`http://127.0.0.1:${config.PORT}/api/docs/openapi.json`).then((answer) =>
    answer.text(),
  );
  await api.close();
  await postgres.stop();
  const [source, made] = [join(folder, 'openapi.json'), join(folder, 'api.ts')];
  writeFileSync(source, description);
  const args = ['exec', '--yes', ...generator, '--', 'openapi-typescript', source, '--output', made];
  const { status } = spawnSync('npm', args, { stdio: 'inherit' });
  if (status !== 0) throw new Error('the generator failed: see above');
  writeFileSync(target, `${markOf(description)}\n${readFileSync(made, 'utf8')}`);
  spawnSync('node_modules/.bin/oxfmt', ['client/api.gen.ts'], { stdio: 'inherit' });
  rmSync(folder, { recursive: true, force: true });
}

if (process.argv.includes('--write')) await write();
