import { IsoDate, IsoTime } from './iso.ts';
import type { DateWish, TimeWish, Wish } from './wish.ts';

/** A day and a time as a model writes them. */
export type Moment = {
  readonly date: string | null;
  readonly dateTo: string | null;
  readonly time: string | null;
  readonly timeTo: string | null;
};

/** Nobody books further ahead than this; a date beyond it was misread. */
const aheadDays = 400;

/** The wish it comes to; `null`: nothing was said. A string says what is wrong with it. */
export function momentOf({ date, dateTo, time, timeTo }: Moment, today: Temporal.PlainDate): Wish | null | string {
  const [from, to] = [dayIn(date, today), dayIn(dateTo, today)];
  if (from === 'wrong' || to === 'wrong') return 'dates are written 2026-11-27 and are not gone by';
  const [starts, ends] = [timeIn(time), timeIn(timeTo)];
  if (starts === 'wrong' || ends === 'wrong') return 'times are written 16:00';
  const days = daysBetween(from, to);
  const times = timesBetween(starts, ends);
  if (days === 'wrong' || times === 'wrong') return 'a span ends after it begins';
  if (!days && !times) return null;
  return { date: days, time: times, approximate: false, doubts: [], problem: null, shift: null };
}

function dayIn(text: string | null, today: Temporal.PlainDate): Temporal.PlainDate | null | 'wrong' {
  if (text === null) return null;
  const parsed = IsoDate.safeParse(text);
  if (!parsed.success) return 'wrong';
  const days = today.until(parsed.data).days;
  return days >= 0 && days <= aheadDays ? parsed.data : 'wrong';
}

function timeIn(text: string | null): Temporal.PlainTime | null | 'wrong' {
  if (text === null) return null;
  const parsed = IsoTime.safeParse(text);
  return parsed.success && /^\d\d:\d\d/.test(text) ? parsed.data : 'wrong';
}

function daysBetween(from: Temporal.PlainDate | null, to: Temporal.PlainDate | null): DateWish | null | 'wrong' {
  if (from && !to) return { kind: 'day', day: from };
  if (from && to && Temporal.PlainDate.compare(to, from) < 0) return 'wrong';
  if (from && to && from.equals(to)) return { kind: 'day', day: from };
  return to ? { kind: 'days', from, to } : null;
}

function timesBetween(from: Temporal.PlainTime | null, to: Temporal.PlainTime | null): TimeWish | null | 'wrong' {
  if (from && !to) return { kind: 'at', time: from };
  if (from && to && Temporal.PlainTime.compare(to, from) <= 0) return 'wrong';
  return to ? { kind: 'between', from, to } : null;
}
