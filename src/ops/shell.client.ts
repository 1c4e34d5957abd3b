import { spawn } from 'node:child_process';
import { codeOf, Fault } from '../platform/fault.ts';

export type Ran = { readonly code: number; readonly out: string; readonly err: string };
export type Command = readonly [program: string, ...args: string[]];
export type Environment = Readonly<Record<string, string | undefined>>;
export type RunOptions = {
  readonly within?: Temporal.Duration;
  readonly input?: string | Uint8Array;
  readonly env?: Environment;
  readonly cwd?: string;
};

/** Nothing that an operator waits for may hang in silence. */
const patience = Temporal.Duration.from({ minutes: 10 });

/** Output beyond this is cut: it is for a person, or for one that reads a line. */
const outputBytesMax = 8 * 1024 ** 2;

/**
 * Runs a program to its end.
 *
 * @throws Fault `command.absent`, `command.late`
 */
export async function run([program, ...args]: Command, options: RunOptions = {}): Promise<Ran> {
  const limit = options.within ?? patience;
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: options.env === undefined ? undefined : { ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: limit.total('milliseconds'),
    killSignal: 'SIGKILL',
  });
  const [out, err] = [gather(child.stdout), gather(child.stderr)];
  // A program that does not read its input to the end says so by its exit code.
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input);
  const ended = await new Promise<{ code: number | null; signal: string | null; error?: unknown }>((done) => {
    child.once('error', (error) => done({ code: null, signal: null, error }));
    child.once('close', (code, signal) => done({ code, signal }));
  });
  if (ended.error !== undefined)
    throw new Fault('permanent', 'command.absent', { sentence: `${program} cannot be run (${codeOf(ended.error)}).` });
  if (ended.signal === 'SIGKILL')
    throw new Fault('transient', 'command.late', {
      sentence: `${program} ${args.slice(0, 6).join(' ')} was ended after ${limit.total('seconds')} s.`,
    });
  return { code: ended.code ?? 1, out: out.text(), err: err.text() };
}

/**
 * Runs a program that has to succeed, and answers what it printed.
 *
 * @throws Fault `command.failed`, with the last lines of what it said
 */
export async function succeed(command: Command, options: RunOptions = {}): Promise<string> {
  const { code, out, err } = await run(command, options);
  if (code === 0) return out.trim();
  const said = (err.trim() || out.trim()).split('\n').slice(-6).join('\n');
  throw new Fault('permanent', 'command.failed', {
    sentence: `${spoken(command)} failed (${code}): ${said}`,
  });
}

/** Enough of a command to know which one it was, without the files that every call of Compose names. */
const spoken = (command: Command) =>
  command
    .join(' ')
    .replaceAll(/--(project-directory|env-file|file) \S+ /g, '')
    .slice(0, 120);

function gather(stream: NodeJS.ReadableStream): { text: () => string } {
  const pieces: Buffer[] = [];
  let size = 0;
  stream.on('data', (piece: Buffer) => {
    size += piece.length;
    if (size <= outputBytesMax) pieces.push(piece);
  });
  return { text: () => Buffer.concat(pieces).toString() };
}
