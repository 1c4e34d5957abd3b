import type { Db } from '../platform/db.ts';
import type { Job } from '../platform/runner.ts';
import type { Clock } from '../platform/time.ts';
import { claimDeliveries, recordTry, type Delivery } from './delivery.store.ts';
import { tell } from './subscription.client.ts';
import { signed } from './subscription.ts';

type Deps = {
  readonly db: Db;
  readonly clock: Clock;
  /** Private networks too, where who keeps the installation says so. */
  readonly isAnywhere: boolean;
};

/**
 * Delivers what programs subscribed to, at least once and in no promised order: `webhook-id` is the same in each try. What
 * fails at the other end is an outcome with a schedule of its own; only our own faults are the runner's, and end with the lease.
 */
export function deliveryJob({ db, clock, isAnywhere }: Deps): Job<Delivery> {
  return {
    name: 'delivery',
    claim: (limit) => claimDeliveries(db, limit),
    async perform(delivery) {
      const { id, event, at, data, url, secrets } = delivery;
      const body = JSON.stringify({ type: event, timestamp: at.toString(), data });
      const headers = signed({ id: `msg_${id}`, at: clock(), body, secrets });
      await recordTry(db, delivery, await tell({ url, headers, body }, isAnywhere));
    },
    postpone: async () => undefined,
    setAside: async () => undefined,
    triesMax: () => null,
  };
}
