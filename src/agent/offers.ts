import type { Visit } from '../bookings/visits.ts';
import type { Business } from '../business/business.ts';
import { localOf, minuteOf } from './local.ts';

/** A list message holds ten rows. */
export const offersMax = 10;
const alternativesMax = 3;

/** A day further away is worth as much as this many minutes on the day itself. */
const dayCostMinutes = 240;
/** What a second alternative of the same kind costs. */
const repeatCostMinutes = 300;

/** One visit a start, the first of the professionals who could. */
export function byStart(visits: readonly Visit[]): Visit[] {
  const first = new Map<number, Visit>();
  for (const visit of visits.toReversed()) first.set(visit.start.epochMilliseconds, visit);
  return [...first.values()].toSorted((a, b) => Temporal.Instant.compare(a.start, b.start));
}

/** At most `max` of these, both edges among them and the others evenly between. */
export function spread(visits: readonly Visit[], max: number): Visit[] {
  if (visits.length <= max) return [...visits];
  const kept = Array.from({ length: max }, (_, index) => visits[Math.round((index * (visits.length - 1)) / (max - 1))]);
  return kept.filter((visit) => visit !== undefined);
}

/** What was wished, for measuring how near a visit comes. */
export type Target = { readonly day: Temporal.PlainDate; readonly times: readonly Temporal.PlainTime[] };

/** The few visits nearest to a wish, in order of time: near in the day first, then another day at that time. */
export function nearest(visits: readonly Visit[], target: Target, business: Business): Visit[] {
  const chosen: Measured[] = [];
  let left = visits.map((visit) => measured(visit, target, business));
  while (chosen.length < alternativesMax && left.length > 0) {
    const cost = (visit: Measured) =>
      visit.away + repeatCostMinutes * chosen.filter((other) => isAlike(visit, other, target)).length;
    const best = left.reduce((a, b) => (cost(b) < cost(a) ? b : a));
    chosen.push(best);
    left = left.filter((other) => other !== best);
  }
  return chosen.map(({ visit }) => visit).toSorted((a, b) => Temporal.Instant.compare(a.start, b.start));
}

/** A visit, how many days after the wished one it lies, which wished time it is nearest to, and how far off in all, in minutes. */
type Measured = { readonly visit: Visit; readonly daysOff: number; readonly aim: number; readonly away: number };

/** On another day, a second visit says little new; where two times could be meant, so does a second one for the first. */
function isAlike(a: Measured, b: Measured, { times }: Target): boolean {
  return a.daysOff === b.daysOff && (a.daysOff !== 0 || (times.length > 1 && a.aim === b.aim));
}

function measured(visit: Visit, { day, times }: Target, business: Business): Measured {
  const at = localOf(visit.start, business);
  const daysOff = day.until(at.toPlainDate()).days;
  const minutes = times.map((time) => Math.abs(minuteOf(time) - minuteOf(at.toPlainTime())));
  const least = minutes.length > 0 ? Math.min(...minutes) : 0;
  return { visit, daysOff, aim: minutes.indexOf(least), away: Math.abs(daysOff) * dayCostMinutes + least };
}
