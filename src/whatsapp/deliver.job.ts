import {
  claimOutgoing,
  postponeOutgoing,
  recordAccepted,
  recordUnknown,
  setOutgoingAside,
  type Outgoing,
} from '../conversations/outbox.store.ts';
import { batched } from '../platform/batch.ts';
import type { Db } from '../platform/db.ts';
import type { Logger } from '../platform/log.ts';
import type { Job } from '../platform/runner.ts';
import { send, type Graph } from './graph.client.ts';

type Deps = {
  readonly db: Db;
  readonly log: Logger;
  readonly graph: Graph;
  /** How long an unknown outcome waits for a status before it is sent again. */
  readonly unknownWait: Temporal.Duration;
};

/** Longer than any send takes; what a dead worker held is free after it. */
const lease = Temporal.Duration.from('PT30S');

/** Sends recorded in one statement. */
const sendsMax = 100;

/** Takes the outbox to Meta, in order within a conversation. */
export function deliverJob({ db, log, graph, unknownWait }: Deps): Job<Outgoing> {
  // One statement records all that Meta has taken meanwhile.
  const accepted = batched((taken: readonly { id: string; wamid: string }[]) => recordAccepted(db, taken), sendsMax);
  return {
    name: 'deliver',
    triesMax: 12,
    claim: (limit) => claimOutgoing(db, lease, limit),
    async perform(outgoing) {
      const outcome = await send(outgoing, graph);
      if (outcome.kind === 'accepted') await accepted([{ id: outgoing.id, wamid: outcome.wamid }]);
      else await recordUnknown(db, outgoing, unknownWait, outcome.why);
      log.info(
        { outbox: outgoing.id, conversation: outgoing.conversation, outcome: outcome.kind, tries: outgoing.tries },
        'outbox.sent',
      );
    },
    postpone: (outgoing, delayMs, fault) => postponeOutgoing(db, outgoing, delayMs, fault.code),
    setAside: (outgoing, fault) => setOutgoingAside(db, outgoing, fault.code),
  };
}
