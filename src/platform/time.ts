/** A stretch of time, its end not included. */
export type Interval = { readonly start: Temporal.Instant; readonly end: Temporal.Instant };

/** `a < b` compiles for two Instants and throws: this is how to say it. */
export function isBefore(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return Temporal.Instant.compare(a, b) < 0;
}

/** Do they share a moment? Intervals that only touch do not. */
export function overlaps(a: Interval, b: Interval): boolean {
  return isBefore(a.start, b.end) && isBefore(b.start, a.end);
}

/** A moment as the clocks of a zone show it, to the minute: `2026-11-27 09:30`. */
export function localMinute(at: Temporal.Instant, timeZone: string): string {
  return at.toZonedDateTimeISO(timeZone).toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ');
}

/** What time it is. Entry files and tests hand it down. */
export type Clock = () => Temporal.Instant;
