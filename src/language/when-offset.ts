import { nextWeekday, weekDays } from './calendar.ts';
import { rule, sideOf, type DayPiece, type Found, type Piece, type Rule } from './when-piece.ts';

/** How a language ties a day to the one that it is counted from. */
export type Offsets = {
  /** Between "dois dias antes" and the day: "do". */
  readonly of: RegExp;
  /** Between a weekday and the day that it goes before or comes after: "sexta antes do". */
  readonly before: RegExp;
  readonly after: RegExp;
};

/** So many days from another one, `n` times where it is said; `alone`: from today, where no other is named. */
export function offset(source: string, each: number, alone = false): Rule {
  return rule(source, ({ n = '1' }, now) => {
    const days = each * Number(n);
    const today = now.toPlainDate();
    return {
      kind: 'offset',
      by: (day) => day.add({ days }),
      ...(alone && { alone: { kind: 'date', date: today.add({ days }) } }),
    };
  });
}

/** The next of what was said before it, a day or a week of days: "quinta não, na seguinte". */
export function nextOfSaid(source: string): Rule {
  return rule(source, () => ({ kind: 'offset', by: (day) => day.add({ days: 7 }), again: true }));
}

/** The next week, counted from what was said before it: "semana que vem não dá, na outra semana". */
export function nextWeekOf(source: string): Rule {
  return rule(source, (_, now) => ({
    kind: 'offset',
    by: (day) => weekDays(day, 1),
    alone: { kind: 'days', ...weekDays(now.toPlainDate(), 1) },
    again: true,
  }));
}

/** The whole week before or after that of another day. */
export function weekOffset(source: string, weeks: 1 | -1): Rule {
  return rule(source, () => ({ kind: 'offset', by: (day) => weekDays(day, weeks) }));
}

/**
 * Ties what is counted from another day to that day: "dois dias antes do Natal", "o casamento é dia 12, uma semana antes",
 * "a segunda depois da Páscoa". What has no day to be counted from says nothing.
 */
export function anchored(found: readonly Found[], line: string, offsets: Offsets): Found[] {
  const done: Found[] = [];
  for (const each of found) {
    const last = done.at(-1);
    const joined = last ? joinedOf(last, each, line.slice(last.end, each.start) + each.lead, offsets) : null;
    if (joined) done.splice(-1, 1, joined);
    else done.push(each);
  }
  return done.flatMap((each, at) => fromBefore(each, done.slice(0, at)));
}

function joinedOf(last: Found, each: Found, gap: string, { of, before, after }: Offsets): Found | null {
  const [piece, anchor] = [last.piece, dayOf(each)];
  if (!anchor) return null;
  if (piece.kind === 'offset' && !piece.from && !piece.again && of.test(gap))
    return { ...last, end: each.end, piece: { ...piece, from: anchor } };
  if (piece.kind !== 'weekday' || anchor.kind === 'weekday') return null;
  const { weekday } = piece;
  const by = before.test(gap)
    ? (day: Temporal.PlainDate) => nextWeekday(day.subtract({ days: 8 }), weekday)
    : (day: Temporal.PlainDate) => nextWeekday(day, weekday);
  if (!before.test(gap) && !after.test(gap)) return null;
  return { ...last, end: each.end, piece: { kind: 'offset', by, from: anchor } };
}

/** From the last day that was said before it: "no dia 12 caso, dois dias antes"; "quarta às 10, ou quinta na mesma hora". */
function fromBefore(each: Found, before: readonly Found[]): Found[] {
  const { piece } = each;
  if (piece.kind === 'sameTime') {
    const clock = before.findLast((other) => other.piece.kind === 'clock');
    return [clock ? { ...each, piece: clock.piece } : each];
  }
  const isAgain = piece.kind === 'offset' && piece.again === true;
  const isBase = (day: DayPiece) => day.kind !== 'sameDate' && (isAgain || day.kind !== 'days');
  const from = before.map(dayOf).findLast((day) => day !== null && isBase(day));
  if (piece.kind === 'sameDate') return [from ? { ...each, piece: from } : each];
  if (piece.kind !== 'offset' || piece.from) return [each];
  if (from) return [{ ...each, piece: { ...piece, from } }];
  return piece.alone ? [{ ...each, piece: piece.alone }] : [];
}

function dayOf({ piece }: Found): DayPiece | null {
  return isDay(piece) ? piece : null;
}

const isDay = (piece: Piece): piece is DayPiece => sideOf(piece) === 'day';
