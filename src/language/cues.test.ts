import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { cuesIn } from './cues.ts';

const lines = readFileSync(new URL('./cues-examples.txt', import.meta.url), 'utf8').split('\n');
const examples = lines.flatMap((line) => {
  const { text, expected } = /^(?<text>.+) => (?<expected>.+)$/.exec(line)?.groups ?? {};
  return line.startsWith('#') || text === undefined || expected === undefined ? [] : [{ text, expected }];
});

describe('cuesIn', () => {
  for (const { text, expected } of examples) {
    it(`${text} => ${expected}`, () => {
      const cues = cuesIn(text).map(({ cue }) => cue);
      assert.equal(cues.join(' ') || '-', expected);
    });
  }

  it('read its examples', () => assert(examples.length >= 200, `only ${examples.length} examples`));

  it('points into the text, in order and without overlap', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...examples.map((each) => each.text)));
    fc.assert(
      fc.property(text, (each) => {
        let end = 0;
        for (const { span } of cuesIn(each)) {
          assert(span.start >= end && span.start < span.end && span.end <= each.length);
          end = span.end;
        }
      }),
    );
  });
});
