import assert from 'node:assert/strict';
import { it } from 'node:test';
import { headsOf, mayStart } from './when-opening.ts';

/** What patterns may begin with; `.` is any sign, or none. */
const cases: readonly [source: string, heads: string][] = [
  ['amanha', 'am'],
  ['(?:de )?manha', 'de ma'],
  ['[1-3x]h', '1h 2h 3h xh'],
  ['x{1,2}h', 'xh xx'],
  ['(?<![\\p{L}\\d])(?:a|e?so)(?![\\p{L}])', 'a. es so'],
  ['a{0,2}b*c+', 'aa ab ac bb bc c. cc'],
  ['(?=x)ya', 'ya'],
  ['\\bdia', 'di'],
  ['\\(-', '(-'],
  ['ab?', 'a. ab'],
  ['a?', '.. a.'],
  ['\\p{L}+e', '.. .e'],
  ['[^a]b', '.b'],
  ['.a|bc', '.a bc'],
  ['(?:a|)b', 'ab b.'],
  ['(?<x>a)\\k<x>', 'a.'],
];

for (const [source, expected] of cases)
  it(`${source} begins with ${expected}`, () => {
    const heads = [...headsOf(source)].map((head) => head.replaceAll('\0', '.'));
    assert.equal(heads.toSorted().join(' '), expected);
  });

it('knows whether a text can go on with it', () => {
  const heads = headsOf('a|bc|[^d]e');
  const texts = ['a', 'ax', 'bc', 'bd', 'xe', 'xf', ''];
  assert.deepEqual(
    texts.filter((text) => mayStart(heads, text[0] ?? '', text[1] ?? '')),
    ['a', 'ax', 'bc', 'xe'],
  );
});
