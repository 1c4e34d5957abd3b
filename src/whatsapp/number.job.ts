import type { Db } from '../platform/db.ts';
import { Fault } from '../platform/fault.ts';
import type { Logger } from '../platform/log.ts';
import type { Round } from '../platform/runner.ts';
import type { Clock } from '../platform/time.ts';
import { askAccount, askCapacity, askNumber, type Management } from './management.client.ts';
import { foundIn } from './management.ts';
import { standingOf } from './standing.ts';
import { keepStanding, staleNumbers, type AskedNumber } from './standing.store.ts';

type Deps = { readonly db: Db; readonly log: Logger; readonly clock: Clock; readonly management: Management };

/**
 * Asks Meta how each number stands, each hour and when a webhook told news of it. While Meta does not answer, what it
 * said last stays, and grows old.
 */
export function numberRound({ db, log, clock, management }: Deps): Round<AskedNumber> {
  return {
    name: 'numbers',
    find: () => staleNumbers(db),
    keyOf: ({ phoneNumberId }) => phoneNumberId,
    async perform({ phoneNumberId, account }) {
      const [number, capacity, owner] = await Promise.all([
        askNumber(management, phoneNumberId),
        askCapacity(management, phoneNumberId),
        account === null ? null : askAccount(management, account),
      ]);
      // A token that fails here says nothing of sending: nothing is held.
      if (number.kind === 'refused') throw new Fault('transient', `whatsapp.number_${number.code}`, { phoneNumberId });
      const standing = standingOf(number.found, foundIn(capacity), foundIn(owner));
      await keepStanding(db, phoneNumberId, { standing, display: number.found.display_phone_number }, clock());
      log.info({ phoneNumberId, aspects: Object.keys(standing).length }, 'number.read');
    },
  };
}
