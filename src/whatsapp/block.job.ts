import { noteHeldOff, untoldBlockings, type Blocking } from '../conversations/block.store.ts';
import type { Db } from '../platform/db.ts';
import { Fault } from '../platform/fault.ts';
import type { Logger } from '../platform/log.ts';
import type { Round } from '../platform/runner.ts';
import type { Clock } from '../platform/time.ts';
import { loopbackNumber } from './loopback.ts';
import { tellBlock, type Management } from './management.client.ts';

type Deps = { readonly db: Db; readonly log: Logger; readonly clock: Clock; readonly management: Management };

/** Tells Meta whom a business blocked or let through again. What Meta refuses is tried again after a while. */
export function blockRound({ db, log, clock, management }: Deps): Round<Blocking> {
  return {
    name: 'blocks',
    find: () => untoldBlockings(db, clock()),
    keyOf: ({ conversation, isBlocked }) => `${conversation} ${isBlocked}`,
    async perform(blocking) {
      const { phoneNumberId, userId, waId, isBlocked } = blocking;
      const user = waId === null ? userId : `+${waId}`;
      if (user !== null && phoneNumberId !== loopbackNumber) {
        const answer = await tellBlock(management, phoneNumberId, { user, isBlocked });
        if (answer.kind === 'refused') throw new Fault('transient', `whatsapp.block_${answer.code}`, { phoneNumberId });
      }
      await noteHeldOff(db, blocking, clock());
      log.info({ phoneNumberId, isBlocked }, 'contact.blocked');
    },
  };
}
