import { language, words } from '../words.ts';

const minute = 60_000;

/** A day of the business, `2026-11-26`. */
export type Day = string;

/** The wall clock of a time zone at a moment. */
export function localOf(iso: string, timeZone: string): { readonly day: Day; readonly minutes: number } {
  const format = new Intl.DateTimeFormat('en-CA', {
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

export function clockOf(iso: string, timeZone: string): string {
  return new Intl.DateTimeFormat(language, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    new Date(iso),
  );
}

/** `26 de nov., 14:00`. */
export function dateTimeOf(iso: string, timeZone: string): string {
  const day = new Intl.DateTimeFormat(language, { timeZone, day: 'numeric', month: 'short' }).format(new Date(iso));
  return `${day}, ${clockOf(iso, timeZone)}`;
}

/** `quinta-feira, 26 de novembro`. */
export function dayName(day: Day): string {
  return new Intl.DateTimeFormat(language, { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long' }).format(
    new Date(`${day}T12:00:00Z`),
  );
}

/** `segunda-feira`, or `seg.`, of an ISO weekday. */
export function weekdayName(weekday: number, length: 'long' | 'short' = 'long'): string {
  return new Intl.DateTimeFormat(language, { timeZone: 'UTC', weekday: length }).format(
    new Date(Date.UTC(2024, 0, weekday)),
  );
}

/** How long ago, roughly: `agora`, `5 min`, `3 h`, else the day. */
export function ago(iso: string, timeZone: string): string {
  const minutes = Math.floor((Date.now() - Date.parse(iso)) / minute);
  if (minutes < 1) return words.states.now;
  if (minutes < 60) return `${minutes} min`;
  return minutes < 24 * 60 ? `${Math.floor(minutes / 60)} h` : dateTimeOf(iso, timeZone);
}

/** `hoje`, `ontem`, else the day: what stands between the messages of two days. */
export function dayOf(iso: string, timeZone: string): string {
  const { day } = localOf(iso, timeZone);
  const now = today(timeZone);
  if (day === now) return words.states.today;
  return day === addDays(now, -1) ? words.states.yesterday : dayName(day);
}
