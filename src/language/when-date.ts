import { isEarlier, nextWeekday } from './calendar.ts';
import type { Item } from './when-join.ts';
import type { DayPiece } from './when-piece.ts';
import { daysWish, placeOf, settled, type Placed } from './when-place.ts';
import type { DateWish, When } from './when.ts';

type Day = Temporal.PlainDate;
type DayItem = { readonly piece: DayPiece; readonly bound: Item['bound']; readonly joint: Item['joint'] };
type Stood = DayItem & { readonly placed: Placed };

export type DateReading = {
  readonly date?: DateWish;
  readonly whichWeek: boolean;
  readonly orTime: boolean;
  readonly problem?: NonNullable<When['problem']>;
};

/** What the day pieces of a text say together: a day, a range, a choice, or why it cannot be. */
export function dateOfItems(items: readonly DayItem[], today: Day): DateReading | null {
  const stood: Stood[] = [];
  for (const item of withSharedWeek(items)) {
    const next = { ...item, placed: bounded(placeOf(item.piece, today), item.bound) };
    const last = stood.at(-1);
    const joined = last ? joinOf(last, next) : null;
    if (joined) stood.pop();
    stood.push(joined ? { ...next, placed: joined } : next);
  }
  return stood.length === 0 ? null : merged(stood.map(({ placed }) => placed));
}

/** In "quarta ou quinta da semana que vem" the week counts for both. */
function withSharedWeek(items: readonly DayItem[]): DayItem[] {
  return items.map((item, at) => {
    const next = items[at + 1];
    if (item.piece.kind !== 'weekday' || item.piece.week !== 'plain') return item;
    if (next?.piece.kind !== 'weekday' || next.joint === 'plain' || typeof next.piece.week !== 'number') return item;
    return { ...item, piece: { ...item.piece, week: next.piece.week } };
  });
}

/** "até sexta", "depois do dia 10": days from or up to a day; 'after' and 'before' leave the day itself out. */
function bounded(placed: Placed, bound: Item['bound']): Placed {
  const ends = bound ? endsOf(placed.wish) : null;
  if (!ends) return placed;
  switch (bound) {
    case 'from':
      return { ...placed, wish: { from: ends.from } };
    case 'after':
      return { ...placed, wish: { from: ends.to.add({ days: 1 }) } };
    case 'until':
      return { ...placed, wish: { to: ends.to } };
    case 'before':
      return { ...placed, wish: { to: ends.from.subtract({ days: 1 }) } };
    case null:
      return placed;
  }
}

function endsOf(wish: DateWish | null): { from: Day; to: Day } | null {
  if (wish === null) return null;
  if (wish instanceof Temporal.PlainDate) return { from: wish, to: wish };
  const { from, to } = isRange(wish) ? wish : {};
  return from && to ? { from, to } : null;
}

/** Two pieces that speak of one thing: a range, or a day said twice; null when they stand side by side. */
function joinOf(a: Stood, b: Stood): Placed | null {
  const [from, to] = [a.placed.wish, b.placed.wish];
  if (b.joint === 'to' && from instanceof Temporal.PlainDate && to instanceof Temporal.PlainDate) {
    const end = b.piece.kind === 'weekday' && isEarlier(to, from) ? nextWeekday(from, to.dayOfWeek) : to;
    return { ...settled({ from, to: isEarlier(end, from) ? from : end }), unsure: a.placed.unsure };
  }
  if (b.joint === 'or' || a.piece.kind === b.piece.kind || b.bound || b.piece.kind === 'offset') return null;
  return agreed(a, b) ?? agreed(b, a);
}

/** `loose` told more closely by `close`; null when it is not the looser of the two. */
function agreed(loose: Stood, close: Stood): Placed | null {
  if (close.placed.problem) return close.placed;
  if (loose.piece.kind === 'days') return withinDays(loose.placed, close);
  const [day, other] = [close.placed.wish, loose.placed.wish];
  if (!(day instanceof Temporal.PlainDate) || !(other instanceof Temporal.PlainDate)) return null;
  if (admits(loose.piece, day)) return { ...close.placed, unsure: false };
  if (loose.piece.kind !== 'weekday') return close.piece.kind === 'weekday' ? null : conflict(other, day);
  // Of the weekday's dates the one nearest to the date is meant: "sexta 26/11" is the 27th.
  const off = loose.piece.weekday - day.dayOfWeek;
  const near = day.add({ days: off > 3 ? off - 7 : off < -3 ? off + 7 : off });
  return conflict(near, day);
}

function admits(piece: DayPiece, day: Day): boolean {
  if (piece.kind === 'weekday') return day.dayOfWeek === piece.weekday;
  if (piece.kind === 'monthDay') return day.day === piece.day && (piece.month ?? day.month) === day.month;
  return piece.kind === 'date' && day.equals(piece.date);
}

function conflict(a: Day, b: Day): Placed {
  const detail = `${a.toString()} (weekday ${a.dayOfWeek}) and ${b.toString()} (weekday ${b.dayOfWeek})`;
  return { ...settled({ options: [a, b] }), problem: { kind: 'conflict', detail } };
}

/** "semana que vem, na quarta", "mês que vem, dia 5": the day inside the range. */
function withinDays(range: Placed, { piece, placed }: Stood): Placed | null {
  const ends = endsOf(range.wish);
  if (!ends) return null;
  for (let day = ends.from; !isEarlier(ends.to, day); day = day.add({ days: 1 }))
    if (admits(piece, day)) return { ...settled(day), unsure: range.unsure && piece.kind === 'weekday' };
  return placed.wish instanceof Temporal.PlainDate ? conflict(ends.from, placed.wish) : null;
}

function merged(placed: readonly Placed[]): DateReading {
  const problem = placed.find((each) => each.problem)?.problem;
  const date = oneOf(placed.flatMap(({ wish }) => (wish ? [wish] : [])));
  return {
    ...(date && { date }),
    ...(problem && { problem }),
    whichWeek: placed.some(({ unsure }) => unsure),
    orTime: placed.some(({ orTime }) => orTime),
  };
}

function oneOf(wishes: readonly DateWish[]): DateWish | undefined {
  if (wishes.length < 2) return wishes[0];
  const days = wishes.flatMap((wish) => {
    if (wish instanceof Temporal.PlainDate) return [wish];
    return 'options' in wish ? wish.options : [];
  });
  const apart = days.filter((day, at) => days.findIndex((other) => other.equals(day)) === at);
  if (apart.length > 0) return apart.length === 1 ? apart[0] : { options: apart };
  // "semana que vem no mesmo dia" names the week; the same day alone would lose it.
  const own = wishes.filter((wish) => !('sameAs' in wish));
  return (own.length > 0 ? own : wishes).reduce(crossed);
}

/** Two open ranges told one after the other: what lies in both, or the later one said. */
function crossed(a: DateWish, b: DateWish): DateWish {
  if (!isRange(a) || !isRange(b)) return b;
  const from = latest(a.from, b.from);
  const to = earliest(a.to, b.to);
  return from && to && isEarlier(to, from) ? b : daysWish(from, to);
}

function latest(a: Day | undefined, b: Day | undefined): Day | undefined {
  return a && b ? (isEarlier(a, b) ? b : a) : (a ?? b);
}

function earliest(a: Day | undefined, b: Day | undefined): Day | undefined {
  return a && b ? (isEarlier(a, b) ? a : b) : (a ?? b);
}

function isRange(wish: DateWish): wish is { readonly from?: Day; readonly to?: Day } {
  return !(wish instanceof Temporal.PlainDate) && !('options' in wish) && !('sameAs' in wish);
}
