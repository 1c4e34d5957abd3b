import { asFault, Fault } from '../platform/fault.ts';
import { run, succeed } from './shell.client.ts';

const wayOut =
  'apt install cron brings it; or let whatever else runs programs here call `whats-agent schedule run` in the project’s folder every five minutes.';

/**
 * What this user has cron do; '': nothing yet.
 *
 * @throws Fault `crontab.absent`; `crontab.unread`, for what cannot be read must not be written over
 */
export async function readCrontab(): Promise<string> {
  const { code, out, err } = await run(['crontab', '-l']).catch((thrown: unknown) => {
    if (asFault(thrown).code !== 'command.absent') throw thrown;
    throw new Fault('permanent', 'crontab.absent', {
      sentence: `The program crontab is not on this machine: ${wayOut}`,
    });
  });
  if (code === 0) return out;
  if (/no crontab for|no such file/i.test(err)) return '';
  throw new Fault('permanent', 'crontab.unread', { sentence: `crontab -l failed (${code}): ${err.trim()}. ${wayOut}` });
}

export async function writeCrontab(text: string): Promise<void> {
  await succeed(['crontab', '-'], { input: text });
}
