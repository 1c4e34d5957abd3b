import type { BookingView, CalendarView } from '../../../src/bookings/book.view.ts';
import { addDays, localOf, weekdayOf, type Day } from '../parts/day.ts';

/** A column of the calendar: a day, of one professional or of all. */
export type Lane = {
  readonly key: string;
  readonly title: string;
  readonly day: Day;
  /** `null`: of everybody. */
  readonly professional: string | null;
};

/** Something in a lane: where it stands, in minutes of the day, and beside how many others. */
export type Placed<Item> = {
  readonly item: Item;
  readonly from: number;
  readonly to: number;
  readonly place: number;
  readonly places: number;
};

type Span = { readonly start: string; readonly end: string; readonly professional: string | null };

const dayMinutes = 24 * 60;

/** What of it lies on the day, in minutes; `null`: nothing. */
function onDay(
  { start, end }: Span,
  day: Day,
  timeZone: string,
): { readonly from: number; readonly to: number } | null {
  const [begin, finish] = [localOf(start, timeZone), localOf(end, timeZone)];
  if (begin.day > day || finish.day < day) return null;
  const from = begin.day < day ? 0 : begin.minutes;
  const to = finish.day > day ? dayMinutes : finish.minutes;
  return to > from ? { from, to } : null;
}

/** Items of a lane, those at the same time side by side. Whose professional is nobody is in every lane. */
export function placedIn<Item extends Span>(items: readonly Item[], lane: Lane, timeZone: string): Placed<Item>[] {
  const here = items
    .filter(
      ({ professional }) => lane.professional === null || professional === null || professional === lane.professional,
    )
    .flatMap((item) => {
      const span = onDay(item, lane.day, timeZone);
      return span ? [{ item, ...span }] : [];
    })
    .toSorted((a, b) => a.from - b.from || b.to - a.to);
  return bunches(here).flatMap((bunch) => {
    const ends: number[] = [];
    const placed = bunch.map((each) => {
      const free = ends.findIndex((end) => end <= each.from);
      const place = free === -1 ? ends.length : free;
      ends[place] = each.to;
      return { ...each, place };
    });
    return placed.map((each) => ({ ...each, places: ends.length }));
  });
}

/** Runs of spans, sorted by their start, that overlap one another. */
function bunches<Each extends { readonly from: number; readonly to: number }>(sorted: readonly Each[]): Each[][] {
  const all: Each[][] = [];
  let end = -1;
  for (const each of sorted) {
    const last = all.at(-1);
    if (last && each.from < end) last.push(each);
    else all.push([each]);
    end = Math.max(last && each.from < end ? end : -1, each.to);
  }
  return all;
}

/** The hours that are shown: a working day, and whatever is booked beside it. */
export function hoursOf(
  bookings: readonly BookingView[],
  timeZone: string,
): { readonly first: number; readonly last: number } {
  const starts = bookings.map(({ start }) => localOf(start, timeZone).minutes);
  const ends = bookings.map(({ end }) => localOf(end, timeZone).minutes || dayMinutes);
  return {
    first: Math.min(8, ...starts.map((minutes) => Math.floor(minutes / 60))),
    last: Math.max(20, ...ends.map((minutes) => Math.ceil(minutes / 60))),
  };
}

export type Shown = 'day' | 'week' | 'month';

/** The days that are shown, whole weeks from Monday where it is not one day. */
export function daysOf(shown: Shown, day: Day): Day[] {
  if (shown === 'day') return [day];
  const first = shown === 'week' ? day : `${day.slice(0, 8)}01`;
  const monday = addDays(first, 1 - weekdayOf(first));
  const lastOfMonth = addDays(`${addDays(`${day.slice(0, 8)}28`, 4).slice(0, 8)}01`, -1);
  const length = shown === 'week' ? 7 : daysFrom(monday, lastOfMonth) + 1 + 7 - weekdayOf(lastOfMonth);
  return Array.from({ length }, (_, index) => addDays(monday, index));
}

const daysFrom = (from: Day, to: Day) => Math.round((Date.parse(to) - Date.parse(from)) / (dayMinutes * 60_000));

/** The same part of the next or the previous day, week or month. */
export function stepped(shown: Shown, day: Day, by: 1 | -1): Day {
  if (shown !== 'month') return addDays(day, shown === 'day' ? by : 7 * by);
  const first = `${day.slice(0, 8)}01`;
  return by === 1 ? `${addDays(first, 31).slice(0, 8)}01` : `${addDays(first, -1).slice(0, 8)}01`;
}

/** What still counts: cancelled ones do not. */
export function standing({ bookings }: CalendarView): BookingView[] {
  return bookings.filter(({ status }) => status !== 'cancelled');
}
