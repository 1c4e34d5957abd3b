import { spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';

const linesMax = 1000;

/** How long `whats-agent understand` takes for a thousand lines, its start counted, and the start alone. */
export async function understand(): Promise<void> {
  const lines = Array.from({ length: linesMax }, (_, n) => `quero o horário ${n} de sexta às ${n % 24}h`);
  const [start, whole] = [secondsFor([]), secondsFor(lines)];
  console.log(
    `\nunderstand: ${linesMax} lines in ${whole.toFixed(1)} s, of which the start takes ${start.toFixed(1)} s`,
  );
}

function secondsFor(lines: readonly string[]): number {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ['src/cli.ts', 'understand', '--json'], {
    input: lines.join('\n'),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 ** 2,
  });
  if (status !== 0) throw new Error(`understand ended with ${status}: ${stderr}`);
  return (performance.now() - started) / 1000;
}
