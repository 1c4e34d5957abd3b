// Installs what is missing, by the lockfile. Plain JavaScript for any Node from 20 on: it runs before Node 26 is here.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
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

if (process.argv[1] === fileURLToPath(import.meta.url)) install();
