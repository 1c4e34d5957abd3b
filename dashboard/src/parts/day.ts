const minute = 60_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** How a time is written; kept, for to make one takes far longer than to write with it. */
export function formatOf(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([language, options]);
  const kept = formats.get(key) ?? new Intl.DateTimeFormat(language, options);
  formats.set(key, kept);
  return kept;
}

/** A day of the business, `2026-11-26`. */
export type Day = string;

/** The wall clock of a time zone at a moment. */
export function localOf(iso: string, timeZone: string): { readonly day: Day; readonly minutes: number } {
  const format = formatOf('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const parts = new Map(format.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]));
  return {
    day: `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`,
    minutes: Number(parts.get('hour')) * 60 + Number(parts.get('minute')),
  };
}

/** The moment at which the wall clock shows so many minutes of the day. */
export function momentOf(day: Day, minutes: number, timeZone: string): string {
  const wished = Date.parse(`${day}T00:00:00Z`) + minutes * minute;
  let guess = wished;
  // The offset at the guess, corrected once for a change of the clock in between.
  for (let round = 0; round < 2; round++) {
    const shown = localOf(new Date(guess).toISOString(), timeZone);
    guess += wished - (Date.parse(`${shown.day}T00:00:00Z`) + shown.minutes * minute);
  }
  return new Date(guess).toISOString();
}

/** Minutes of the day that a time field shows: `13:30`. */
export function minutesIn(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

export function today(timeZone: string): Day {
  return localOf(new Date().toISOString(), timeZone).day;
}

export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 24 * 60 * minute).toISOString().slice(0, 10);
}

/** 1 is Monday, as in ISO 8601. */
export function weekdayOf(day: Day): number {
  return new Date(`${day}T12:00:00Z`).getUTCDay() || 7;
}
