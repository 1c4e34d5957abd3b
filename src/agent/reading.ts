import { dayOf, horizonOf } from '../bookings/calendar.ts';
import type { Days } from '../bookings/agenda.ts';
import type { Business } from '../business/business.ts';
import { instantOf, openIntervals } from '../business/hours.ts';
import { isBefore, type Interval } from '../platform/time.ts';
import { isDayBefore, isTimeBefore, localOf, minuteOf } from './local.ts';
import type { Frame } from './state.ts';
import type { World } from './world.ts';

/** "umas 14h": as near as this is what was asked for. */
const approximateMinutes = 60;

/** The one day that is wished for; of two weeks that could be meant the nearer, for its date is shown. */
export function wishedDay({ date, doubts }: Frame): Temporal.PlainDate | null {
  if (date?.kind === 'day') return date.day;
  if (date?.kind === 'either' && (doubts.includes('whichWeek') || date.days.length === 1)) return date.days[0] ?? null;
  return null;
}

/** The days to search, from today to the horizon at most; null when none of them is left. */
export function wishedDays(frame: Frame, { business, now }: World): Days | null {
  const [today, horizon] = [dayOf(business, now), horizonOf(business, now)];
  const bounds = boundsOf(frame);
  const from = bounds.from && isDayBefore(today, bounds.from) ? bounds.from : today;
  const to = bounds.to && isDayBefore(bounds.to, horizon) ? bounds.to : horizon;
  return isDayBefore(to, from) ? null : { from, to };
}

/** First and last day of the wish; null where it has no bound. */
export function boundsOf(frame: Frame): { from: Temporal.PlainDate | null; to: Temporal.PlainDate | null } {
  const day = wishedDay(frame);
  if (day) return { from: day, to: day };
  if (frame.date?.kind === 'days') return frame.date;
  const days =
    frame.date?.kind === 'either' ? frame.date.days.toSorted((a, b) => Temporal.PlainDate.compare(a, b)) : [];
  return { from: days[0] ?? null, to: days.at(-1) ?? null };
}

/** The exact times that the wish may mean: "às 7" is two until opening hours settle it. Empty: no exact time is wished. */
export function timeReadings({ time, doubts }: Frame): Temporal.PlainTime[] {
  if (time?.kind !== 'at' && time?.kind !== 'either') return [];
  const said = time.kind === 'at' ? [time.time] : [...time.times];
  if (!doubts.includes('halfOfDay')) return said;
  const both = said.flatMap((each) => (each.hour < 12 ? [each, each.add({ hours: 12 })] : [each]));
  return both.filter((each, index) => both.findIndex((other) => other.equals(each)) === index);
}

/** Is anybody of the business open on this day at this time? */
export function isOpenAt(day: Temporal.PlainDate, time: Temporal.PlainTime, business: Business): boolean {
  const at = instantOf(day.toPlainDateTime(time), business.timeZone);
  return [null, ...business.professionals.map(({ id }) => id)]
    .flatMap((owner) => openIntervals(business, owner, day))
    .some(({ start, end }) => !isBefore(at, start) && isBefore(at, end));
}

/** Does it begin at a time, and on a day, that the wish allows? */
export function suits({ start }: Interval, frame: Frame, business: Business): boolean {
  const at = localOf(start, business);
  return suitsDay(at.toPlainDate(), frame) && suitsTime(at.toPlainTime(), frame);
}

function suitsDay(day: Temporal.PlainDate, frame: Frame): boolean {
  const { date } = frame;
  return date?.kind !== 'either' || wishedDay(frame) !== null || date.days.some((each) => each.equals(day));
}

function suitsTime(at: Temporal.PlainTime, frame: Frame): boolean {
  const { time } = frame;
  if (time?.kind === 'between')
    return !(time.from && isTimeBefore(at, time.from)) && !(time.to && !isTimeBefore(at, time.to));
  const readings = timeReadings(frame);
  const tolerance = frame.approximate ? approximateMinutes : 0;
  return readings.length === 0 || readings.some((each) => Math.abs(minuteOf(each) - minuteOf(at)) <= tolerance);
}

/** Where on the clock the wish lies, for finding what is nearest to it. */
export function aimedTimes(frame: Frame): Temporal.PlainTime[] {
  const readings = timeReadings(frame);
  if (readings.length > 0 || frame.time?.kind !== 'between') return readings;
  return [frame.time.from, frame.time.to].filter((time) => time !== null);
}
