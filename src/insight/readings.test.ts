import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { it } from 'node:test';
import { rules } from './alerts.ts';
import { readingNames } from './readings.ts';

it('has no reading that nothing reads, and none that no rule looks at', () => {
  const files = [...globSync('src/*.ts'), ...globSync('src/insight/*.ts')].filter(
    (file) => !/(readings|\.test)\.ts$/.test(file),
  );
  const text = files.map((file) => readFileSync(file, 'utf8')).join('\n');
  const looked = new Set(rules.map(({ reading }) => reading));
  for (const name of readingNames) {
    assert(new RegExp(`\\b${name}\\b`).test(text), `${name} is never read`);
    assert(looked.has(name), `no rule looks at ${name}`);
  }
});
