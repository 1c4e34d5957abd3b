import { isBefore } from '../platform/time.ts';

/** Meta counts 24 hours from the contact's last message; what is on its way when they end would fail. */
const windowMinutes = 24 * 60 - 5;

/** May anything be said, or only what the channel has approved before? */
export function isWindowOpen(lastInboundAt: Temporal.Instant, now: Temporal.Instant): boolean {
  return isBefore(now, windowEnd(lastInboundAt));
}

/** Until when anything may be said. */
export function windowEnd(lastInboundAt: Temporal.Instant): Temporal.Instant {
  return lastInboundAt.add({ minutes: windowMinutes });
}
