import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { Environment } from '../src/platform/config.ts';
import { root } from '../src/platform/root.ts';

const texts = new Map(
  globSync('src/**/*.ts', { cwd: root })
    .filter((file) => !/\.(test|gen)\.ts$/.test(file))
    .map((file) => [file, readFileSync(join(root, file), 'utf8')]),
);

/** The files that use a name, beside those that only read it in. */
function readersOf(name: string, declaring: RegExp): string[] {
  const word = new RegExp(String.raw`\b${name}\b`);
  return [...texts].filter(([file, text]) => !declaring.test(file) && word.test(text)).map(([file]) => file);
}

it('has no setting of the environment that nothing reads', () => {
  const names = Object.keys(Environment.shape);
  assert(names.length > 10, `only ${names.length} settings`);
  assert.deepEqual(
    names.filter((name) => readersOf(name, /platform\/config\.ts$/).length === 0),
    [],
  );
});
