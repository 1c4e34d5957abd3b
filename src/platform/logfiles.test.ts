import assert from 'node:assert/strict';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { openLog } from './log.ts';
import { openLogFiles } from './logfiles.ts';

const root = mkdtempSync(join(tmpdir(), 'whats-agent-logs-'));
after(() => rmSync(root, { recursive: true, force: true }));

// Noon of the day after tomorrow: files are stamped by the true clock, and this one must be ahead of it.
let now = Temporal.Now.zonedDateTimeISO('America/Sao_Paulo')
  .add({ days: 2 })
  .with({ hour: 12, minute: 0, second: 0, millisecond: 0, microsecond: 0, nanosecond: 0 })
  .toInstant();

function opened(name: string, more: { bytesMax?: number } = {}) {
  const folder = join(root, name);
  const files = openLogFiles(folder, { clock: () => now, timeZone: 'America/Sao_Paulo', ...more });
  return {
    folder,
    files,
    log: openLog('debug', files),
    read: (file: string) => readFileSync(join(folder, file), 'utf8'),
  };
}

it('writes each line to app.log, and to the file of its kind, with upper-case levels', () => {
  const { log, files, read } = opened('kinds');
  log.info({}, 'auth.login');
  log.warn({ status: 403, refusal: 'forbidden' }, 'security.forbidden');
  log.warn({ operation: 'slow turn', tookMs: 1200 }, 'turn.slow');
  log.error({ code: 'database.57P01' }, 'job.failed');
  log.fatal({}, 'process.ended');
  files.close();
  const events = (file: string) => [...read(file).matchAll(/"message":"([^"]+)"/g)].map(([, event]) => event);
  assert.equal(events('app.log').length, 5);
  assert.deepEqual(events('errors.log'), ['job.failed', 'process.ended']);
  assert.deepEqual(events('security.log'), ['security.forbidden']);
  assert.deepEqual(events('performance.log'), ['turn.slow']);
  assert.match(read('security.log'), /403/);
  assert.match(read('performance.log'), /slow turn/);
  assert.deepEqual(
    [...read('app.log').matchAll(/"level":"(\w+)"/g)].map(([, level]) => level),
    ['INFO', 'WARN', 'WARN', 'ERROR', 'CRITICAL'],
  );
});

it('begins a new file at a size and at midnight, packs the old one and loses no line', async () => {
  const { folder, log, files, read } = opened('rotation', { bytesMax: 2_000 });
  for (let count = 0; count < 60; count += 1) {
    log.info({ count }, 'counted.line');
    now = now.add({ milliseconds: 7 });
  }
  now = now.add({ hours: 13 });
  log.info({ count: 60 }, 'counted.line');
  assert.equal(read('app.log').trim().split('\n').length, 1);
  const packed = () => readdirSync(folder).filter((file) => /^app\.log\.\d{4}-.*\.gz$/.test(file));
  const plain = () => readdirSync(folder).filter((file) => /^app\.log\.\d{4}-.*(?<!\.gz)$/.test(file));
  for (let tries = 0; tries < 300 && (packed().length < 2 || plain().length > 0); tries += 1) await wait(100);
  files.close();
  assert(packed().length >= 2, `${packed().length} were packed`);
  const old = packed()
    .map((file) => gunzipSync(readFileSync(join(folder, file))).toString())
    .join('');
  const counts = [...(old + read('app.log')).matchAll(/"count":(\d+)/g)].map(([, count]) => Number(count));
  assert.deepEqual(
    counts.toSorted((a, b) => a - b),
    Array.from({ length: 61 }, (_, index) => index),
  );
});

it('goes on when another process has moved the file, and forgets what is older than a week', () => {
  const { folder, log, files } = opened('moved');
  log.info({}, 'first.line');
  renameSync(join(folder, 'app.log'), join(folder, 'app.log.moved'));
  now = now.add({ seconds: 2 });
  log.info({}, 'second.line');
  assert.match(readFileSync(join(folder, 'app.log'), 'utf8'), /second\.line/);
  files.close();
  writeFileSync(join(folder, 'app.log.2026-11-01T000000.000.gz'), '');
  const old = now.subtract({ hours: 24 * 8 }).epochMilliseconds / 1000;
  utimesSync(join(folder, 'app.log.2026-11-01T000000.000.gz'), old, old);
  opened('moved').files.close();
  assert(!existsSync(join(folder, 'app.log.2026-11-01T000000.000.gz')));
});
