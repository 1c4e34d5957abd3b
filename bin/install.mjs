// Installs what is missing, by the lockfile. Plain JavaScript for any Node from 20 on: it runs before Node 26 is here.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const mark = `${root}node_modules/.installed`;

/** Says so in one sentence and ends the process when the install fails. */
export function install() {
  const lock = createHash('sha256')
    .update(readFileSync(`${root}package-lock.json`))
    .digest('hex');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === lock) return;
  console.log('Installing dependencies (once, about a minute) …');
  const { status, stderr } = spawnSync('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error(
      `The dependencies could not be installed: check the network and the disk, then try again.\n${stderr.split('\n').slice(0, 8).join('\n')}`,
    );
    process.exit(1);
  }
  writeFileSync(mark, lock);
}

/** Builds the dashboard when it is not there, or its source has changed since. About two seconds. */
export function build() {
  const inputs = [
    ...filesIn('dashboard', /^(?!.*(dist|node_modules)\/)/),
    ...filesIn('src', /\.view\.ts$/),
    'package-lock.json',
  ];
  const hash = createHash('sha256');
  for (const path of inputs.toSorted((a, b) => (a < b ? -1 : 1))) hash.update(path).update(readFileSync(root + path));
  const source = hash.digest('hex');
  const builtOf = `${root}dashboard/dist/.source`;
  if (existsSync(builtOf) && readFileSync(builtOf, 'utf8') === source) return;
  const { status, stderr } = spawnSync(
    `${root}node_modules/.bin/node`,
    [
      `${root}node_modules/vite/bin/vite.js`,
      'build',
      '--logLevel',
      'error',
      '--config',
      `${root}dashboard/vite.config.ts`,
    ],
    { cwd: root, encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] },
  );
  if (status !== 0) {
    console.error(`The dashboard could not be built.\n${stderr.split('\n').slice(0, 20).join('\n')}`);
    process.exit(1);
  }
  writeFileSync(builtOf, source);
}

/** Paths from the root, of the files under a folder that match. */
function filesIn(folder, wanted) {
  return readdirSync(root + folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath ?? entry.path}/${entry.name}`.slice(root.length))
    .filter((path) => wanted.test(path));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  install();
  build();
}
