import { setTimeout as wait } from 'node:timers/promises';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..');

export type Ended = { readonly code: number; readonly out: string; readonly ms: number };

/** Starts a command of the product in a process of its own. */
export function begin(...args: string[]): { child: ChildProcess; ended: Promise<Ended> } {
  const began = performance.now();
  const child = spawn(join(root, 'node_modules/.bin/node'), [join(root, 'src/cli.ts'), ...args], { cwd: root });
  let out = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => (out += piece.toString()));
  const ended = new Promise<Ended>((done) =>
    child.once('close', (code) => done({ code: code ?? 137, out, ms: performance.now() - began })),
  );
  return { child, ended };
}

/** A command of the product that has to succeed. */
export async function product(...args: string[]): Promise<Ended> {
  const ended = await begin(...args).ended;
  if (ended.code !== 0) throw new Error(`whats-agent ${args.join(' ')} failed (${ended.code}):\n${ended.out}`);
  return ended;
}

export function shell(line: string): string {
  const { status, stdout, stderr } = spawnSync('bash', ['-c', line], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 512 * 1024 ** 2,
  });
  if (status !== 0) throw new Error(`${line} failed (${status}):\n${stderr}`);
  return stdout.trim();
}

/** Asks the stack's database; a double quote or a dollar would be the shell's. */
export const query = (statement: string): string =>
  shell(`docker compose exec -T postgres psql -XAtq -U postgres whats_agent -c "${statement}"`);

export function setting(name: string): string {
  const text = readFileSync(join(root, '.env'), 'utf8');
  return new RegExp(`^${name}=(.*)$`, 'm').exec(text)?.[1] ?? '';
}

/** Is this folder somebody's real installation? Then nothing is rehearsed on it. */
export const isReal = (): boolean =>
  existsSync(join(root, '.env')) && setting('WHATSAPP_API_URL') !== 'http://nginx:8010/v25.0';

/** The updates that the database holds. */
export const stored = (): Set<string> => new Set(query(`select split_part(key, '/', 1) from inbox`).split('\n'));

/** Turns one bit in the middle of the largest file under a folder whose name fits, and tells how to turn it back. */
export function flipBit(folder: string, fits: RegExp): () => void {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile() && fits.test(path))
    .toSorted((a, b) => statSync(b).size - statSync(a).size);
  const path = files[0];
  if (path === undefined) throw new Error(`nothing in ${folder} fits ${fits.source}`);
  const flip = () => {
    const bytes = readFileSync(path);
    const middle = Math.floor(bytes.length / 2);
    bytes[middle] = (bytes[middle] ?? 0) ^ 1;
    writeFileSync(path, bytes);
  };
  flip();
  return flip;
}

/** Is a webhook taken? `/health` would be answered by the slot that stands by. */
const answers = () => {
  const asked = `hub.mode=subscribe&hub.challenge=1&hub.verify_token=${setting('WHATSAPP_VERIFY_TOKEN')}`;
  return shell(`curl -sk -o /dev/null -w '%{http_code}' 'https://127.0.0.1/webhook?${asked}' || true`) === '200';
};

/** Milliseconds until the proxy passes webhooks on to a slot that takes them. */
export async function untilAnswered(): Promise<number> {
  const began = performance.now();
  while (!answers()) await wait(50);
  return performance.now() - began;
}
