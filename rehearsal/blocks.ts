import { spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';

/** Where a block can be typed: on the compose stack, beside `npm start`, or both. */
export type Place = 'stack' | 'start';

/** A block of commands of the runbook, and what it promises. */
export type Block = {
  readonly line: number;
  readonly script: string;
  /** The exit codes that are as promised. */
  readonly exits: readonly number[];
  /** Runs until it is stopped, and is stopped after this time, once what it promises stands there. */
  readonly stopMs: number | null;
  readonly places: readonly Place[];
  /** What stands in the output, line after line; `…` is anything. Empty: nothing is promised. */
  readonly output: readonly string[];
};

/**
 * The blocks of a runbook, in order: each is fenced as `sh`, then `exit=0,2`, `stop=5` (seconds) and `on=stack` when
 * they differ from `exit=0`, no stop, and both places. A fence of `text` after it is what it prints.
 */
export function blocksOf(markdown: string): Block[] {
  let end = 0;
  const fences = [...markdown.matchAll(/^```(\w+)(.*)\n([^]*?)^```$/gm)].map((match) => {
    const [whole, language, info = '', text = ''] = match;
    const before = markdown.slice(end, match.index);
    end = match.index + whole.length;
    const line = markdown.slice(0, match.index).split('\n').length;
    return { language, info, text, line, isNext: before.trim() === '' };
  });
  return fences.flatMap(({ language, info, text, line }, index) => {
    if (language !== 'sh') return [];
    const next = fences[index + 1];
    const output = next?.language === 'text' && next.isNext ? linesOf(next.text) : [];
    return { line, script: text, output, ...promiseOf(info) };
  });
}

/** What stands behind `sh`. */
function promiseOf(info: string): Pick<Block, 'exits' | 'stopMs' | 'places'> {
  const said = new Map(info.trim().split(/\s+/).flatMap(pair));
  const [on, stop] = [said.get('on'), said.get('stop')];
  return {
    exits: (said.get('exit') ?? '0').split(',').map(Number),
    stopMs: stop === undefined ? null : Number(stop) * 1000,
    places: on === 'stack' || on === 'start' ? [on] : ['stack', 'start'],
  };
}

const pair = (text: string): [string, string][] => {
  const [, name, value] = /^(\w+)=(.+)$/.exec(text) ?? [];
  return name === undefined || value === undefined ? [] : [[name, value]];
};

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && line !== '…');

/** What of the promised output is not there; `null`: all is. */
export function missing(output: readonly string[], out: string): string | null {
  let rest = out;
  for (const line of output) {
    const found = new RegExp(
      line
        .split('…')
        .map((part) => RegExp.escape(part))
        .join('[^\\n]*'),
    ).exec(rest);
    if (!found) return line;
    rest = rest.slice(found.index + found[0].length);
  }
  return null;
}

type Shell = { readonly folder: string; readonly env: NodeJS.ProcessEnv; readonly limitMs: number };

/** Types a block as it stands, and says what of its promise was not kept; `null`: all was. */
export async function type(block: Block, shell: Shell): Promise<string | null> {
  const { code, out } = await run(block, shell);
  const tail = `\n${out.trim().split('\n').slice(-25).join('\n')}`;
  if (code === 'running') {
    if (block.stopMs === null) return `did not end in ${shell.limitMs / 1000} s:${tail}`;
  } else {
    if (block.stopMs !== null) return `ended by itself (${code}):${tail}`;
    if (!block.exits.includes(code)) return `ended with ${code}:${tail}`;
  }
  const absent = missing(block.output, out);
  return absent === null ? null : `did not print "${absent}":${tail}`;
}

/** Its exit code, or `running`: it had to be stopped. */
async function run(
  { script, stopMs, output }: Block,
  { folder, env, limitMs }: Shell,
): Promise<{ readonly code: number | 'running'; readonly out: string }> {
  // A group of its own: what it started ends with it.
  const child = spawn('bash', ['-e', '-o', 'pipefail', '-c', script], {
    cwd: folder,
    env: { TERM: 'xterm', ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => (out += piece.toString()));
  const ended = new Promise<number>((done) => child.once('close', (code) => done(code ?? 137)));
  const waiting = new AbortController();
  const { signal } = waiting;
  const late = async () => {
    const limit = Date.now() + limitMs;
    await wait(stopMs ?? limitMs, undefined, { signal });
    // A slow machine may need longer for the first line than is looked on.
    while (missing(output, out) !== null && Date.now() < limit) await wait(100, undefined, { signal });
    return 'running' as const;
  };
  const code = await Promise.race([ended, late()]);
  waiting.abort();
  if (code === 'running' && child.pid !== undefined) {
    process.kill(-child.pid, 'SIGKILL');
    await ended;
  }
  return { code, out };
}
