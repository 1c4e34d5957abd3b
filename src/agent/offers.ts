import type { Slot } from '../bookings/booking.ts';
import type { Business } from '../business/business.ts';
import { localOf, minuteOf } from './local.ts';

/** A list message holds ten rows. */
export const offersMax = 10;
const alternativesMax = 3;

/** A day further away is worth as much as this many minutes on the day itself. */
const dayCostMinutes = 240;
/** What a second alternative of the same kind costs. */
const repeatCostMinutes = 300;

/** One slot a start, the first of the professionals who could. */
export function byStart(slots: readonly Slot[]): Slot[] {
  const first = new Map<number, Slot>();
  for (const slot of slots.toReversed()) first.set(slot.start.epochMilliseconds, slot);
  return [...first.values()].toSorted((a, b) => Temporal.Instant.compare(a.start, b.start));
}

/** At most `max` of these, both edges among them and the others evenly between. */
export function spread(slots: readonly Slot[], max: number): Slot[] {
  if (slots.length <= max) return [...slots];
  const kept = Array.from({ length: max }, (_, index) => slots[Math.round((index * (slots.length - 1)) / (max - 1))]);
  return kept.filter((slot) => slot !== undefined);
}

/** What was wished, for measuring how near a slot comes. */
export type Target = { readonly day: Temporal.PlainDate; readonly times: readonly Temporal.PlainTime[] };

/** The few slots nearest to a wish, in order of time: near in the day first, then another day at that time. */
export function nearest(slots: readonly Slot[], target: Target, business: Business): Slot[] {
  const chosen: Measured[] = [];
  let left = slots.map((slot) => measured(slot, target, business));
  while (chosen.length < alternativesMax && left.length > 0) {
    const cost = (slot: Measured) =>
      slot.away + repeatCostMinutes * chosen.filter((other) => isAlike(slot, other, target)).length;
    const best = left.reduce((a, b) => (cost(b) < cost(a) ? b : a));
    chosen.push(best);
    left = left.filter((other) => other !== best);
  }
  return chosen.map(({ slot }) => slot).toSorted((a, b) => Temporal.Instant.compare(a.start, b.start));
}

/** A slot, how many days after the wished one it lies, which wished time it is nearest to, and how far off in all, in minutes. */
type Measured = { readonly slot: Slot; readonly daysOff: number; readonly aim: number; readonly away: number };

/** On another day, a second slot says little new; where two times could be meant, so does a second one for the first. */
function isAlike(a: Measured, b: Measured, { times }: Target): boolean {
  return a.daysOff === b.daysOff && (a.daysOff !== 0 || (times.length > 1 && a.aim === b.aim));
}

function measured(slot: Slot, { day, times }: Target, business: Business): Measured {
  const at = localOf(slot.start, business);
  const daysOff = day.until(at.toPlainDate()).days;
  const minutes = times.map((time) => Math.abs(minuteOf(time) - minuteOf(at.toPlainTime())));
  const least = minutes.length > 0 ? Math.min(...minutes) : 0;
  return { slot, daysOff, aim: minutes.indexOf(least), away: Math.abs(daysOff) * dayCostMinutes + least };
}
