import { dayOf } from '../bookings/calendar.ts';
import { openIntervals } from '../business/hours.ts';
import { isBefore, overlaps, type Interval } from '../platform/time.ts';
import { localOf } from './local.ts';
import type { World } from './world.ts';

/** How far ahead the next opening is looked for. */
const daysAhead = 14;

/** When the doors open again, by the wall clock of the business; null: they are open, or nothing is known of it. */
export function reopeningOf({ business, agenda, now }: World): Temporal.ZonedDateTime | null {
  const today = dayOf(business, now);
  const open = Array.from({ length: daysAhead }, (_, days) =>
    openIntervals(business, null, today.add({ days })),
  ).flat();
  const isOff = (span: Interval) => agenda.closed.some((off) => overlaps(off, span));
  const ahead = open.filter((span) => isBefore(now, span.end) && !isOff(span));
  const [next] = ahead;
  return next && isBefore(now, next.start) ? localOf(next.start, business) : null;
}
