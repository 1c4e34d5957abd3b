import { Command } from 'commander';
import type { Config } from '../src/platform/config.ts';
import { asFault } from '../src/platform/fault.ts';
import { Secret } from '../src/platform/secret.ts';
import type { Terminal } from '../src/terminal.ts';

export type Said = { readonly said: string; readonly code: number };

/**
 * Types a command of `whats-agent` in this process: its words are read, it is carried out, and what it prints is
 * answered with its exit code, as `commands.ts` would.
 */
export async function typed(
  register: (program: Command, terminal: Terminal) => void,
  config: Config,
  words: readonly string[],
): Promise<Said> {
  const lines: string[] = [];
  process.exitCode = 0;
  const terminal: Terminal = {
    print: (line) => lines.push(line),
    async once(task) {
      try {
        await task();
      } catch (thrown) {
        lines.push(String(asFault(thrown).context['sentence'] ?? thrown));
        process.exitCode = 1;
      }
    },
    settings: () => config,
    serve: () => Promise.reject(new Error('nothing is served here')),
    withDatabase: () => Promise.reject(new Error('it asks for no database')),
    databaseOf: ({ DATABASE_URL }) => DATABASE_URL ?? new Secret(''),
  };
  const program = new Command();
  register(program, terminal);
  await program.parseAsync([...words], { from: 'user' });
  const code: number = process.exitCode;
  process.exitCode = 0;
  return { said: lines.join('\n'), code };
}
