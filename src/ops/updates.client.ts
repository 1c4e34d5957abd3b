import { statSync } from 'node:fs';
import type { Updates } from './look.ts';
import { run } from './shell.client.ts';

/** Lists older than this say nothing of today. */
const freshHours = 72;

const lists = ['/var/lib/apt/periodic/update-success-stamp', '/var/lib/apt/lists'];

/** What this machine's package lists know; `null` when there is no apt, it fails, or nobody updated them lately. */
export async function pendingUpdates(now: Temporal.Instant): Promise<Updates> {
  const newestMs = Math.max(0, ...lists.map((path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0));
  if (now.epochMilliseconds - newestMs > freshHours * 3_600_000) return null;
  const { code, out } = await run(['env', 'LC_ALL=C', 'apt', 'list', '--upgradable']);
  if (code !== 0) return null;
  const packages = out.split('\n').filter((line) => line.includes('[upgradable from'));
  return { pending: packages.length, security: packages.filter((line) => /^\S+-security[,\s]/i.test(line)).length };
}
