import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { BackupKind, BackupState, expired, isSound, sentenceOf, stampOf, type Backup } from './backup.ts';

const now = Temporal.Instant.from('2026-11-26T12:00:00Z');
const text = (count: number, status = 'valid') => `stanza: main
status: ok
  archiveId: 17-1, total WAL checked: 6, total valid WAL: 6
    missing: 0, checksum invalid: 0, size invalid: 0, other: 0
  backup: 20261126-205810F, status: ${status}, total files checked: 1420, total valid files: ${1420 - count}
    missing: 0, checksum invalid: ${count}, size invalid: 0, other: 0`;

it('believes what pgBackRest says, not how it exits', () => {
  assert.equal(isSound(text(0), '20261126-205810F'), true);
  assert.equal(isSound(text(1), '20261126-205810F'), false);
  assert.equal(isSound(text(0, 'invalid'), null), false);
  assert.equal(isSound(text(0), '20261127-000000F'), false, 'not that backup');
  assert.equal(isSound('', null), false);
});

it('names files as the runbook does, in the time of São Paulo', () => {
  assert.equal(stampOf(now, 'America/Sao_Paulo'), '20261126_090000');
});

it('says nothing good of what was not restored', () => {
  const backup: Omit<Backup, 'state'> = { id: 'x', kind: 'daily', createdAt: '', tookMs: 1, label: null, files: [] };
  for (const state of BackupState.options)
    assert.equal(sentenceOf({ ...backup, state }).includes('✅'), state === 'restored');
});

const catalogues = fc.array(
  fc.record({
    kind: fc.constantFrom(...BackupKind.options),
    state: fc.constantFrom(...BackupState.options),
    days: fc.integer({ min: 0, max: 900 }),
  }),
  { maxLength: 40 },
);
it('never lets go of the newest two sound ones of a kind, whatever their age, nor of what is young', () => {
  fc.assert(
    fc.property(catalogues, (given) => {
      const catalogue = given.map(({ kind, state, days }, index): Backup => {
        const createdAt = now.subtract({ hours: days * 24, seconds: index }).toString();
        return { id: String(index), kind, state, createdAt, tookMs: 1, label: null, files: [] };
      });
      const gone = new Set(expired(catalogue, now));
      for (const kind of BackupKind.options) {
        const sound = catalogue.filter(
          (backup) => backup.kind === kind && (backup.state === 'restored' || backup.state === 'checksummed'),
        );
        const left = sound.filter((backup) => !gone.has(backup));
        assert(left.length >= Math.min(2, sound.length));
      }
      const young = [...gone].filter(
        ({ createdAt }) => Temporal.Instant.from(createdAt).until(now).total('hours') < 30 * 24,
      );
      assert.deepEqual(young, []);
    }),
    { seed: 7 },
  );
});
