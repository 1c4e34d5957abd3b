import { isBefore } from '../platform/time.ts';

/** Nobody is disturbed from nine in the evening to eight in the morning, by the wall clock of the business. */
const [evening, morning] = [21, 8];

/** A visit that begins sooner than this after the night is over cannot wait for the morning. */
const aheadHours = 1;

/**
 * May we write now without being asked? Not at night: what falls due then waits for the morning, unless the visit that
 * it is about begins before that or within the hour after.
 *
 * @param start of the visit; `null`: it is over, and nothing presses
 */
export function mayDisturb(start: Temporal.Instant | null, timeZone: string, now: Temporal.Instant): boolean {
  const local = now.toZonedDateTimeISO(timeZone);
  if (local.hour >= morning && local.hour < evening) return true;
  const day = local.hour >= evening ? local.add({ days: 1 }) : local;
  const wake = day.toPlainDate().toZonedDateTime({ timeZone, plainTime: new Temporal.PlainTime(morning) });
  return start !== null && isBefore(start, wake.toInstant().add({ hours: aheadHours }));
}
