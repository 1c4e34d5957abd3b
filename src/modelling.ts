import type { Command } from 'commander';
import { wrong } from './platform/fault.ts';
import type { Terminal } from './terminal.ts';

type Typed = {
  readonly days: string;
  readonly hours: string;
  readonly count: string;
  readonly business?: string;
  readonly report: string;
};

/** Models: whether they answer, what they cost, and what they are asked. */
export function modelling(program: Command, terminal: Terminal): void {
  const { once } = terminal;
  const verbs = verbsOf(terminal);
  program
    .command('models')
    .description(
      '`check` asks each configured model and says what it costs; `spend` what was spent; `debug` keeps prompts word for word for some hours, `prompts` prints them; `replay` lets the configured models understand the turns of the last --days anew and says what changed (all but check need DATABASE_URL)',
    )
    .argument('<verb>', Object.keys(verbs).join(', '))
    .option('--days <days>', 'spend, replay: of how many days', '1')
    .option('--hours <hours>', 'debug: how long, at most 24; 0 closes it and erases what was kept', '2')
    .option('--business <id>', 'debug: of which business; the first unless it is said')
    .option('--count <count>', 'prompts, replay: how many', '100')
    .option('--report <folder>', 'replay: where its lines go', 'report')
    .action((verb: string, typed: Typed) =>
      once(async () => {
        const go = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
        if (!go) throw wrong(`models knows ${Object.keys(verbs).join(', ')}, not ${verb}.`);
        await go(typed);
      }),
    );
}

const present = () => Temporal.Now.instant();

function verbsOf({
  print,
  withDatabase,
  settings,
}: Terminal): Readonly<Record<string, (typed: Typed) => Promise<void>>> {
  return {
    async check() {
      const { lines, good } = await (await import('./models.ts')).checkModels(settings());
      lines.forEach(print);
      if (!good) process.exitCode = 1;
    },
    async spend({ days }) {
      const { spendLines } = await import('./models.ts');
      await withDatabase(async (db) => (await spendLines(db, days, present())).forEach(print));
    },
    async debug({ hours, business }) {
      const { debugWindow } = await import('./debugging.ts');
      await withDatabase(async (db) => print(await debugWindow(db, { hours, business }, present())));
    },
    async replay(typed) {
      const { replayLines } = await import('./models.ts');
      await withDatabase(async (db, config) => (await replayLines(db, config, typed, present())).forEach(print));
    },
    async prompts({ count }) {
      const { promptLines } = await import('./debugging.ts');
      await withDatabase(async (db) => (await promptLines(db, count)).forEach(print));
    },
  };
}
