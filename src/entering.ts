import type { Command } from 'commander';
import { resetByHand } from './accounts/password-reset.store.ts';
import { wrong } from './platform/fault.ts';
import type { Terminal } from './terminal.ts';

/** Ways back into the dashboard, for who keeps the installation. */
export function entering(program: Command, { print, once, withDatabase }: Terminal): void {
  program
    .command('password-link')
    .description('a link, good for an hour, by which somebody chooses a new password (needs DATABASE_URL)')
    .argument('<email>', 'the address of their account')
    .action((email: string) =>
      once(() =>
        withDatabase(async (db, { PUBLIC_URL = '' }) => {
          const token = await resetByHand(db, email, Temporal.Now.instant());
          if (token === null) throw wrong(`No account has the address ${email}.`);
          print(`${PUBLIC_URL.replace(/\/$/, '')}/password#${token}`);
        }),
      ),
    );
}
