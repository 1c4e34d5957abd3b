import { languages, languageVotes, type Language } from './languages.ts';
import { lineOf, type Line, type LineWords } from './line.ts';
import type { Span } from './normalise.ts';
import { bareIn } from './when-bare.ts';
import { itemsOf, type Items, type Links, type Replaced } from './when-join.ts';
import { piecesIn, type Every, type RuleBook } from './when-piece.ts';
import { whenEn } from './when-en.ts';
import { whenEs } from './when-es.ts';
import { whenPt } from './when-pt.ts';
import { givenUp, readingOf } from './when-reading.ts';

export type DateWish =
  | Temporal.PlainDate
  /** Days from..to, both included; an open end has no bound, and `{}` is any day. */
  | { readonly from?: Temporal.PlainDate; readonly to?: Temporal.PlainDate }
  | { readonly options: readonly Temporal.PlainDate[] }
  | { readonly sameAs: 'booking' | 'offer' };

export type TimeWish =
  | Temporal.PlainTime
  /** A start at or after `from` and before `to`; `{}` is any time. */
  | { readonly from?: Temporal.PlainTime; readonly to?: Temporal.PlainTime }
  | { readonly options: readonly Temporal.PlainTime[] }
  | 'first'
  | 'last'
  | { readonly sameAs: 'booking' | 'offer' };

/**
 * What the words leave open. `halfOfDay`: a time before noon here may be twelve hours later. `whichWeek`: the date may
 * be a week earlier where that still lies ahead, else a week later. `dateOrTime`: a number that may be the other.
 */
export type Ambiguity = 'halfOfDay' | 'whichWeek' | 'dateOrTime';

export type When = {
  readonly date?: DateWish;
  readonly time?: TimeWish;
  /** "umas 14h". */
  readonly approximate?: boolean;
  readonly ambiguous?: readonly Ambiguity[];
  /**
   * `impossible`: the calendar lacks that day, `detail` is d/m/y as it was said, and there is no date. `conflict`: the
   * weekday and the date disagree, and `date` holds both readings as options. `past`: the date or the time is over.
   */
  readonly problem?: { readonly kind: 'impossible' | 'conflict' | 'past'; readonly detail: string };
  /** It corrects what was said before: "não, dia 17". */
  readonly replaces?: 'date' | 'time' | 'both';
  /** What that correction gives up, where it is named: the Thursday of "de quinta pra sexta". */
  readonly instead?: Pick<When, 'date' | 'time' | 'ambiguous'>;
  /** Again every so many days from the date on: "toda quinta". */
  readonly every?: Every;
  /** Relative to what is on offer: "mais tarde", "um pouco mais cedo". */
  readonly shift?: 'earlier' | 'later';
  readonly span: Span;
};

/** One language: its rules, what ties them, how its words are read, and bare answers. */
export type WhenPack = {
  readonly rules: RuleBook;
  readonly links: Links;
  readonly words: LineWords;
  /** A bare number (`n`, and `o` beside it) as the whole line. */
  readonly bare: RegExp;
  /** "Tanto faz". */
  readonly any: RegExp;
  /** Days and months that show the language where no other word does. */
  readonly shows: RegExp;
};

export type WhenContext = {
  /** What the contact was just asked: then a bare number is an hour or a day. */
  readonly askedFor?: 'date' | 'time' | 'when';
  /** The language of the conversation, Portuguese unless said; the text may mix in another. */
  readonly language?: Language;
};

const packs: Readonly<Record<Language, WhenPack>> = { pt: whenPt, es: whenEs, en: whenEn };

/**
 * What `text` says about when, or null. A constraint, not a moment: opening hours resolve it afterwards.
 *
 * The language of the conversation reads it first; another that the text shows reads it where the first finds less,
 * or as much while the text clearly speaks for the other.
 *
 * @param now in the time zone of the business: "hoje" is its day
 */
export function whenIn(text: string, now: Temporal.ZonedDateTime, context: WhenContext = {}): When | null {
  const { language = 'pt' } = context;
  const own = readingIn(text, packs[language], now, context);
  const votes = languageVotes(text);
  // "December 4th" has no word that votes.
  const isBrief = own.when === null && /\d/.test(text) && text.trim().split(/\s+/).length <= briefWords;
  const isShown = (other: Language) => isBrief || votes[other] >= 1 || packs[other].shows.test(text);
  const others = languages.filter((other) => other !== language && isShown(other));
  const isNamed = (other: Language) => packs[other].shows.test(text) && !packs[language].shows.test(text);
  return others.reduce((best, other) => {
    const read = readingIn(own.hidden, packs[other], now, context);
    const isClear = !own.when || votes[other] >= votes[language] + 2 || isNamed(other);
    return read.count > best.count || (isClear && read.count > 0 && read.count === best.count) ? read : best;
  }, own).when;
}

const briefWords = 3;

/** What one language makes of a text, in how many pieces, and the text without what is no time in that language. */
type ReadIn = { readonly when: When | null; readonly count: number; readonly hidden: string };

function readingIn(text: string, pack: WhenPack, now: Temporal.ZonedDateTime, context: WhenContext): ReadIn {
  const line = lineOf(text, pack.words);
  const { found, hidden } = piecesIn(line.text, pack.rules, now);
  const said = itemsOf(found.length > 0 ? found : bareIn(line.text, pack, context), line.text, pack.links);
  const spans = hidden.map(({ start, end }) => line.spanOf(start, end));
  return {
    when: whenOf(said, line, now, context),
    count: found.length > 0 ? found.length : said.items.length,
    hidden: blanked(text, spans),
  };
}

function whenOf(said: Items, line: Line, now: Temporal.ZonedDateTime, context: WhenContext): When | null {
  const { items, replaced } = said;
  const [first, last] = [items[0], items.at(-1)];
  // How often alone says nothing about when.
  if (!first || !last || items.every(({ side }) => side === 'every')) return null;
  const read = readingOf(items, now, context);
  const replaces = replacesOf(read, replaced);
  const instead = givenUp(said, now);
  const span = line.spanOf(first.start, last.end);
  return { ...read, ...(replaces && { replaces }), ...(instead && { instead }), span };
}

function blanked(text: string, spans: readonly Span[]): string {
  return spans.reduce((left, { start, end }) => left.slice(0, start) + ' '.repeat(end - start) + left.slice(end), text);
}

function replacesOf({ date, time }: Pick<When, 'date' | 'time'>, replaced: Replaced): When['replaces'] {
  const [day, clock] = [date !== undefined && replaced.has('day'), time !== undefined && replaced.has('time')];
  if (day && clock) return 'both';
  if (day) return 'date';
  return clock ? 'time' : undefined;
}
