import type { Finding } from './finding.ts';

/** A file as it stands on disk. */
export type KeptFile = { readonly path: string; readonly mode: number; readonly settings: ReadonlyMap<string, string> };

/** Names of settings whose values are secret, and the least bits of chance each must hold; Meta's own are as Meta makes them. */
const secrets: Readonly<Record<string, number>> = {
  WHATSAPP_APP_SECRET: 64,
  WHATSAPP_VERIFY_TOKEN: 40,
  WHATSAPP_ACCESS_TOKEN: 64,
  DATABASE_URL: 100,
  AUTH_SECRET: 100,
  OPERATOR_KEY: 80,
  POSTGRES_PASSWORD: 100,
  APP_PASSWORD: 100,
  RECEIVER_PASSWORD: 100,
  PGBACKREST_REPO1_CIPHER_PASS: 100,
};

const defaults =
  /^(demo-.*|change-?me.*|secret|password|postgres|admin|example.*|test.*|your[-_].*|xxx+|123456.*|whats_?agent)$/i;

/** The secret values in a file of settings, long enough to be told from any other word. */
export const secretValues = (settings: ReadonlyMap<string, string>): string[] =>
  Object.keys(secrets)
    .map((name) => [name, settings.get(name) ?? ''] as const)
    .map(([name, value]) => (name === 'DATABASE_URL' ? (URL.parse(value)?.password ?? '') : value))
    .filter((value) => value.length >= 16);

/** Bits of chance in a text, at most: its length by the entropy of its own characters. */
export function chanceBits(text: string): number {
  const counts = new Map<string, number>();
  for (const letter of text) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  const perLetter = [...counts.values()].reduce(
    (sum, count) => sum - (count / text.length) * Math.log2(count / text.length),
    0,
  );
  return perLetter * text.length;
}

/** Are secrets there, no defaults, strong, and readable by their owner only? Their values are never said. */
export function checkSecrets(files: readonly KeptFile[], tracked: readonly string[]): Finding[] {
  return files.flatMap((file) => [
    ...modeOf(file),
    ...(tracked.includes(file.path)
      ? [
          wrong(
            file.path,
            'is in the repository',
            `git rm --cached ${file.path}, and make new secrets: the old are known.`,
          ),
        ]
      : []),
    ...Object.entries(secrets).flatMap(([name, bits]) => secretOf(file, name, bits)),
  ]);
}

const wrong = (check: string, says: string, fix: string): Finding => ({ check, level: 'error', says, fix });

function modeOf({ path, mode }: KeptFile): Finding[] {
  const others = mode & 0o077;
  if (others === 0) return [{ check: path, level: 'ok', says: 'only its owner can read it' }];
  return [wrong(path, `others may use it (mode ${(mode & 0o777).toString(8)})`, `chmod 600 ${path}`)];
}

function secretOf({ path, settings }: KeptFile, name: string, bits: number): Finding[] {
  const value = settings.get(name);
  if (value === undefined) return [];
  const check = `${path} ${name}`;
  const secret = name === 'DATABASE_URL' ? (URL.parse(value)?.password ?? '') : value;
  if (secret === '') return [wrong(check, 'is empty', 'whats-agent init writes a strong one.')];
  if (defaults.test(secret)) return [wrong(check, 'is a default that everybody knows', 'Set one of your own.')];
  if (chanceBits(secret) < bits)
    return [wrong(check, `is too weak to be a secret (needs ${bits} bits of chance)`, 'openssl rand -base64 32')];
  return [{ check, level: 'ok', says: 'is there and strong' }];
}
