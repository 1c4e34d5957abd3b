import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { pick, type Chance } from './chance.ts';

/*
 * The surface forms of random customers stand in two files. Those of `forms-held.json` are never read by who writes
 * rules or phrases: what works for them works for people whom nobody foresaw.
 */

const Ways = z.array(z.string()).min(1);
const Forms = z.object({
  note: z.string(),
  forms: z.record(z.string(), z.record(z.string(), Ways)),
});

const read = (name: string) => Forms.parse(JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'))).forms;
const [open, held] = [read('forms-open.json'), read('forms-held.json')];

/** What share of the forms is held out, of all languages together. */
export function heldShare(): number {
  const count = (forms: typeof open) =>
    Object.values(forms).reduce(
      (sum, keys) => sum + Object.values(keys).reduce((all, ways) => all + ways.length, 0),
      0,
    );
  return count(held) / (count(open) + count(held));
}

export type Language = 'pt' | 'es' | 'en';

/** One of the ways to say it, with what stands in braces filled in. */
export function form(
  language: Language,
  key: string,
  chance: Chance,
  values: Readonly<Record<string, string>> = {},
): string {
  const ways = [...(open[language]?.[key] ?? []), ...(held[language]?.[key] ?? [])];
  const way = pick(ways, chance);
  return way.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}

const locales: Readonly<Record<Language, string>> = { pt: 'pt-BR', es: 'es', en: 'en-US' };

/** A day as people call it from today: by its distance, its weekday if that is near, its number. */
export function dayForm(
  language: Language,
  day: Temporal.PlainDate,
  today: Temporal.PlainDate,
  chance: Chance,
): string {
  const ahead = today.until(day).days;
  const weekday = day.toLocaleString(locales[language], { weekday: 'long' });
  const values = {
    d: String(day.day),
    dd: pad(day.day),
    mm: pad(day.month),
    weekday,
    short: weekday.replace('-feira', ''),
    month: day.toLocaleString(locales[language], { month: 'long' }),
  };
  if (ahead === 1 && chance() < 0.6) return form(language, 'tomorrow', chance, values);
  if (ahead === 2 && chance() < 0.3) return form(language, 'afterTomorrow', chance, values);
  return form(language, ahead > 1 && ahead < 7 ? 'nearDay' : 'farDay', chance, values);
}

/** A time on the half hour as people call it. */
export function timeForm(language: Language, time: string, chance: Chance): string {
  const values = clockOf(time);
  return form(language, values.mm === '00' ? 'fullHour' : 'halfHour', chance, values);
}

/** A time that cannot be taken for one twelve hours away. */
export function exactTimeForm(language: Language, time: string, chance: Chance): string {
  const values = clockOf(time);
  return form(language, Number(values.h) < 12 ? 'beforeNoon' : 'afterNoon', chance, values);
}

function clockOf(time: string) {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const h12 = hours > 12 ? hours - 12 : hours;
  return { h: String(hours), hh: pad(hours), mm: pad(minutes), h12: String(h12), half: hours < 12 ? 'am' : 'pm' };
}

const pad = (value: number) => String(value).padStart(2, '0');
