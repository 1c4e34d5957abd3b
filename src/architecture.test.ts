import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { it } from 'node:test';

/** Folders, lowest first. A folder may import itself and those before it. */
const folders =
  'platform language business contacts bookings conversations agent whatsapp campaigns insight accounts ops simulator'.split(
    ' ',
  );

/** Except: the simulator shares nothing (it would agree with itself), and a channel knows no brain. */
const apart: Readonly<Record<string, RegExp>> = { simulator: /^(?!platform)/, whatsapp: /^agent/ };

/** What a file may not import, by suffix. `rule` is a file without one; `platform/` is free. */
const closed: Readonly<Record<string, RegExp>> = {
  rule: /\.(view|store|client|routes|job|command)\.ts$|^(pg|kysely|fastify|pino)|^node:(fs|http|net|child_process)|platform\/(config|db|http|log|runner)\.ts$/,
  view: /^\.(?!.*\.view\.ts$)|^node:/,
  store: /\.(client|routes|job|command)\.ts$|^fastify/,
  client: /\.(store|routes|job|command)\.ts$|^(kysely|fastify)/,
  routes: /\.(client|job|command)\.ts$|^pg/,
  job: /\.(routes|command)\.ts$|^(pg|fastify)/,
  command: /\.(store|client|routes|job)\.ts$|^(pg|kysely|fastify|node:)/,
};

/** What only some files may say: the world outside belongs to the entry files, a `catch` to the edges. */
const reserved: readonly [what: RegExp, where: RegExp][] = [
  [/process\.env|Temporal\.Now|Math\.random|\bnew Date|Date\.now/, /^src\/(\w+|platform\/testing)\.ts$/],
  // A `catch` of statements and of promises; zod's `.catch(value)` is a default.
  [/\bcatch\b(?!\()|\.catch\((?=\w*\(|\w+ =>|async)/, /^src\/(\w+|platform\/\w+|.*\.client)\.ts$/],
];

const shape =
  /^src\/[a-z]+\/(?!utils|helpers|common|misc|shared|types|constants|index)[a-z-]+(\.(view|store|client|routes|job|command|gen))?\.ts$/;

const files = globSync('src/*/**/*.ts').filter((file) => !file.endsWith('.test.ts'));
const folderOf = (file: string) => file.split('/')[1] ?? '';
const kindOf = (file: string) =>
  folderOf(file) === 'platform' ? 'platform' : (/\.(\w+)\.ts$/.exec(file)?.[1] ?? 'rule');

for (const file of files) {
  it(`${file} is where it belongs and imports what it may`, () => {
    const text = readFileSync(file, 'utf8');
    assert.match(file, shape);
    // What is generated is data: "catch" may be a word that people say.
    for (const [what, where] of file.endsWith('.gen.ts') ? [] : reserved)
      assert(where.test(file) || !what.test(text), `${file} may not say ${what.source}`);
    for (const [, path = ''] of text.matchAll(/^(?:import|export)\s[^;]*?from '([^']+)'/gm)) {
      assert(!closed[kindOf(file)]?.test(path), `a ${kindOf(file)} may not import ${path}`);
      if (!path.startsWith('.')) continue;
      const [from, to] = [folderOf(file), folderOf(join(dirname(file), path))];
      assert(folders.indexOf(to) >= 0 && folders.indexOf(to) <= folders.indexOf(from), `${to} stands above ${from}`);
      assert(to === from || !apart[from]?.test(to), `${from} may not know ${to}`);
    }
  });
}

it('looked at the whole source', () => assert(files.length > 20, `only ${files.length} files`));
