import {
  closeSync,
  createReadStream,
  createWriteStream,
  fstatSync,
  openSync,
  readdirSync,
  renameSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { codeOf } from './fault.ts';
import type { Clock } from './time.ts';

export type Rotation = {
  readonly clock: Clock;
  /** Whose midnight ends a day. */ readonly timeZone: string;
  readonly bytesMax: number;
  /** How long what was rotated is kept. */ readonly keepDays: number;
};

/** How often to look whether another process has rotated the file. */
const lookMs = 1_000;

/** So long after a rotation another process may still write to the old file. */
const settleMs = 3 * lookMs;

/**
 * A log file that several processes append to: it ends at midnight and at a size, and becomes `app.log.2026-11-26T…`,
 * then `.gz`. Lines are written at once, so that a crash loses none; a full disk loses lines and stops nothing.
 */
export class RotatingFile {
  readonly #path: string;
  readonly #rotation: Rotation;
  #file: number | null = null;
  #inode = 0;
  #bytes = 0;
  #dayEnds = 0;
  #lookAt = 0;

  constructor(path: string, rotation: Rotation) {
    this.#path = path;
    this.#rotation = rotation;
    this.#open();
    this.#sweep();
  }

  write(line: string): void {
    try {
      const now = this.#rotation.clock().epochMilliseconds;
      if (now >= this.#lookAt) this.#look(now);
      const bytes = Buffer.byteLength(line);
      if (now >= this.#dayEnds || this.#bytes + bytes > this.#rotation.bytesMax) this.#rotate();
      if (this.#file === null) this.#open();
      if (this.#file !== null) writeSync(this.#file, line);
      this.#bytes += bytes;
    } catch (error) {
      // The line is lost, what it tells of is not.
      process.stderr.write(`${basename(this.#path)} cannot be written (${codeOf(error)})\n`);
    }
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }

  #open(): void {
    this.#file = openSync(this.#path, 'a', 0o640);
    const { ino, size } = fstatSync(this.#file);
    const now = this.#now();
    [this.#inode, this.#bytes] = [ino, size];
    this.#dayEnds = now.add({ days: 1 }).startOfDay().epochMilliseconds;
    this.#lookAt = now.epochMilliseconds + lookMs;
  }

  /** Moved away or deleted by somebody else: go on in the file that has the name. */
  #look(now: number): void {
    this.#lookAt = now + lookMs;
    if (statSync(this.#path, { throwIfNoEntry: false })?.ino === this.#inode) return;
    this.close();
    this.#open();
  }

  #rotate(): void {
    const [isOurs, bytes] = [statSync(this.#path, { throwIfNoEntry: false })?.ino === this.#inode, this.#bytes];
    if (isOurs && bytes > 0) renameSync(this.#path, `${this.#path}.${stamp(this.#now())}`);
    // An empty one stays; that it is in use shows, or a clean-up by age would take it.
    if (isOurs && bytes === 0)
      utimesSync(this.#path, this.#now().epochMilliseconds / 1000, this.#now().epochMilliseconds / 1000);
    this.close();
    this.#open();
    setTimeout(() => this.#sweep(), settleMs).unref();
  }

  /** Packs what was rotated and removes what is too old. */
  #sweep(): void {
    const [folder, name] = [dirname(this.#path), basename(this.#path)];
    const now = this.#now().epochMilliseconds;
    for (const rotated of readdirSync(folder).filter((file) => file.startsWith(`${name}.`))) {
      const path = join(folder, rotated);
      const age = now - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? now);
      if (age > this.#rotation.keepDays * 86_400_000) unlinkSync(path);
      else if (!rotated.endsWith('.gz') && age >= lookMs) void pack(path);
    }
  }

  #now(): Temporal.ZonedDateTime {
    return this.#rotation.clock().toZonedDateTimeISO(this.#rotation.timeZone);
  }
}

const stamp = (now: Temporal.ZonedDateTime) =>
  now.toPlainDateTime().toString({ smallestUnit: 'millisecond' }).replaceAll(':', '');

/** One that is packed by two processes at once is packed by the first that made its file. */
async function pack(path: string): Promise<void> {
  try {
    await pipeline(createReadStream(path), createGzip(), createWriteStream(`${path}.gz`, { flags: 'wx', mode: 0o640 }));
    unlinkSync(path);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST' && codeOf(error) !== 'ENOENT')
      process.stderr.write(`${basename(path)} cannot be packed (${codeOf(error)})\n`);
  }
}
