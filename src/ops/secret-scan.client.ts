import { spawn } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Finding } from './finding.ts';
import { run } from './shell.client.ts';

/** So far back and so long history is looked through; what lies beyond is said. */
const commitsMax = 20_000;
const historyMs = 60_000;
const fileBytesMax = 1024 ** 2;

/** A password of a few letters is an example's, and would be nobody's: the checks of secrets refuse it. */
const examples = { allows: [String.raw`/:\/\/[^:@/]*:[^@]{1,8}@/`] };
const database = { id: '@secretlint/secretlint-rule-database-connection-string', options: examples };

/** Its rules are many, and only this scan needs them. */
async function openLinter() {
  const [{ lintSource }, { creator }] = await Promise.all([
    import('@secretlint/core'),
    import('@secretlint/secretlint-rule-preset-recommend'),
  ]);
  const preset = {
    id: '@secretlint/secretlint-rule-preset-recommend',
    rule: creator,
    options: {},
    rules: [database],
  };
  return async ({ path, text }: Piece): Promise<string[]> => {
    const source = { filePath: path, content: text, ext: '', contentType: 'text' } as const;
    const { messages } = await lintSource({ source, options: { config: { rules: [preset] }, maskSecrets: true } });
    return messages.map(({ messageId }) => messageId);
  };
}

type Eyes = { readonly lint: Awaited<ReturnType<typeof openLinter>>; readonly known: readonly string[] };

/** Text that stands in a file, or was added to it by a commit. */
type Piece = { readonly path: string; readonly commit: string | null; readonly text: string };

/**
 * Looks for secrets in the files of the repository and in all that was ever added to them: by the shapes that secretlint
 * knows, and by the values that this installation uses.
 *
 * @param known values that are secret here; none of them is printed
 */
export async function scanRepository(root: string, known: readonly string[]): Promise<Finding[]> {
  const listed = await run(['git', '-C', root, 'ls-files', '-z']).catch(() => null);
  if (listed?.code !== 0)
    return [unknown('git cannot say what is in it', 'apt install git, and run it in a clone of the project.')];
  const paths = listed.out.split('\0').filter((path) => path !== '');
  const eyes: Eyes = { lint: await openLinter(), known };
  const found: Finding[] = [];
  for (const path of paths)
    found.push(...(await judge({ path, commit: null, text: smallText(join(root, path)) }, eyes)));
  const named = new Set(found.map(({ check }) => check));
  let changes = 0;
  for await (const piece of additions(root)) {
    if (piece === 'cut')
      found.push(unknown('not all of its history was looked through', 'Run it on a quieter machine.'));
    else if (!named.has(piece.path)) found.push(...(await judge(piece, eyes)));
    changes += 1;
  }
  if (found.length > 0) return found;
  return [{ check: where, level: 'ok', says: `none in ${paths.length} files and ${changes} changes` }];
}

const where = 'secrets in the repository';
const unknown = (says: string, fix: string): Finding => ({ check: where, level: 'unknown', says, fix });

async function judge(piece: Piece, { lint, known }: Eyes): Promise<Finding[]> {
  const { path, commit, text } = piece;
  if (text === '') return [];
  const rules = new Set(await lint(piece));
  if (known.some((value) => text.includes(value))) rules.add('a secret of this installation');
  const at = commit === null ? '' : ` in commit ${commit}`;
  return [...rules].map((rule) => ({
    check: path,
    level: 'error',
    says: `holds a secret${at} (${rule})`,
    fix: 'Make a new one where it is issued: whoever has a copy of the repository knows it. Then take it out.',
  }));
}

function smallText(path: string): string {
  const { size } = statSync(path, { throwIfNoEntry: false }) ?? { size: 0 };
  if (size === 0 || size > fileBytesMax) return '';
  const bytes = readFileSync(path);
  return bytes.includes(0) ? '' : bytes.toString();
}

const mark = '\u0001commit ';

/** What each commit added to each file, newest first; `cut` when there was no time for all of it. */
async function* additions(root: string): AsyncGenerator<Piece | 'cut'> {
  const what = ['--all', '--no-color', '--no-renames', '--no-ext-diff', '--unified=0', '--diff-filter=AM'];
  const args = ['-C', root, 'log', `--max-count=${commitsMax}`, ...what, `--format=${mark}%h`, '--patch'];
  const git = spawn('git', args, { stdio: ['ignore', 'pipe', 'ignore'], timeout: historyMs });
  const ended = new Promise<boolean>((done) => git.once('close', (code) => done(code === 0)));
  let piece = { path: '', commit: '', text: '' };
  for await (const line of createInterface({ input: git.stdout, crlfDelay: Infinity })) {
    const path = /^\+\+\+ b\/(.+)$/.exec(line)?.[1];
    if (path !== undefined || line.startsWith(mark)) {
      if (piece.text !== '') yield piece;
      const commit = line.startsWith(mark) ? line.slice(mark.length) : piece.commit;
      piece = { path: path ?? '', commit, text: '' };
    } else if (line.startsWith('+')) piece.text += `${line.slice(1)}\n`;
  }
  if (piece.text !== '') yield piece;
  if (!(await ended)) yield 'cut';
}
