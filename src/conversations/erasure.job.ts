import { forget, forgetLateStatuses, toForget, type Forgetting } from '../contacts/erasure.store.ts';
import type { Db } from '../platform/db.ts';
import type { Logger } from '../platform/log.ts';
import type { Round } from '../platform/runner.ts';
import type { Clock } from '../platform/time.ts';
import { holdFiling } from './inbox.store.ts';

type Deps = { readonly db: Db; readonly clock: Clock; readonly log: Logger };

/**
 * Forgets who asked for it, once our last message to them has left. One transaction each: a crash in the middle forgets
 * nothing, and the next round finds them again.
 */
export function erasureRound({ db, clock, log }: Deps): Round<Forgetting> {
  return {
    name: 'erasure',
    async find() {
      await forgetLateStatuses(db, clock());
      return toForget(db);
    },
    keyOf: ({ business, contact }) => `${business}/${contact}`,
    async perform(forgetting) {
      const done = await db.transaction().execute(async (tx) => {
        await holdFiling(tx);
        return forget(tx, forgetting, clock());
      });
      if (done) log.info({ ...forgetting }, 'contact.erased');
    },
  };
}
