import type { Command } from 'commander';
import { z } from 'zod';
import { dutyOf } from './insight/duty.routes.ts';
import type { DutyView } from './insight/duty.view.ts';
import { isPlaceholder, mistakesIn, nobody, OnCall } from './insight/on-call.ts';
import type { Config } from './platform/config.ts';
import { Fault } from './platform/fault.ts';
import { settingFile } from './setting-file.ts';
import type { Terminal } from './terminal.ts';
import { localMinute } from './platform/time.ts';

/**
 * Who is called.
 *
 * @throws Fault `config.invalid` with a sentence that names the file, the field and the rule
 */
export function onCallOf({ ALERT_ON_CALL: path, ENVIRONMENT }: Pick<Config, 'ALERT_ON_CALL' | 'ENVIRONMENT'>): OnCall {
  if (path === undefined) return nobody;
  const wrong = (why: string) =>
    new Fault('permanent', 'config.invalid', { sentence: `ALERT_ON_CALL ${path}: ${why}.` });
  const file = OnCall.safeParse(settingFile('ALERT_ON_CALL', path));
  if (!file.success) throw wrong(z.prettifyError(file.error).replaceAll('\n', ' '));
  if (ENVIRONMENT === 'production' && isPlaceholder(file.data)) throw wrong(mistakesIn(file.data).join('; '));
  return file.data;
}

/** Whom to call: the chain as it stands now, by the file of the settings. */
export function duties(program: Command, { print, once, settings }: Terminal): void {
  program
    .command('duty')
    .description('who is on duty now, who is called after them, and where they talk; exit code 2: no file says')
    .option('--json', 'all of it, for programs')
    .action((options: { json?: boolean }) =>
      once(async () => {
        const duty = dutyOf(onCallOf(settings()), Temporal.Now.instant(), true);
        print(options.json ? JSON.stringify(duty, null, 2) : linesOf(duty, settings().LOG_TIME_ZONE).join('\n'));
        process.exitCode = duty.mistakes.length > 0 ? 1 : duty.chain.length === 0 ? 2 : 0;
      }),
    );
}

function linesOf({ chain, until, channels, mistakes }: DutyView, timeZone: string): string[] {
  if (chain.length === 0)
    return [
      '❓ No file says who is called: alerts ring nobody’s phone.',
      '   → Copy docs/examples/on-call.json, put your people in it, and name it in ALERT_ON_CALL.',
    ];
  const end = until === null ? '' : `, until ${localMinute(Temporal.Instant.from(until), timeZone)}`;
  return [
    ...chain.map(({ name, role, phone, email }, index) => {
      const who = `${index + 1}. ${name}${role === null ? '' : ` (${role})`}`;
      const ways = [phone, email].filter((way) => way !== null).join('  ') || 'no phone and no e-mail';
      return `${who.padEnd(46)} ${ways}${index === 0 ? `  ← on duty${end}` : ''}`;
    }),
    ...Object.entries(channels).flatMap(([channel, where]) =>
      where === null ? [] : [`${channel.padEnd(9)} ${where}`],
    ),
    ...mistakes.map((mistake) => `❌ ${mistake}\n   → Mend it in the file that ALERT_ON_CALL names.`),
  ];
}
