import { isEarlier, nextWeekday } from './calendar.ts';
import { dateOfItems, type DateReading } from './when-date.ts';
import type { Item, Items } from './when-join.ts';
import { isAny, type DayPiece, type Piece, type TimePiece } from './when-piece.ts';
import { timeOfItems, type TimeReading } from './when-time.ts';
import type { Ambiguity, DateWish, TimeWish, When, WhenContext } from './when.ts';

type Reading = Omit<When, 'span' | 'replaces' | 'instead'>;
type Wish = Pick<When, 'date' | 'time' | 'shift'>;

/** The items of a text put together: one date, one time, and what is open or wrong about them. */
export function readingOf(said: readonly Item[], now: Temporal.ZonedDateTime, context: WhenContext): Reading {
  const items = asked(said, context);
  const { days, times } = sidesOf(items, now.toPlainDate());
  const date = dateOfItems(days, now.toPlainDate());
  const time = timeOfItems(times);
  const wish = wishOf(items, date, time, now);
  const ambiguous = ambiguitiesOf(date, time);
  if (context.askedFor === 'when' && days.length === 0 && times.some(isDayToo)) ambiguous.push('dateOrTime');
  const problem = date?.problem ?? pastOf(wish, time?.halfOfDay ?? false, now);
  const every = everyOf(items);
  return {
    ...wish,
    ...(every !== undefined && { every }),
    ...(isAbout(items, time) && { approximate: true }),
    ...(ambiguous.length > 0 && { ambiguous }),
    ...(problem && { problem }),
  };
}

/** What the text gives up for what it wants; a part of the day that it names counts for both hours. */
export function givenUp(items: Items, now: Temporal.ZonedDateTime): When['instead'] {
  if (items.given.length === 0) return undefined;
  const parts = items.items.filter(({ piece }) => piece.kind === 'part' && piece.half !== undefined);
  const hasClock = items.given.some(({ piece }) => piece.kind === 'clock' || piece.kind === 'clocks');
  const { date, time, ambiguous } = readingOf([...items.given, ...(hasClock ? parts : [])], now, {});
  if (date === undefined && time === undefined) return undefined;
  return { ...(date && { date }), ...(time !== undefined && { time }), ...(ambiguous && { ambiguous }) };
}

function everyOf(items: readonly Item[]): When['every'] {
  return items
    .map(({ piece }) => (piece.kind === 'every' ? piece.days : piece.kind === 'weekday' ? piece.every : undefined))
    .find((days) => days !== undefined);
}

function pieceOf<Kind extends Piece['kind']>(
  items: readonly Item[],
  kind: Kind,
): Extract<Piece, { kind: Kind }> | undefined {
  return items.map(({ piece }) => piece).find((piece): piece is Extract<Piece, { kind: Kind }> => piece.kind === kind);
}

function isAbout(items: readonly Item[], time: TimeReading | null): boolean {
  return time?.about === true || items.some(({ piece }) => 'about' in piece);
}

/** A part of "essa noite" is of today; a counted moment has its own day; a day that was said stands above both. */
function wishOf(
  items: readonly Item[],
  date: DateReading | null,
  time: TimeReading | null,
  now: Temporal.ZonedDateTime,
): Wish {
  const moment = pieceOf(items, 'moment')?.at.withTimeZone(now.timeZoneId);
  const wish = {
    ...(time?.today && { date: now.toPlainDate() }),
    ...(moment && { date: moment.toPlainDate(), time: moment.toPlainTime() }),
    ...(date?.date && { date: date.date }),
    ...(time?.time !== undefined && { time: time.time }),
  };
  return shifted(wish, items);
}

function shifted(wish: Wish, items: readonly Item[]): Wish {
  const at = items.findLastIndex(({ side }) => side === 'shift');
  const piece = items[at]?.piece;
  if (piece?.kind !== 'shift') return wish;
  if (!piece.ofIt) return { ...wish, shift: piece.to };
  // It ends what was said, or only leads on to it: "trabalho quarta. Depois disso, sexta".
  const isEnd = items.slice(at + 1).every((item) => isAny(item.piece));
  return isEnd ? beyond(wish, piece.to) : wish;
}

/** "depois disso", "antes disso": beyond the time that was said, or else beyond the day. */
function beyond(wish: Wish, to: 'earlier' | 'later'): Wish {
  const [hour, day] = [endOf(wish.time, to), wish.time === undefined ? endOf(wish.date, to) : undefined];
  if (hour instanceof Temporal.PlainTime) return { ...wish, time: to === 'later' ? { from: hour } : { to: hour } };
  if (!(day instanceof Temporal.PlainDate)) return wish;
  return { ...wish, date: to === 'later' ? { from: day.add({ days: 1 }) } : { to: day.subtract({ days: 1 }) } };
}

/** Its end on that side. */
function endOf(wish: DateWish | TimeWish | undefined, to: 'earlier' | 'later'): DateWish | TimeWish | undefined {
  if (typeof wish !== 'object' || !('from' in wish || 'to' in wish)) return wish;
  return to === 'later' ? (wish.to ?? wish.from) : (wish.from ?? wish.to);
}

function ambiguitiesOf(date: DateReading | null, time: TimeReading | null): Ambiguity[] {
  const open: Ambiguity[] = [];
  if (time?.halfOfDay) open.push('halfOfDay');
  if (date?.whichWeek) open.push('whichWeek');
  if (date?.orTime) open.push('dateOrTime');
  return open;
}

/** "10-12" and "12.10" read as what was asked. */
function asked(items: readonly Item[], { askedFor }: WhenContext): Item[] {
  return items.map((item): Item => {
    if (item.piece.kind !== 'monthDay' || !item.piece.or) return item;
    if (askedFor === 'time') return { ...item, piece: item.piece.or, side: 'time' };
    const { or: _, ...day } = item.piece;
    return askedFor === 'date' ? { ...item, piece: day } : item;
  });
}

type DayItem = Item & { readonly piece: DayPiece };
type TimeItem = Item & { readonly piece: TimePiece };

/** The items of each side. In "quinta 26" the number is Thursday's own, not an hour. */
function sidesOf(items: readonly Item[], today: Temporal.PlainDate): { days: DayItem[]; times: TimeItem[] } {
  const days = items.filter((item): item is DayItem => item.side === 'day');
  const times = items.filter((item): item is TimeItem => item.side === 'time');
  const date = days.some(({ piece }) => piece.kind === 'weekday') ? dateOfItems(days, today)?.date : undefined;
  const dated = datedWeekdays(items, today);
  if (dated) return { days: dated, times: times.filter((item) => !isDayToo(item)) };
  if (!(date instanceof Temporal.PlainDate)) return { days, times };
  const isItsDay = (item: TimeItem) => isDayToo(item) && item.piece.hour === date.day;
  const told = times.filter(isItsDay).map((item): DayItem => ({
    ...item,
    side: 'day',
    piece: { kind: 'monthDay', day: date.day },
  }));
  return { days: [...days, ...told], times: times.filter((item) => !isItsDay(item)) };
}

/** "sexta 27 ou sexta 4": where two weekdays each have a number that is theirs within four weeks, the numbers are days. */
function datedWeekdays(items: readonly Item[], today: Temporal.PlainDate): DayItem[] | null {
  const numbered = items.flatMap((item, at): DayItem[] => {
    const next = items[at + 1];
    if (item.piece.kind !== 'weekday' || item.piece.week !== 'plain' || !next) return [];
    const { weekday } = item.piece;
    const number = isDayToo(next) ? next.piece.hour : next.piece.kind === 'monthDay' ? next.piece.day : null;
    const date = [0, 1, 2, 3]
      .map((weeks) => nextWeekday(today, weekday).add({ weeks }))
      .find(({ day }) => day === number);
    return date ? [{ ...item, end: next.end, piece: { kind: 'date', date } }] : [];
  });
  const isAll = numbered.length === items.filter(({ side }) => side === 'day' || side === 'time').length / 2;
  return numbered.length > 1 && isAll ? numbered : null;
}

function isDayToo(item: Item): item is TimeItem & { readonly piece: TimePiece & { kind: 'clock' } } {
  return item.piece.kind === 'clock' && item.piece.or === 'day';
}

function pastOf({ date, time }: Wish, half: boolean, now: Temporal.ZonedDateTime): When['problem'] {
  const today = now.toPlainDate();
  const last = date instanceof Temporal.PlainDate ? date : date && 'to' in date ? date.to : undefined;
  if (!last || isEarlier(today, last)) return undefined;
  if (isEarlier(last, today)) return { kind: 'past', detail: last.toString() };
  if (!(time instanceof Temporal.PlainTime) || !(date instanceof Temporal.PlainDate)) return undefined;
  const latest = half && time.hour < 12 ? time.add({ hours: 12 }) : time;
  const minute = now.toPlainTime().round({ smallestUnit: 'minute', roundingMode: 'floor' });
  if (Temporal.PlainTime.compare(latest, minute) >= 0) return undefined;
  return { kind: 'past', detail: `${last.toString()} ${latest.toString({ smallestUnit: 'minute' })}` };
}
