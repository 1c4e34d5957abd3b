import type { Command } from 'commander';
import { wrong } from './platform/fault.ts';
import type { Terminal } from './terminal.ts';

/** Models: whether they answer, and what they cost. */
export function modelling(program: Command, { print, once, withDatabase, settings }: Terminal): void {
  program
    .command('models')
    .description(
      '`check` asks each configured model and says what it costs; `spend` what was spent (needs DATABASE_URL)',
    )
    .argument('<verb>', 'check or spend')
    .option('--days <days>', 'of how many days the spend is told', '7')
    .action((verb: string, { days }: { readonly days: string }) =>
      once(async () => {
        if (verb !== 'check' && verb !== 'spend') throw wrong(`models knows check and spend, not ${verb}.`);
        const { checkModels, spendLines } = await import('./models.ts');
        if (verb === 'spend')
          return withDatabase(async (db) => (await spendLines(db, days, Temporal.Now.instant())).forEach(print));
        const { lines, good } = await checkModels(settings());
        lines.forEach(print);
        if (!good) process.exitCode = 1;
      }),
    );
}
