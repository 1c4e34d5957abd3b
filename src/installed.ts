import { openCompose } from './ops/compose.client.ts';
import { isInstalled } from './place.ts';
import { root } from './platform/root.ts';
import type { Print } from './stack.ts';

/**
 * On the host of an installation, a command that needs its database runs in the monitor's container: it sees the database,
 * the logs, the backups and the outside. `within`: for one that takes longer than others. What it says is printed, and its exit code taken over. `null`: this is no such
 * host, and the command runs here.
 */
export async function inMonitor(
  args: readonly string[],
  print: Print,
  within?: Temporal.Duration,
): Promise<{ readonly root: string; readonly code: number } | null> {
  if (!isInstalled()) return null;
  const compose = await openCompose(root, process.env);
  const command = ['exec', '-T', 'monitor', 'node', '/app/src/cli.ts', ...args];
  const { code, out, err } = await compose.run(command, within ? { within } : {});
  for (const said of [out, err]) if (said.trim() !== '') print(said.trimEnd());
  process.exitCode = code;
  return { root, code };
}
