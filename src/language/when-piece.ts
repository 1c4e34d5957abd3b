import type { Days } from './calendar.ts';
import { headsOf, mayStart } from './when-opening.ts';

/** The first half of understanding a time: the pieces a text says, before they are joined. */

/** A part of the day, as far as it tells one half of the clock from the other. */
export type Half = 'morning' | 'afternoon' | 'night' | 'dawn';

export type DayPiece =
  | { readonly kind: 'weekday'; readonly weekday: number; readonly week: WhichWeek; readonly every?: Every }
  /** "dia 12", "12/12", "3 de outubro de 2026". A day of 32 or a month too short is `impossible` when it is resolved. */
  | {
      readonly kind: 'monthDay';
      readonly day: number;
      readonly month?: number;
      readonly year?: number;
      /** The other reading: "10-12" may be hours. */ readonly or?: TimePiece;
    }
  | { readonly kind: 'date'; readonly date: Temporal.PlainDate; readonly about?: true }
  /** Both ends included. `unsure`: it may be the week after. */
  | {
      readonly kind: 'days';
      readonly from?: Temporal.PlainDate;
      readonly to?: Temporal.PlainDate;
      readonly unsure?: true;
    }
  | { readonly kind: 'dates'; readonly options: readonly Temporal.PlainDate[] }
  | { readonly kind: 'sameDate'; readonly as: 'booking' | 'offer' }
  /** Counted from another day that the text names: "dois dias antes do Natal", or `alone` where it names none. */
  | {
      readonly kind: 'offset';
      readonly by: (day: Temporal.PlainDate) => Temporal.PlainDate | Days;
      readonly from?: DayPiece;
      readonly alone?: DayPiece;
      /** Only from what was said before it, and as long as that: "na seguinte". */ readonly again?: true;
    };

/** Again every so many days. */
export type Every = 7 | 14 | 28;

/** Which of the coming ones: plain, "essa", "que vem", "próxima", "a outra", or weeks counted from this one. */
export type WhichWeek = 'plain' | 'this' | 'coming' | 'next' | 'other' | 'last' | number;

export type TimePiece =
  /** `sure`: the half of the day is known. */
  | {
      readonly kind: 'clock';
      readonly hour: number;
      readonly minute: number;
      readonly sure: boolean;
      readonly about?: true;
      readonly or?: 'day';
    }
  | { readonly kind: 'clocks'; readonly clocks: readonly Clock[]; readonly range: boolean }
  | {
      readonly kind: 'part';
      readonly half?: Half;
      readonly from?: Temporal.PlainTime;
      readonly to?: Temporal.PlainTime;
      readonly today?: true;
    }
  | { readonly kind: 'edge'; readonly edge: 'first' | 'last' }
  | { readonly kind: 'sameTime'; readonly as: 'booking' | 'offer' };

export type Clock = { readonly hour: number; readonly minute: number; readonly sure: boolean };

export type Piece =
  | DayPiece
  | TimePiece
  /** A moment counted from now: "daqui a duas horas". */
  | { readonly kind: 'moment'; readonly at: Temporal.ZonedDateTime; readonly about?: true }
  /** `ofIt`: than the time that was just said: "saio às 18, só depois disso". */
  | { readonly kind: 'shift'; readonly to: 'earlier' | 'later'; readonly ofIt?: true }
  | { readonly kind: 'every'; readonly days: Every }
  /** Looks like a time and is none: "boa tarde", a phone number, a street. It hides what it covers. */
  | { readonly kind: 'nothing' };

export type Groups = Readonly<Record<string, string | undefined>>;

/** How a language says a piece. `read` may still say no. */
export type Rule = {
  readonly pattern: RegExp;
  readonly read: (groups: Groups, now: Temporal.ZonedDateTime) => Piece | null;
};

/** A piece and where it stands in the line. */
export type Found = { readonly piece: Piece; readonly start: number; readonly end: number; readonly lead: string };

export type Side = 'day' | 'time' | 'both' | 'shift' | 'every';

const timeKinds: ReadonlySet<Piece['kind']> = new Set(['clock', 'clocks', 'part', 'edge', 'sameTime']);

export function sideOf({ kind }: Piece): Side {
  if (kind === 'moment') return 'both';
  if (kind === 'shift' || kind === 'every') return kind;
  return timeKinds.has(kind) ? 'time' : 'day';
}

/** "qualquer dia", "qualquer hora" */
export function isAny(piece: Piece): boolean {
  return (piece.kind === 'days' || piece.kind === 'part') && !piece.from && !piece.to;
}

/** A rule whose pattern begins and ends with a word; blanks in `source` are real blanks. */
export function rule(source: string, read: Rule['read']): Rule {
  return { pattern: new RegExp(String.raw`(?<![\p{L}\d])(?:${source})(?![\p{L}\d])`, 'uy'), read };
}

/** What hides itself: text that looks like a time and is none. */
export function nothing(source: string): Rule {
  return rule(source, () => ({ kind: 'nothing' }));
}

/** The rules of a language, and in their order those that may read a line from a place on. */
export type RuleBook = {
  readonly rules: readonly Rule[];
  readonly startingAt: (line: string, at: number) => readonly Rule[];
};

/**
 * A rule is tried, and its pattern compiled, only where a text has a word that it can begin with: a message is short, and
 * the rules of a language are many.
 */
export function ruleBook(rules: readonly Rule[]): RuleBook {
  let heads: readonly ReadonlySet<string>[] | null = null;
  const books = new Map<string, readonly Rule[]>();
  const startingAt = (line: string, at: number) => {
    const [first = '', second = ''] = [line[at], line[at + 1]];
    const known = books.get(first + second);
    if (known) return known;
    const all = (heads ??= rules.map(({ pattern }) => headsOf(pattern.source)));
    const found = rules.filter((_, place) => mayStart(all[place] ?? new Set(), first, second));
    if (books.size < booksMax) books.set(first + second, found);
    return found;
  };
  return { rules, startingAt };
}

/** More than words begin in: what else a text may hold is not kept. */
const booksMax = 2000;

const word = /[\p{L}\d]+/gu;

/** What a line says, and what in it only looks like a time. */
export type Pieces = { readonly found: Found[]; readonly hidden: Found[] };

/** The pieces of a line from left to right: at each word the longest rule wins, and of two equals the first. */
export function piecesIn(line: string, { startingAt }: RuleBook, now: Temporal.ZonedDateTime): Pieces {
  const [found, hidden]: [Found[], Found[]] = [[], []];
  let end = 0;
  for (const { index } of line.matchAll(word)) {
    const best = index < end ? null : longestAt(line, index, startingAt(line, index), now);
    if (!best) continue;
    end = best.end;
    (best.piece.kind === 'nothing' ? hidden : found).push(best);
  }
  return { found, hidden };
}

function longestAt(line: string, at: number, rules: readonly Rule[], now: Temporal.ZonedDateTime): Found | null {
  let best: Found | null = null;
  for (const { pattern, read } of rules) {
    pattern.lastIndex = at;
    const match = pattern.exec(line);
    if (!match || match[0].length === 0 || at + match[0].length <= (best?.end ?? 0)) continue;
    const groups = match.groups ?? {};
    const piece = read(groups, now);
    if (piece) best = { piece, start: at, end: at + match[0].length, lead: (groups['lead'] ?? '').trim() };
  }
  return best;
}
