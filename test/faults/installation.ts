import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { init } from '../../src/init.ts';
import { root as project } from '../../src/platform/root.ts';

/** An installation as `init --trial` makes it, in a repository of its own. */
export async function install(root: string): Promise<void> {
  for (const path of ['deploy/compose.yaml', 'deploy/nginx', 'package.json', 'package-lock.json', '.gitignore'])
    cpSync(join(project, path), join(root, path), { recursive: true });
  await init(root, { trial: true });
  git(root, 'init', '-q');
  commit(root, 'the project');
}

export const git = (root: string, ...args: string[]): string =>
  execFileSync('git', ['-C', root, '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
    encoding: 'utf8',
  });

export function commit(root: string, title: string): void {
  git(root, 'add', '--all');
  git(root, 'commit', '-qm', title);
}

/** Changes a file; a change that changes nothing is a fault of the test. */
export function edit(root: string, path: string, change: (text: string) => string): void {
  const file = join(root, path);
  const before = readFileSync(file, 'utf8');
  const after = change(before);
  if (after === before) throw new Error(`${path} is as it was`);
  writeFileSync(file, after);
}

export const setting = (name: string, value: string) => (text: string) =>
  `${text.replace(new RegExp(`^${name}=.*\n`, 'm'), '')}${name}=${value}\n`;

/** A certificate of its own that ends so many days from now; what is to be in the past has to be said by date. */
export function certify(root: string, host: string, days: number): void {
  const folder = join(root, 'deploy/local/tls');
  const [key, chain, request] = ['privkey.pem', 'fullchain.pem', 'request.pem'].map((name) => join(folder, name));
  if (!key || !chain || !request) throw new Error('three names');
  rmSync(key, { force: true });
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe', cwd: folder });
  const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-subj', `/CN=${host}`];
  const name = ['-addext', `subjectAltName=DNS:${host}`];
  if (days > 0) openssl('req', '-x509', ...ec, ...name, '-days', String(days), '-keyout', key, '-out', chain);
  else {
    mkdirSync(join(folder, 'ca'));
    for (const [file, text] of [
      ['index', ''],
      ['serial', '01'],
      [
        'conf',
        '[ca]\ndefault_ca=d\n[d]\ndatabase=ca/index\nserial=ca/serial\nnew_certs_dir=ca\npolicy=p\ndefault_md=sha256\n[p]\ncommonName=supplied\n',
      ],
    ] as const)
      writeFileSync(join(folder, 'ca', file), text);
    openssl('req', '-new', ...ec, '-keyout', key, '-out', request);
    const dates = ['-startdate', '20250101000000Z', '-enddate', '20250201000000Z'];
    openssl(
      'ca',
      '-config',
      'ca/conf',
      '-selfsign',
      '-batch',
      '-keyfile',
      key,
      '-in',
      request,
      '-out',
      chain,
      ...dates,
    );
  }
  chmodSync(key, 0o400);
}
