import type { Db } from '../platform/db.ts';
import type { Logger } from '../platform/log.ts';
import type { Round } from '../platform/runner.ts';
import type { Clock } from '../platform/time.ts';
import { erasePrompts } from './prompt.store.ts';

type Deps = { readonly db: Db; readonly clock: Clock; readonly log: Logger };

/** Erases what debug windows kept, once they have been over for a day. */
export function promptRound({ db, clock, log }: Deps): Round<never> {
  return {
    name: 'prompts',
    async find() {
      const erased = await erasePrompts(db, clock());
      if (erased > 0) log.info({ erased }, 'prompts.erased');
      return [];
    },
    keyOf: () => '',
    perform: async () => undefined,
  };
}
