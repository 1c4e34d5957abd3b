import assert from 'node:assert/strict';
import { it } from 'node:test';
import { intentPhrases, phrasesHash } from '../../test/train.ts';
import { classify } from './classify.ts';
import learnt from './intents.gen.json' with { type: 'json' };
import { readModel } from './model.ts';

it('is the one that the phrase files make: `npm run train` after an edit', () => {
  assert.equal(learnt.learntFrom, phrasesHash(), 'intents.gen.json is stale');
});

it('knows the phrases it was taught', () => {
  const model = readModel(learnt.intents);
  // A tenth of them tells as much in a tenth of the time.
  const all = intentPhrases(10);
  const right = all.filter(({ text, name }) => classify(text, model)?.name === name).length;
  assert(right >= 0.9 * all.length, `${right} of ${all.length}`);
});
