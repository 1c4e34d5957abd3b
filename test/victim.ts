import { spawn, type ChildProcess } from 'node:child_process';
import { after } from 'node:test';

/** A process of the product that is killed and started again, until it is ended. */
export function victim(command: 'api' | 'worker', environment: Readonly<Record<string, string>>) {
  let child: ChildProcess | null = null;
  return {
    async start(): Promise<void> {
      child = spawn(process.execPath, ['src/cli.ts', command], {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { ...process.env, ...environment, LOG_LEVEL: 'info' },
      });
      const started = child;
      after(() => started.kill('SIGKILL'));
      await new Promise((done, failed) => {
        started.stdout?.once('data', done);
        started.once('exit', () => failed(new Error(`${command} did not start`)));
      });
      started.stdout?.resume();
    },
    async kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
      const ending = child;
      if (!ending) return;
      const ended = new Promise((done) => ending.once('exit', done));
      ending.kill(signal);
      await ended;
    },
  };
}
