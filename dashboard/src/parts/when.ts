import { language, words } from '../words.ts';
import { addDays, formatOf, localOf, today, type Day } from './day.ts';

const minute = 60_000;

export function clockOf(iso: string, timeZone: string): string {
  return formatOf(language, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(iso));
}

/** `26 de nov., 14:00`. */
export function dateTimeOf(iso: string, timeZone: string): string {
  const day = formatOf(language, { timeZone, day: 'numeric', month: 'short' }).format(new Date(iso));
  return `${day}, ${clockOf(iso, timeZone)}`;
}

/** `quinta-feira, 26 de novembro`. */
export function dayName(day: Day): string {
  return formatOf(language, { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long' }).format(
    new Date(`${day}T12:00:00Z`),
  );
}

/** `segunda-feira`, or `seg.`, of an ISO weekday. */
export function weekdayName(weekday: number, length: 'long' | 'short' = 'long'): string {
  return formatOf(language, { timeZone: 'UTC', weekday: length }).format(new Date(Date.UTC(2024, 0, weekday)));
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

/** `novembro de 2026`, of a day in it. */
export function monthName(day: Day): string {
  return formatOf(language, { timeZone: 'UTC', month: 'long', year: 'numeric' }).format(new Date(`${day}T12:00:00Z`));
}

/** `sex., 27/11`. */
export function shortDay(day: Day): string {
  return formatOf(language, {
    timeZone: 'UTC',
    weekday: 'short',
    day: '2-digit',
    month: '2-digit',
  }).format(new Date(`${day}T12:00:00Z`));
}
