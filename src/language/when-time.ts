import type { Item } from './when-join.ts';
import type { Clock, Half, TimePiece } from './when-piece.ts';
import type { TimeWish } from './when.ts';

type Time = Temporal.PlainTime;
type TimeItem = {
  readonly piece: TimePiece;
  readonly bound: Item['bound'];
  readonly joint: Item['joint'];
  readonly about: boolean;
};

export type TimeReading = {
  readonly time?: TimeWish;
  readonly halfOfDay: boolean;
  readonly about: boolean;
  /** Said of today: "essa noite". */
  readonly today: boolean;
};

/** What the time pieces of a text say together: a time, a range, a choice. */
export function timeOfItems(items: readonly TimeItem[]): TimeReading | null {
  if (items.length === 0) return null;
  const half = items
    .map(({ piece }) => (piece.kind === 'part' ? piece.half : undefined))
    .find((each) => each !== undefined);
  const today = items.some(({ piece }) => piece.kind === 'part' && piece.today === true);
  const clocks = items.flatMap((item) => clocksOf(item, half));
  const about = items.some((item) => item.about || (item.piece.kind === 'clock' && item.piece.about === true));
  if (clocks.length > 0) return { ...fromClocks(clocks), about, today };
  const time = edgeOf(items, half) ?? sameOf(items) ?? union(items);
  return { ...(time !== undefined && { time }), halfOfDay: false, about, today };
}

type ClockItem = {
  readonly clocks: readonly Clock[];
  readonly range: boolean;
  readonly bound: Item['bound'];
  readonly joint: Item['joint'];
};

function clocksOf({ piece, bound, joint }: TimeItem, half: Half | undefined): ClockItem[] {
  if (piece.kind === 'clock') return [{ clocks: [inHalf(piece, half)], range: false, bound, joint }];
  if (piece.kind !== 'clocks') return [];
  return [
    {
      clocks: ordered(
        piece.clocks.map((each) => inHalf(each, half)),
        piece.range,
      ),
      range: piece.range,
      bound,
      joint,
    },
  ];
}

/** The hour as that part of the day reads it: "4 da tarde" is 16, "12 da noite" is 0. */
function inHalf({ hour, minute, sure }: Clock, half: Half | undefined): Clock {
  if (half === undefined || hour > 12 || (sure && hour === 0)) return { hour, minute, sure };
  if (half === 'morning') return { hour, minute, sure: true };
  if (half === 'afternoon') return { hour: hour < 9 ? hour + 12 : hour, minute, sure: true };
  if (hour === 12) return { hour: 0, minute, sure: true };
  return { hour: half === 'night' && hour * 60 + minute > 4 * 60 ? hour + 12 : hour, minute, sure: true };
}

/** "das 10 às 2" ends in the afternoon. */
function ordered(clocks: readonly Clock[], range: boolean): readonly Clock[] {
  const [from, to] = clocks;
  if (!range || !from || !to || to.sure || to.hour > from.hour || to.hour + 12 <= from.hour) return clocks;
  return [
    { ...from, sure: true },
    { ...to, hour: to.hour + 12, sure: true },
  ];
}

function timeOf({ hour, minute }: Clock): Time {
  return Temporal.PlainTime.from({ hour, minute });
}

function fromClocks(items: readonly ClockItem[]): { time: TimeWish; halfOfDay: boolean } {
  const halfOfDay = items.some(({ clocks }) => clocks.some(({ sure }) => !sure));
  const folded = items.reduce<ClockItem[]>((done, item) => {
    const last = done.at(-1);
    if (item.joint !== 'to' || !last || last.range || item.range) return [...done, item];
    return [...done.slice(0, -1), { ...last, range: true, clocks: ordered([...last.clocks, ...item.clocks], true) }];
  }, []);
  const ranges = folded.filter(({ range, bound }) => range || bound !== null);
  if (ranges.length > 0) return { time: ranges.map(rangeOf).reduce(narrowed), halfOfDay };
  const times = folded.flatMap(({ clocks }) => clocks.map(timeOf));
  const apart = times.filter((time, at) => times.findIndex((other) => other.equals(time)) === at);
  const [only] = apart;
  return { time: apart.length === 1 && only ? only : { options: apart }, halfOfDay };
}

type Range = { readonly from?: Time; readonly to?: Time };

function rangeOf({ clocks, range, bound }: ClockItem): Range {
  const [first, second] = clocks.map(timeOf);
  if (!first) return {};
  if (range && second) return { from: first, to: second };
  return bound === 'until' || bound === 'before' ? { to: first } : { from: first };
}

function narrowed(a: Range, b: Range): Range {
  return rangeFrom(b.from ?? a.from, b.to ?? a.to);
}

/** The first or last time of the day. With another part of the day ("primeiro horário da tarde") the part is said instead. */
function edgeOf(items: readonly TimeItem[], half: Half | undefined): TimeWish | undefined {
  const edge = items
    .map(({ piece }) => (piece.kind === 'edge' ? piece.edge : undefined))
    .find((each) => each !== undefined);
  const fits = half === undefined || (edge === 'first' ? half === 'morning' : half !== 'morning');
  return edge !== undefined && fits ? edge : undefined;
}

function sameOf(items: readonly TimeItem[]): TimeWish | undefined {
  const same = items
    .map(({ piece }) => (piece.kind === 'sameTime' ? piece.as : undefined))
    .find((each) => each !== undefined);
  return same === undefined ? undefined : { sameAs: same };
}

/** Parts of the day side by side ("de manhã ou de tarde"): from the first to the last of them. */
function union(items: readonly TimeItem[]): TimeWish | undefined {
  const parts = items.flatMap(({ piece, bound }) => (piece.kind === 'part' ? [boundedPart(piece, bound)] : []));
  const told = parts.filter(({ from, to }) => from ?? to);
  return told.length > 0 ? told.reduce(widened) : parts[0];
}

function widened(a: Range, b: Range): Range {
  const from = a.from && b.from ? (isSooner(b.from, a.from) ? b.from : a.from) : undefined;
  const to = a.to && b.to ? (isSooner(a.to, b.to) ? b.to : a.to) : undefined;
  return rangeFrom(from, to);
}

function isSooner(a: Time, b: Time): boolean {
  return Temporal.PlainTime.compare(a, b) < 0;
}

function rangeFrom(from: Time | undefined, to: Time | undefined): Range {
  return { ...(from && { from }), ...(to && { to }) };
}

/** "depois da tarde" begins where it ends; "antes da noite" ends where it begins. */
function boundedPart({ from, to }: Range, bound: Item['bound']): Range {
  switch (bound) {
    case 'after':
      return rangeFrom(to ?? from, undefined);
    case 'from':
      return rangeFrom(from, undefined);
    case 'until':
      return rangeFrom(undefined, to);
    case 'before':
      return rangeFrom(undefined, from ?? to);
    case null:
      return rangeFrom(from, to);
  }
}
