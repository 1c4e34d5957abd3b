import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { codeOf } from '../platform/fault.ts';

/**
 * The lines of `security.log` and of what was rotated away since a moment; `null`: there is no such log, so that nothing
 * is known.
 */
export function securityLines(folder: string, since: Temporal.Instant): string[] | null {
  try {
    const names = readdirSync(folder).filter((name) => /^security\.log(\.|$)/.test(name));
    if (!names.includes('security.log')) return null;
    return names
      .map((name) => join(folder, name))
      .filter((path) => statSync(path).mtimeMs >= since.epochMilliseconds)
      .flatMap((path) =>
        (path.endsWith('.gz') ? gunzipSync(readFileSync(path)) : readFileSync(path, 'utf8')).toString().split('\n'),
      );
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}
