import { createHash } from 'node:crypto';
import { chmodSync, createReadStream, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { asFault, Fault } from '../platform/fault.ts';
import { parseJson } from '../platform/json.ts';

/** One piece of evidence: the name of its file, and how it is put there. */
export type Source = { readonly name: string; readonly put: (path: string) => Promise<void> };

const Kept = z.object({ name: z.string(), bytes: z.int(), sha256: z.string(), chain: z.string() });
const Manifest = z.object({
  incident: z.string(),
  began: z.string(),
  ended: z.string(),
  files: z.array(Kept),
  /** What could not be had, and why. */
  missing: z.array(z.object({ name: z.string(), why: z.string() })),
});
export type Manifest = z.output<typeof Manifest>;

/** So long one source may take: evidence that never comes must not hold up the rest. */
const sourceMs = 45_000;

const manifestName = 'manifest.json';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/**
 * Puts every piece into a new folder that only its owner may enter, hashes it, and makes it unchangeable. Nothing is
 * ever overwritten: a folder that is there is refused.
 *
 * @throws Fault `evidence.there`
 */
export async function gather(
  folder: string,
  sources: readonly Source[],
  { incident, clock }: { readonly incident: string; readonly clock: () => Temporal.Instant },
): Promise<Manifest> {
  if (existsSync(folder))
    throw new Fault('permanent', 'evidence.there', {
      sentence: `${folder} holds evidence already, and it is not overwritten.`,
    });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const began = clock().toString();
  const files: Manifest['files'] = [];
  const missing: Manifest['missing'] = [];
  for (const source of sources) {
    const why = await taken(source, join(folder, source.name));
    if (why !== null) missing.push({ name: source.name, why });
    if (existsSync(join(folder, source.name))) files.push(await kept(folder, source.name, files.at(-1)?.chain ?? ''));
  }
  const manifest: Manifest = { incident, began, ended: clock().toString(), files, missing };
  writeFileSync(join(folder, manifestName), JSON.stringify(manifest, null, 1), {
    mode: 0o400,
    flag: 'wx',
    flush: true,
  });
  return manifest;
}

/** Why it could not be had; `null`: it is there. */
async function taken({ put }: Source, path: string): Promise<string | null> {
  const late = new Promise<never>((_, fail) => {
    setTimeout(() => fail(new Fault('transient', `late after ${sourceMs / 1000} s`)), sourceMs).unref();
  });
  try {
    await Promise.race([put(path), late]);
    return null;
  } catch (thrown) {
    const { code, context } = asFault(thrown);
    return typeof context['sentence'] === 'string' ? (context['sentence'].split('\n')[0] ?? code) : code;
  }
}

async function kept(folder: string, name: string, before: string): Promise<Manifest['files'][number]> {
  const path = join(folder, name);
  chmodSync(path, 0o400);
  const digest = await digestOf(path);
  return { name, bytes: statSync(path).size, sha256: digest, chain: sha256(`${before}|${name}|${digest}`) };
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** The digest of a manifest: the register keeps it, so that the manifest itself cannot be changed unseen. */
export const sealOf = (folder: string): Promise<string> => digestOf(join(folder, manifestName));

/** What of a folder of evidence is not as it was collected; empty: all is. */
export async function changedIn(folder: string, seal: string): Promise<string[]> {
  const path = join(folder, manifestName);
  if (!existsSync(path)) return [manifestName];
  const manifest = Manifest.safeParse(parseJson(readFileSync(path)));
  if (!manifest.success || (await digestOf(path)) !== seal) return [manifestName];
  const changed = [];
  for (const { name, sha256: digest } of manifest.data.files) {
    const there = join(folder, name);
    if (!existsSync(there) || (await digestOf(there)) !== digest) changed.push(name);
  }
  return changed;
}
