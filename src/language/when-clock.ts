import type { Clock, Groups, Piece } from './when-piece.ts';

/**
 * The clock as written. A bare hour or one in words may mean either half of the day; one with `h` or minutes from
 * eight on, and one with a leading zero, is taken as it stands: who writes "9h" for the evening writes 21h.
 */
export function clockOf(h: string, m: string | undefined, marked: boolean): Clock {
  const shown = Number(h) % 24;
  const sure = shown === 0 || shown >= 12 || h.startsWith('0') || (marked && shown >= 8);
  return { hour: shown, minute: Number(m ?? 0), sure };
}

/**
 * Reads hour `h` and minutes `m` (or `half`) after the words in `lead`.
 *
 * @param about the leads that make it approximate: "umas 14h"
 */
export function clockReader(about: RegExp): (marked: boolean) => (groups: Groups) => Piece | null {
  return (marked) =>
    ({ h, m, half, lead }) => {
      if (h === undefined) return null;
      const at = clockOf(h, half === undefined ? m : '30', marked);
      return lead !== undefined && about.test(lead) ? { kind: 'clock', ...at, about: true } : { kind: 'clock', ...at };
    };
}

export function aboutClock(piece: Piece | null): Piece | null {
  return piece?.kind === 'clock' ? { ...piece, about: true } : piece;
}

/** `minutesBefore` minutes before the hour `h`. */
export function clockBefore(h: string | undefined, minutesBefore: number): Piece | null {
  if (h === undefined || minutesBefore < 1 || minutesBefore > 59) return null;
  const at = clockOf(h, '0', false);
  return { kind: 'clock', hour: (at.hour + 23) % 24, minute: 60 - minutesBefore, sure: at.sure };
}

/** `minutes` minutes past the hour `h`. */
export function clockPast(h: string | undefined, minutes: number): Piece | null {
  return h === undefined || minutes > 59 ? null : { kind: 'clock', ...clockOf(h, String(minutes), false) };
}

/** The half of the day is written: `ap` begins with a or p. */
export function amPm({ h, m, half, ap }: Groups): Piece | null {
  const shown = Number(h);
  const isMorning = ap?.startsWith('a') ?? false;
  if (shown > 12 && isMorning) return null;
  const late = !isMorning && shown < 12 ? 12 : 0;
  return {
    kind: 'clock',
    hour: (isMorning && shown === 12 ? 0 : shown) + late,
    minute: half === undefined ? Number(m ?? 0) : 30,
    sure: true,
  };
}

/** Two hours in one breath, `h1` and `h2`: "das 14 às 18", "10 ou 11h". `ap` counts for both. */
export function pair(range: boolean): (groups: Groups) => Piece | null {
  return ({ h1, m1, u1, h2, m2, u2, ap }) => {
    if (h1 === undefined || h2 === undefined) return null;
    if (ap !== undefined) return pairWithHalf({ h1, m1, h2, m2, ap }, range);
    const clocks = [clockOf(h1, m1, (u1 ?? m1) !== undefined), clockOf(h2, m2, (u2 ?? m2) !== undefined)];
    return { kind: 'clocks', clocks: spread(clocks, range), range };
  };
}

/** Three hours to choose from, `h0`, `h1` and `h2`: "15, 16 ou 17h". */
export function threeHours(groups: Groups): Piece | null {
  const rest = pair(false)(groups);
  const first = groups['h0'];
  if (first === undefined || rest?.kind !== 'clocks') return null;
  return { ...rest, clocks: [clockOf(first, undefined, false), ...rest.clocks] };
}

/** "2-4pm", "10 to 2pm": the first in the same half, or in the one before where that puts it first. */
function pairWithHalf({ h1, m1, h2, m2, ap }: Groups, range: boolean): Piece | null {
  const [same, end] = [amPm({ h: h1, m: m1, ap }), amPm({ h: h2, m: m2, ap })];
  if (same?.kind !== 'clock' || end?.kind !== 'clock') return null;
  const start = range && same.hour > end.hour ? amPm({ h: h1, m: m1, ap: 'a' }) : same;
  return start?.kind === 'clock' ? { kind: 'clocks', clocks: [start, end], range } : null;
}

/** In "das 9 às 18" the end tells that 9 is the morning; in "das 2 às 4" nothing does. */
function spread(clocks: readonly Clock[], range: boolean): readonly Clock[] {
  const [from, to] = clocks;
  if (!range || !from || !to || from.sure || !to.sure) return clocks;
  return [{ ...from, sure: from.hour >= 7 }, to];
}

/** "amanhã 10", "sexta 17": a bare number `h` beside a day is its hour, or the day's own number. */
export function hourOrDay({ h }: Groups): Piece | null {
  if (Number(h) > 23) return { kind: 'monthDay', day: Number(h) };
  return h === undefined || h === '0' ? null : { kind: 'clock', ...clockOf(h, undefined, false), or: 'day' };
}
