import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { answered, checklists, csvOf, itemOf, lightOver, type Level } from './checklist.ts';

const level = fc.constantFrom<Level[]>('ok', 'warning', 'error', 'unknown', 'not_done');

it('is green only when everything is known to be good, and red when anything failed', () => {
  fc.assert(
    fc.property(fc.array(level), (levels) => {
      const light = lightOver(levels);
      assert.equal(light === 'red', levels.includes('error'));
      assert.equal(light === 'green', levels.length > 0 && levels.every((each) => each === 'ok'));
    }),
  );
});

it('takes an answer that nobody gave for not done, and says what to do after a no', () => {
  assert.equal(answered('phone', null).level, 'not_done');
  assert.equal(answered('phone', { done: true, note: null }).fix, null);
  assert.match(answered('phone', { done: false, note: null }).fix ?? '', /whats-agent health/);
});

it('is as bad as the worst of its findings, tells of no good one beside it, and nothing found is not good', () => {
  const item = itemOf('health', [
    { check: 'database', level: 'ok', says: 'answers' },
    { check: 'worker', level: 'error', says: 'is gone', fix: 'Restart it.' },
    { check: 'redis', level: 'unknown', says: 'no answer', fix: 'Look.' },
  ]);
  assert.deepEqual(
    [item.level, item.says, item.fix],
    ['error', 'worker: is gone; redis: no answer', 'Restart it. Look.'],
  );
  assert.equal(itemOf('health', []).level, 'unknown');
});

it('names each item once in a list', () => {
  for (const items of Object.values(checklists)) assert.equal(new Set(items).size, items.length);
});

it('gives a spreadsheet no formula', () => {
  const item = { item: 'phone', level: 'ok', says: 'A "yes"', fix: null, note: '=HYPERLINK("x")' } as const;
  const at = '2026-11-27T12:00:00Z';
  const csv = csvOf([{ id: 'a', name: 'morning', doneBy: 'ana', startedAt: at, endedAt: at, items: [item] }]);
  assert.match(csv, /"A ""yes"""/);
  assert.match(csv, /"'=HYPERLINK/);
});
