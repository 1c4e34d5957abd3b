import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { metaCodeOf, remedies, remedyOf, waitMs, type Remedy } from './remedy.ts';

/** The rows of Meta's table, as written down apart from the code. */
const rows: readonly [name: string, codes: readonly number[], remedy: Remedy][] = [
  ['retry, throttle the number: token bucket, back-off with jitter from 1 s', [130429, 131057], 'slowNumber'],
  ['retry, throttle this recipient, keep its order, others go on', [131056], 'slowContact'],
  ['retry in minutes, throttle app or WABA', [4, 80007, 613], 'slowAccount'],
  ['retry, transient: <= 5 tries over about 10 min', [1, 2, 131000, 131016, 133004], 'again'],
  ['retry once after a repair', [131053, 134101, 131047], 'once'],
  [
    'do not retry; this message or contact only; tell the attendant',
    [131026, 131049, 130472, 130403, 131021, 131030, 131037],
    'giveUp',
  ],
  ['do not retry; opted out: record it', [131050], 'optedOut'],
  [
    'stop the campaign or template, alert',
    [131048, 131064, 132007, 132015, 132016, 131063, 134100, 134102, 132068, 132069],
    'stopTemplate',
  ],
  [
    'our bug: dead letter with the body, alert',
    [100, 131008, 131009, 131051, 131055, 131061, 131062, 132000, 132001, 132005, 132012, 132018, 135000],
    'bug',
  ],
  [
    'circuit-break the number or tenant, keep its queue, CRITICAL, probe and resume by itself',
    [190, 0, 3, 10, 200, 299, 131005, 33, 131045, 133010, 131042, 134011, 368, 130497, 131031],
    'hold',
  ],
  ['inbound only', [131052, 131060], 'incoming'],
  [
    'set-up only',
    [133000, 133005, 133006, 133008, 133009, 133015, 133016, 2388019, 2388293, 2388299, 2593107, 2593108, 147002],
    'setUp',
  ],
  ['anything else of 4xx: dead letter and alert', [199, 300, 131099, 999999], 'bug'],
];

for (const [name, codes, remedy] of rows)
  it(`error table: ${name}`, () => {
    for (const code of codes) assert.equal(remedyOf(code, 400), remedy, String(code));
  });

it('error table: anything else of 5xx is transient', () => {
  assert.equal(remedyOf(131099, 500), 'again');
  assert.equal(remedyOf(190, 503), 'hold', 'the code decides, never the HTTP status');
});

it('leaves no code without an action and no action without an end', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1, max: 3_000_000 }), fc.constantFrom(400, 401, 429, 500, 503), (code, status) => {
      const remedy = remedyOf(code, status);
      assert(remedies.includes(remedy));
      const wait = waitMs(code, remedy, 100, 0.5);
      const keeps = ['slowNumber', 'slowContact', 'slowAccount', 'hold'].includes(remedy);
      assert.equal(wait !== null, keeps, 'only what is nobody’s fault is tried for ever');
    }),
  );
});

it('rates: per recipient ("pair"): waits 1, 4, 16, 64 seconds for a contact, and gives passing trouble five tries over about ten minutes', () => {
  const waits = (code: number, remedy: Remedy) => [1, 2, 3, 4, 5].map((n) => waitMs(code, remedy, n, 0.5));
  assert.deepEqual(waits(131056, 'slowContact'), [1000, 4000, 16_000, 64_000, 256_000]);
  const again = waits(131000, 'again');
  assert.equal(again[4], null);
  const total = again.reduce<number>((sum, ms) => sum + (ms ?? 0), 0);
  assert(total > 9 * 60_000 && total < 11 * 60_000);
  assert.deepEqual(waits(131047, 'once').slice(0, 2), [5000, null]);
});

it('reads a code of Meta’s from a fault or a status, and nothing else', () => {
  assert.deepEqual(['whatsapp.131047', '190', 'whatsapp.unreachable', 'outbox.lease', ''].map(metaCodeOf), [
    131047,
    190,
    null,
    null,
    null,
  ]);
});
