import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { allowanceWithin } from './budget.ts';
import { turnAllowance } from './model-call.ts';
import { costMicros, parsePrices } from './prices.ts';

it('never allows more than a turn may spend, nor more than is left of any budget', () => {
  const budget = fc.record({ spent: fc.nat(100_000), limit: fc.nat(100_000) });
  fc.assert(
    fc.property(budget, budget, fc.nat(6), (one, other, made) => {
      const turn = { calls: made, inputTokens: 900 * made, outputTokens: 90 * made };
      const { calls, inputTokens, outputTokens } = allowanceWithin(turn, [one, other]);
      const left = Math.max(0, Math.min(one.limit - one.spent, other.limit - other.spent));
      assert(inputTokens + outputTokens <= left);
      assert(calls <= Math.max(0, turnAllowance.calls - made) && inputTokens <= turnAllowance.inputTokens);
      assert(inputTokens >= 0 && outputTokens >= 0 && outputTokens <= turnAllowance.outputTokens);
    }),
  );
});

const call = {
  purpose: 'understand',
  provider: 'p',
  model: 'm',
  promptHash: '',
  inputTokens: 1000,
  outputTokens: 100,
  tookMs: 1,
  outcome: 'used',
  status: null,
  words: { instructions: '', data: '', answer: null },
  at: Temporal.Instant.from('2026-11-24T10:00:00Z'),
} as const;

it('knows what a call cost only where the price file says it', () => {
  const prices = parsePrices({ m: { input: 0.2, output: 0.8 } });
  assert.equal(costMicros(prices, call), 280);
  assert.equal(costMicros(prices, { ...call, model: 'constructor' }), null);
});

it('names what is wrong in a price file', () => {
  assert.throws(
    () => parsePrices({ m: { input: -1, output: 'x' }, n: {} }),
    (fault) => /m\.input must be at least 0.*m\.output must be a number.*n\.input/.test(JSON.stringify(fault)),
  );
});
