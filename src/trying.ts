import type { Command } from 'commander';
import type { ConverseOptions } from './converse.ts';
import type { DemoOptions } from './demo.ts';
import { logOf } from './logging.ts';
import type { UnderstandOptions } from './understand.ts';
import type { Terminal } from './terminal.ts';

/** To try the agent without Meta and without anybody real. */
export function trying(program: Command, terminal: Terminal): void {
  demos(program, terminal);
  conversations(program, terminal);
}

function demos(program: Command, { print, once, serve, databaseOf, settings }: Terminal): void {
  program
    .command('demo')
    .description('fills the demo with invented people, bookings and conversations, the same ones for the same seed')
    .option('--days <days>', 'so many days up to now, and two weeks of bookings ahead', '90')
    .option('--seed <number>', 'others than the usual ones', '1')
    .action((options: DemoOptions) =>
      once(async () => print(await (await import('./demo.ts')).demo(settings(), options))),
    );

  program
    .command('simulator')
    .description('a false Graph API with false customers and a phone page')
    .action(() =>
      serve(async () => {
        const config = settings();
        const { serveSimulator } = await import('./simulator.ts');
        return serveSimulator(config, 'WhatsApp Agent', logOf(config));
      }),
    );

  program
    .command('smoke')
    .description(
      'a synthetic conversation up to a booking, in a database of its own that is dropped (needs DATABASE_URL)',
    )
    .action(() =>
      once(async () => {
        const { smoke } = await import('./smoke.ts');
        const { tookMs } = await smoke(databaseOf(settings()));
        print(`A booking was made in ${tookMs} ms.`);
      }),
    );
}

function conversations(program: Command, { once }: Terminal): void {
  program
    .command('converse')
    .description('try the agent in the terminal, or from a script: nothing is sent and nothing is kept')
    .option('--business <file>', 'a business file (docs/business-file.md); the demo business without it')
    .option('--now <time>', 'what time it is, ISO 8601 with its offset; it stands still')
    .option('--json', 'read one JSON object a line from standard input and answer each with one line')
    .action((options: ConverseOptions) => once(async () => (await import('./converse.ts')).converse(options)));

  program
    .command('understand')
    .description('says what each line of standard input means to the agent; needs no database')
    .option('--business <file>', 'a business file (docs/business-file.md); the demo business without it')
    .option('--now <time>', 'what time it is, ISO 8601, with its offset or by the clock of the business')
    .option('--lang <language>', 'pt, es or en; without it the language of each line is told from its words')
    .option('--json', 'answer each line with one line of JSON')
    .action((options: UnderstandOptions) => once(async () => (await import('./understand.ts')).understand(options)));
}
