import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DestinationStream } from 'pino';
import { codeOf, Fault } from './fault.ts';
import { RotatingFile, type Rotation } from './rotating.ts';

/** Which lines stand in which file, beside `app.log`, which has them all. */
const files = {
  'app.log': () => true,
  'errors.log': (level: number) => level >= 50,
  'security.log': (_: number, event: string) => event.startsWith('security.'),
  'performance.log': (_: number, event: string) => event.endsWith('.slow'),
} as const satisfies Readonly<Record<string, (level: number, event: string) => boolean>>;

/** 50 MB and a day a file; what was rotated is kept for a week, as the runbook's clean-up expects. */
const limits = { bytesMax: 50 * 1024 ** 2, keepDays: 7 };

/**
 * The log files of a folder, as a stream for `openLog`.
 *
 * @throws Fault `log.folder` with a sentence for a person
 */
export function openLogFiles(
  folder: string,
  rotation: Pick<Rotation, 'clock' | 'timeZone'> & Partial<Rotation>,
): DestinationStream & { readonly close: () => void } {
  const whole = { ...limits, ...rotation };
  const opened = openAll(folder, whole);
  return {
    // With this sign pino says what a line is before it writes it, so that nobody has to parse it.
    [Symbol.for('pino.metadata')]: true,
    write(this: { readonly lastLevel?: number; readonly lastMsg?: string }, line: string) {
      for (const { file, takes } of opened) if (takes(this.lastLevel ?? 0, this.lastMsg ?? '')) file.write(line);
    },
    close() {
      for (const { file } of opened) file.close();
    },
  };
}

function openAll(folder: string, rotation: Rotation) {
  try {
    mkdirSync(folder, { recursive: true });
    return Object.entries(files).map(([name, takes]) => ({
      takes,
      file: new RotatingFile(join(folder, name), rotation),
    }));
  } catch (error) {
    throw new Fault(
      'permanent',
      'log.folder',
      { sentence: `The log folder ${folder} cannot be written (${codeOf(error)}): set LOG_DIR to a folder of yours.` },
      error,
    );
  }
}
