import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { generateIdentity } from 'age-encryption';
import type { Backup } from './backup.ts';
import { alone, fingerprint, isAsRecorded, readCatalogue, record, seal, unseal } from './catalogue.client.ts';

const folder = mkdtempSync(join(tmpdir(), 'vault-'));
const key = await generateIdentity();

it('seals a file so that a bit turned anywhere is found, by its fingerprint and by opening it', async () => {
  const path = join(folder, 'db.dump');
  writeFileSync(path, 'the bookings of the studio\n'.repeat(5_000));
  await seal(path, key);
  assert.equal(existsSync(path), false, 'the one in clear is gone');
  const sealed = `${path}.age`;
  const file = await fingerprint(folder, 'db.dump.age');
  const whole = readFileSync(sealed);
  for (let part = 1; part <= 20; part += 1) {
    const place = Math.floor((whole.length * part) / 21);
    const bytes = Buffer.from(whole);
    bytes[place] = (bytes[place] ?? 0) ^ 1;
    writeFileSync(sealed, bytes);
    assert.equal(await isAsRecorded(folder, file), false);
    await assert.rejects(unseal(sealed, key, join(folder, 'opened')));
  }
  writeFileSync(sealed, whole);
  assert.equal(await isAsRecorded(folder, file), true);
  await unseal(sealed, key, join(folder, 'opened'));
  assert.match(readFileSync(join(folder, 'opened'), 'utf8'), /^the bookings of the studio\n/);
});

it('says of a backup what was last known of it, once', () => {
  const backup: Backup = { id: 'a', kind: 'daily', state: 'created', createdAt: '', tookMs: 1, label: null, files: [] };
  record(folder, backup);
  record(folder, { ...backup, state: 'restored' });
  assert.deepEqual(
    readCatalogue(folder).map(({ state }) => state),
    ['restored'],
  );
});

it('lets one backup run at a time, and is not held up by one that is gone', async () => {
  await alone(folder, async () => {
    await assert.rejects(
      alone(folder, async () => undefined),
      { code: 'backup.busy' },
    );
  });
  writeFileSync(join(folder, '.lock'), '4194999');
  assert.equal(await alone(folder, async () => 'ran'), 'ran');
});
