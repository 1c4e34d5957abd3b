import { createReadStream, existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip, gunzipSync } from 'node:zlib';
import type { LogCounts } from './look.ts';

/** The files that hold lines since then: the one that is written, and what was rotated of it meanwhile. */
function filesSince(folder: string, name: string, since: Temporal.Instant): string[] {
  return readdirSync(folder)
    .filter((file) => file === name || file.startsWith(`${name}.`))
    .map((file) => join(folder, file))
    .filter((path) => statSync(path).mtimeMs >= since.epochMilliseconds);
}

/** A line of ours begins with its level and its time: no line before them has to be parsed. */
const head = /^\{"level":"(\w+)","timestamp":"([^"]+)"/;

async function* linesSince(folder: string, name: string, since: Temporal.Instant) {
  const from = since.toString({ smallestUnit: 'millisecond' });
  for (const path of filesSince(folder, name, since)) {
    const bytes = createReadStream(path);
    const input = path.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes;
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
      const [, level = '', at = ''] = head.exec(line) ?? [];
      if (at >= from) yield { level, line };
    }
  }
}

const field = (line: string, name: string) => new RegExp(`"${name}":"([^"]*)"`).exec(line)?.[1] ?? '';

/** Counts what `app.log` has told since then; `null`: there is no such file. No text of a line is kept. */
export async function countLog(folder: string, since: Temporal.Instant): Promise<LogCounts | null> {
  if (!existsSync(join(folder, 'app.log'))) return null;
  const counts = { critical: 0, error: 0, warn: 0, bugs: 0, codes: new Map<string, number>() };
  for await (const { level, line } of linesSince(folder, 'app.log', since)) {
    if (level === 'WARN') counts.warn += 1;
    if (level !== 'ERROR' && level !== 'CRITICAL') continue;
    counts[level === 'ERROR' ? 'error' : 'critical'] += 1;
    if (field(line, 'kind') === 'bug') counts.bugs += 1;
    const code = field(line, 'code') || field(line, 'message');
    counts.codes.set(code, (counts.codes.get(code) ?? 0) + 1);
  }
  return counts;
}

/** The lines of `security.log` and of what was rotated away since then; `null`: there is no such file. */
export function securityLines(folder: string, since: Temporal.Instant): string[] | null {
  if (!existsSync(join(folder, 'security.log'))) return null;
  return filesSince(folder, 'security.log', since).flatMap((path) => {
    const bytes = readFileSync(path);
    return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString().split('\n');
  });
}

/** What was slow since then, and how often: `slow request POST /webhook`, `slow turn`; `null`: there is no such file. */
export async function countSlow(folder: string, since: Temporal.Instant): Promise<ReadonlyMap<string, number> | null> {
  if (!existsSync(join(folder, 'performance.log'))) return null;
  const counts = new Map<string, number>();
  for await (const { line } of linesSince(folder, 'performance.log', since)) {
    const what = [field(line, 'operation'), field(line, 'method'), field(line, 'route')].join(' ').trim();
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  return counts;
}
