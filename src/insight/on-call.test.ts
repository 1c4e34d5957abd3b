import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { parseJson } from '../platform/json.ts';
import { chainAt, isPlaceholder, mistakesIn, OnCall, shiftEnd } from './on-call.ts';

const example = OnCall.parse(parseJson(readFileSync('docs/examples/on-call.json')));
const names = (now: string) => chainAt(example, Temporal.Instant.from(now)).map(({ name }) => name);

it('calls whoever has the shift first, and the others in their order', () => {
  assert.deepEqual(names('2026-12-24T22:00:00Z').slice(0, 3), [
    'Administração de sistemas',
    'Plantão',
    'Engenharia DevOps',
  ]);
  assert.equal(names('2026-12-25T11:00:00Z')[0], 'Plantão', 'a shift ends with its last moment');
  assert.equal(String(shiftEnd(example, Temporal.Instant.from('2026-12-24T22:00:00Z'))), '2026-12-25T11:00:00Z');
  assert.equal(shiftEnd(example, Temporal.Instant.from('2026-12-24T20:00:00Z')), null);
});

it('takes the files of before, which knew neither roles nor channels', () => {
  const old = OnCall.parse({ chain: [{ name: 'Ana', phone: '+5511987654321' }] });
  assert.deepEqual(old.chain, [{ name: 'Ana', role: null, phone: '+5511987654321', email: null }]);
  assert.deepEqual(mistakesIn(old), []);
});

it('finds the numbers of the original runbook, and shifts of nobody, and says no number', () => {
  const file = OnCall.parse({
    chain: [{ name: 'Ana', role: 'operator', phone: '+5511999990003' }],
    shifts: [{ from: '2026-12-25T08:00:00Z', until: '2026-12-24T08:00:00Z', first: 'Bruno' }],
  });
  assert(isPlaceholder(file));
  const mistakes = mistakesIn(file);
  assert.equal(mistakes.length, 3);
  assert.doesNotMatch(mistakes.join(), /99999|Ana|Bruno/);
});
