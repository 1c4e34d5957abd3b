import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import type { Backup } from './backup.ts';
import {
  exitCodeOver,
  gistOf,
  nextStep,
  outcomeOf,
  procedures,
  standIn,
  takenUp,
  type Journal,
  type StepResult,
} from './maintenance.ts';

const result = (name: string, outcome: StepResult['outcome']): StepResult => ({ name, outcome, tookMs: 1, says: '' });

/** Goes through a procedure in which some steps end so; what has no result yet is done. */
function played(kind: Journal['kind'], codes: Readonly<Record<string, number>>, kept: readonly StepResult[] = []) {
  const [results, ran]: [StepResult[], string[]] = [[...kept], []];
  for (;;) {
    const next = nextStep(procedures[kind], results);
    if (next.kind === 'over') return { results, ran };
    if (next.kind === 'run') ran.push(next.step.name);
    const outcome = next.kind === 'skip' ? 'skipped' : outcomeOf(codes[next.step.name] ?? 0);
    results.push(result(next.step.name, outcome));
  }
}

const kinds = fc.constantFrom('weekly' as const, 'monthly' as const);
const codes = fc.dictionary(fc.constantFrom(...procedures.weekly.map(({ name }) => name)), fc.constantFrom(0, 1, 2, 3));

it('comes to a result for each step once, whatever fails, and never cleans up after a failed backup', () => {
  fc.assert(
    fc.property(kinds, codes, (kind, ending) => {
      const { results, ran } = played(kind, ending);
      assert.deepEqual(
        results.map(({ name }) => name),
        procedures[kind].map(({ name }) => name),
      );
      const isBackupBad = ![0, 2].includes(ending['backup'] ?? 0);
      if (isBackupBad) assert(!ran.some((name) => name.startsWith('old ')), ran.join());
      const bad = results.filter(({ outcome }) => outcome === 'failed' || outcome === 'skipped').length;
      assert.equal(exitCodeOver(results) === 1, bad > 0);
    }),
  );
});

const now = Temporal.Instant.from('2026-11-29T06:00:00Z');

it('does again what failed and what was left out for it, and nothing that was good', () => {
  fc.assert(
    fc.property(kinds, codes, (kind, ending) => {
      const { results } = played(kind, ending);
      const journal: Journal = { kind, startedAt: '2026-11-29T05:00:00Z', endedAt: null, under: null, results };
      const kept = takenUp(journal, now);
      assert(typeof kept !== 'string');
      const { ran } = played(kind, {}, kept);
      const missing = results.filter(({ outcome }) => outcome === 'failed' || outcome === 'skipped');
      assert.deepEqual(
        ran,
        missing.map(({ name }) => name),
      );
    }),
  );
});

it('takes up nothing that went to its end, or whose backup is a day old', () => {
  const results = [result('backup', 'failed')];
  const journal: Journal = { kind: 'weekly', startedAt: '2026-11-29T05:00:00Z', endedAt: null, under: null, results };
  const at = (text: string) => Temporal.Instant.from(text);
  assert.deepEqual(takenUp(journal, at('2026-11-30T04:00:00Z')), []);
  const ended = { ...journal, endedAt: '2026-11-29T05:10:00Z', results: [result('backup', 'good')] };
  assert.deepEqual(
    [takenUp(journal, at('2026-11-30T06:00:00Z')), takenUp(ended, at('2026-11-29T06:00:00Z')), takenUp(null, now)],
    ['the last one was begun 25 hours ago, and 24 is the most', 'the last one went to its end', 'none was begun'],
  );
});

it('lets the larger backup of a night stand for the smaller one when it was restored, and no other', () => {
  const made = (kind: Backup['kind'], createdAt: string, state: Backup['state'] = 'restored'): Backup => ({
    id: `${kind} ${createdAt}`,
    kind,
    state,
    createdAt,
    tookMs: 1,
    label: null,
    files: [],
  });
  // Three in the morning in São Paulo.
  const night = { moment: Temporal.Instant.from('2026-12-06T06:00:00Z'), timeZone: 'America/Sao_Paulo' };
  const archival = made('archival', '2026-12-06T04:00:00Z');
  assert.equal(standIn('full', [archival], night), archival);
  assert.equal(standIn('daily', [archival], night), archival);
  assert.equal(standIn('archival', [archival], night), null);
  assert.equal(standIn('daily', [made('full', '2026-12-05T05:00:00Z')], night), null);
  assert.equal(standIn('daily', [made('full', '2026-12-06T05:00:00Z', 'damaged')], night), null);
  assert.equal(standIn('full', [made('daily', '2026-12-06T05:00:00Z')], night), null);
});

it('tells of a command what it complains of and how to mend it, or what it did', () => {
  const out = '✅ ok      a: good\n❌ error   b: bad\n   → mend b\n❓ unknown c: who knows\n   → look\n3 checks';
  assert.equal(gistOf({ code: 1, out, err: '' }), '❌ error   b: bad\n   → mend b\n❓ unknown c: who knows\n   → look');
  assert.equal(gistOf({ code: 1, out: '', err: 'The disk is full.\n' }), 'The disk is full.');
  assert.equal(gistOf({ code: 0, out: '✅ restored\nCopy it.\n', err: '' }), 'restored');
});
