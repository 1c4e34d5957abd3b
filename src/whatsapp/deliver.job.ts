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
import type { Fault } from '../platform/fault.ts';
import type { Logger } from '../platform/log.ts';
import type { Job } from '../platform/runner.ts';
import { isAccountFault, send, type Graph } from './graph.client.ts';

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
    triesMax: (fault) => (isAccountFault(fault) ? null : 12),
    claim: (limit) => claimOutgoing(db, lease, limit),
    async perform(outgoing) {
      const outcome = await send(outgoing, graph);
      if (outcome.kind === 'accepted') await accepted([{ id: outgoing.id, wamid: outcome.wamid }]);
      else await recordUnknown(db, outgoing, unknownWait, outcome.why);
      const level = outcome.kind === 'accepted' ? 'info' : 'warn';
      log[level](
        { outbox: outgoing.id, conversation: outgoing.conversation, tries: outgoing.tries, outcome },
        'outbox.sent',
      );
    },
    postpone: (outgoing, delayMs, fault) =>
      wasRefused(fault) ? postponeOutgoing(db, outgoing, delayMs, fault.code) : unrecorded(outgoing, fault),
    setAside: (outgoing, fault) =>
      wasRefused(fault) ? setOutgoingAside(db, outgoing, fault.code) : unrecorded(outgoing, fault),
  };

  /** It was sent, and could not be written down: only a status can tell now. */
  function unrecorded(outgoing: Outgoing, { code }: Fault): Promise<void> {
    return recordUnknown(db, outgoing, unknownWait, code);
  }
}

/** Meta's own no, or nothing left us. Any other fault came after the send. */
const wasRefused = ({ code }: Fault) => code.startsWith('whatsapp.');
