import { open } from 'node:fs/promises';
import { codeOf } from './fault.ts';
import { parseJson } from './json.ts';

/** So much of the end of a file is looked at. */
const bytesMax = 4 * 1024 ** 2;

/** The last lines of a file of JSON lines, newest first; `null`: there is no such file. What is no JSON is left out. */
export async function lastLines(path: string, limit: number): Promise<unknown[] | null> {
  try {
    await using file = await open(path);
    const { size } = await file.stat();
    const from = Math.max(0, size - bytesMax);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - from), 0, size - from, from);
    const lines = buffer.subarray(0, bytesRead).toString().split('\n');
    // The first may be the end of one.
    const whole = (from === 0 ? lines : lines.slice(1)).filter((line) => line !== '').slice(-limit);
    return whole.toReversed().flatMap((line) => parseJson(Buffer.from(line)) ?? []);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}
