import type { Business } from '../business/business.ts';

/** A moment by the wall clock of the business; the contact's own zone is never assumed. */
export function localOf(instant: Temporal.Instant, business: Business): Temporal.ZonedDateTime {
  return instant.toZonedDateTimeISO(business.timeZone);
}

export function isDayBefore(a: Temporal.PlainDate, b: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(a, b) < 0;
}

export function isTimeBefore(a: Temporal.PlainTime, b: Temporal.PlainTime): boolean {
  return Temporal.PlainTime.compare(a, b) < 0;
}

/** Minutes since midnight. */
export function minuteOf(time: Temporal.PlainTime): number {
  return time.hour * 60 + time.minute;
}
