import assert from 'node:assert/strict';
import { it } from 'node:test';
import { oldImages, oldLogs, oldMetrics } from './retention.ts';

const now = Temporal.Instant.from('2026-11-29T05:00:00Z');
const names = (files: readonly { readonly name: string }[]) => files.map(({ name }) => name);

it('lets go of our rotated logs after a week, and of nothing that is written or not ours', () => {
  const at = (days: number) => now.subtract({ hours: 24 * days });
  const files = [
    { name: 'app.log.2026-11-20T235959.001.gz', modifiedAt: at(8) },
    { name: 'security.log.2026-11-21T100000.000', modifiedAt: at(7.5) },
    { name: 'app.log.2026-11-24T235959.001.gz', modifiedAt: at(5) },
    { name: 'app.log', modifiedAt: at(400) },
    { name: 'app.log.evidence', modifiedAt: at(400) },
    { name: 'nginx.log.2025-01-01T000000.000.gz', modifiedAt: at(400) },
  ];
  assert.deepEqual(names(oldLogs(files, now)), names(files.slice(0, 2)));
});

it('knows the age of a day’s metrics by its name', () => {
  const files = ['daily_metrics_20260830.json', 'daily_metrics_20260831.json', '2026-08-01.json', 'report.json'];
  const old = oldMetrics(
    files.map((name) => ({ name })),
    Temporal.PlainDate.from('2026-11-29'),
  );
  assert.deepEqual(names(old), ['daily_metrics_20260830.json', '2026-08-01.json']);
});

it('keeps the image that a container has, that a colour starts, and that a recent release goes back to', () => {
  const image = (id: string, ...tags: string[]) => ({ id, names: tags });
  const images = [
    image('run'),
    image('green', 'whats-agent:green'),
    image('recent', 'whats-agent:v7'),
    image('before', 'whats-agent:v2'),
    image('old', 'whats-agent:v1'),
    image('dangling'),
  ];
  const releases = [
    { image: 'old', previous: 'dangling' },
    ...['v3', 'v4', 'v5', 'v6'].map((id) => ({ image: id, previous: 'before' })),
    { image: 'recent', previous: 'v6' },
  ];
  const gone = oldImages(images, new Set(['run']), releases).map(({ id }) => id);
  assert.deepEqual(gone, ['old', 'dangling']);
});
