import { z } from 'zod';
import type { OpeningHours } from './business.ts';

/** One open stretch of a weekday as a business file states it. */
export type WeekSpan = Pick<OpeningHours, 'weekday' | 'opens' | 'closes'>;

/** What a weekday is called, Monday first. */
const weekdays = [
  ['mon', 'monday', 'seg', 'segunda'],
  ['tue', 'tuesday', 'ter', 'terca'],
  ['wed', 'wednesday', 'qua', 'quarta'],
  ['thu', 'thursday', 'qui', 'quinta'],
  ['fri', 'friday', 'sex', 'sexta'],
  ['sat', 'saturday', 'sab', 'sabado'],
  ['sun', 'sunday', 'dom', 'domingo'],
];

const daysRule = 'must be a weekday (mon to sun, or seg to dom), a range such as mon-fri, or a list such as sun,mon';
const spanRule = 'must be "closed", a span such as "09:00-18:00", or a list of spans';

/** The week of a business file: `{ "mon-fri": "09:00-18:00", "sat": ["09:00-12:00", "14:00-16:00"], "sun": "closed" }`. */
export const Week = z
  .record(z.string(), z.union([z.string(), z.array(z.string())], spanRule), 'must be an object of weekdays and hours')
  .transform((week, context) => {
    const problem = (key: string, message: string) => context.addIssue({ code: 'custom', path: [key], message });
    const open: WeekSpan[] = [];
    const given = new Set<number>();
    for (const [key, value] of Object.entries(week)) {
      const days = daysOf(key);
      const spans = spansOf(value);
      if (!days) problem(key, daysRule);
      else if (!spans) problem(key, `${spanRule}: each opens before it closes, and none overlaps another`);
      else if (days.some((day) => given.has(day))) problem(key, 'names a weekday that has its hours already');
      else open.push(...days.flatMap((weekday) => spans.map((span) => ({ weekday, ...span }))));
      for (const day of days ?? []) given.add(day);
    }
    if (open.length === 0 && context.issues.length === 0) context.addIssue('must open on at least one weekday');
    return open;
  });

/** ISO weekdays of `mon`, `mon-fri`, `sat-mon`, `sun,mon`; `null` when it is none of that. */
function daysOf(key: string): number[] | null {
  const days: number[] = [];
  for (const part of plain(key).split(',')) {
    const [from, to = from] = part.split('-').map((word) => weekdays.findIndex((names) => names.includes(word.trim())));
    if (from === undefined || to === undefined || from < 0 || to < 0 || part.split('-').length > 2) return null;
    for (let day = from; ; day = (day + 1) % 7) {
      days.push(day + 1);
      if (day === to) break;
    }
  }
  return new Set(days).size === days.length ? days : null;
}

function spansOf(value: string | readonly string[]): Omit<WeekSpan, 'weekday'>[] | null {
  const parts = [value].flat().flatMap((text) => plain(text).split(','));
  if (parts.length === 1 && /^(closed|fechado)$/.test(parts[0] ?? '')) return [];
  const minutes = parts.map(minutesOf).toSorted((a, b) => a.opens - b.opens);
  const isSound = minutes.every(
    ({ opens, closes }, index) => opens < closes && opens >= (minutes[index - 1]?.closes ?? 0) && closes <= 24 * 60,
  );
  return isSound ? minutes.map(({ opens, closes }) => ({ opens: timeAt(opens), closes: timeAt(closes) })) : null;
}

/** Minutes after midnight of `09:00-18:00`, `9-18`, `9h30-12h`; `NaN` when it is no span. At the end, 00:00 is 24:00. */
function minutesOf(text: string): { opens: number; closes: number } {
  const time = String.raw`(\d{1,2})(?:[:h]([0-5]\d))?h?`;
  const [, fromHour, fromMinute = 0, toHour, toMinute = 0] =
    new RegExp(String.raw`^\s*${time}\s*-\s*${time}\s*$`).exec(text) ?? [];
  const closes = Number(toHour) * 60 + Number(toMinute);
  return { opens: Number(fromHour) * 60 + Number(fromMinute), closes: closes === 0 ? 24 * 60 : closes };
}

function timeAt(minutes: number): Temporal.PlainTime {
  return Temporal.PlainTime.from({ hour: Math.floor(minutes / 60) % 24, minute: minutes % 60 });
}

function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/[–—]/g, '-').toLowerCase().trim();
}
