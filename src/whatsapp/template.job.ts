import type { Db } from '../platform/db.ts';
import { Fault } from '../platform/fault.ts';
import type { Logger } from '../platform/log.ts';
import type { Round } from '../platform/runner.ts';
import { resolveAlerts } from './alert.store.ts';
import { alert } from './consequence.store.ts';
import { askTemplates, type Management } from './management.client.ts';
import { putTemplates, staleAccounts, templateAlerts } from './template.store.ts';

type Deps = { readonly db: Db; readonly log: Logger; readonly management: Management };

/**
 * Reads the templates of every account again, each hour and when a webhook told that one changed: what no webhook told is
 * seen here, and an alert that is over ends.
 */
export function templateRound({ db, log, management }: Deps): Round<string> {
  return {
    name: 'templates',
    find: async () => [...(await staleAccounts(db))],
    keyOf: (account) => account,
    async perform(account) {
      const answer = await askTemplates(management, account);
      // A token that fails here says nothing of sending: nothing is held.
      if (answer.kind === 'refused') throw new Fault('transient', `whatsapp.templates_${answer.code}`, { account });
      await putTemplates(db, account, answer.found.data);
      const { open, over } = await templateAlerts(db, account);
      for (const code of open) await alert(db, { phoneNumberId: account, severity: 'warning', code }, log);
      await resolveAlerts(db, account, over);
      log.info({ account, templates: answer.found.data.length }, 'templates.read');
    },
  };
}
