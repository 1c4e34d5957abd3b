import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { it } from 'node:test';

const skip = existsSync('dashboard/dist/index.html') ? false : 'the dashboard is not built';

it('has the styles of every part of the library that the dashboard draws', { skip }, () => {
  const classesOf = (files: readonly string[]) =>
    new Set(files.flatMap((file) => readFileSync(file, 'utf8').match(/\bm_[0-9a-f]{6,8}\b/g) ?? []));
  const drawn = classesOf(globSync('dashboard/dist/assets/*.js'));
  const styled = classesOf(globSync('dashboard/dist/assets/*.css'));
  const known = classesOf(['node_modules/@mantine/core/styles.css']);
  assert(drawn.size > 100, `only ${drawn.size} classes`);
  assert.deepEqual(
    [...drawn].filter((name) => known.has(name) && !styled.has(name)),
    [],
    'a file of the library is missing in dashboard/src/frame/library.css',
  );
});
