import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commit, edit, setting } from './installation.ts';

/** A key of nobody, made for the moment: it stands in no file of the project. */
export function leak(root: string): void {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
  writeFileSync(join(root, 'id.txt'), privateKey.export({ type: 'pkcs1', format: 'pem' }));
  commit(root, 'a key');
}

export function leakAndRemove(root: string): void {
  leak(root);
  rmSync(join(root, 'id.txt'));
  commit(root, 'no key');
}

export function spill(root: string): void {
  const [, key = ''] = /^OPERATOR_KEY=(.*)$/m.exec(readFileSync(join(root, '.env'), 'utf8')) ?? [];
  writeFileSync(join(root, 'notes.md'), `ask with ${key}`);
  commit(root, 'notes');
}

export function placeholders(root: string): void {
  const chain = [{ name: 'Ana', phone: '+5511999990001' }];
  writeFileSync(join(root, 'deploy/local/on-call.json'), JSON.stringify({ chain }));
  edit(root, '.env', setting('ALERT_ON_CALL', 'deploy/local/on-call.json'));
}
