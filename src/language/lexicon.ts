import { cuesEn } from './cues-en.ts';
import { cuesEs } from './cues-es.ts';
import { cuesPt } from './cues-pt.ts';
import learnt from './intents.gen.json' with { type: 'json' };
import { commonPt } from './names-pt.ts';
import { squeeze, wordsOf, type Span, type Word } from './normalise.ts';
import { distance } from './typos.ts';

/** Shorter words lie too near to each other to be taken for one another, unless two letters only changed places. */
const lettersMin = 6;
const swappedMin = 5;

const cueWords = [cuesPt, cuesEs, cuesEn].flatMap((cues: Readonly<Record<string, readonly string[]>>) =>
  Object.values(cues).flatMap((phrases) => phrases.flatMap((phrase) => phrase.split(/[ |?]+/))),
);

/** Every word that the phrases of the cues and of the intents are made of, squeezed. */
const known: ReadonlySet<string> = new Set([...learnt.learntWords.split(' '), ...cueWords, ...commonPt].map(squeeze));

/** Words by their first and last letter: a slip seldom takes the first, and at the last it is more often another form. */
const byEnds = (words: Iterable<string>) =>
  Map.groupBy(new Set([...words].filter((word) => word.length >= swappedMin && /^\p{L}+$/u.test(word))), endsOf);

/** Those that give a wish away. */
const targets = byEnds(cueWords.map(squeeze));
/** All words, and the letters that stand beside each other in some of them, three at a time. Made for the first that is not known. */
let spelling: { readonly words: ReturnType<typeof byEnds>; readonly joined: ReadonlySet<string> } | null = null;

function triples(word: string): string[] {
  const letters = `^${word}$`;
  return Array.from({ length: letters.length - 2 }, (_, at) => letters.slice(at, at + 3));
}

function endsOf(word: string): string {
  return `${word[0] ?? ''}${word.at(-1) ?? ''}`;
}

/** Is it an everyday word of one of the languages, spelt right? */
export function isWord(word: string): boolean {
  return known.has(squeeze(word));
}

const mends = new Map<string, string>();
const mendsMax = 5000;

/**
 * Words with their slips of the finger mended.
 *
 * @param names where names stand: of people as of things they are spelt as their owners like, and so is what begins
 * with a capital inside a sentence
 */
export function mendedWords(words: readonly Word[], text: string, names: readonly Span[]): Word[] {
  return words.map((word) => {
    const { start, end } = word.span;
    const isName = names.some((name) => name.start < end && start < name.end) || isCapital(text, word.span);
    return isName ? word : { ...word, text: mended(word.text) };
  });
}

/** A text with its slips of the finger mended, and all else as it was written. */
export function mendedText(text: string): string {
  const words = wordsOf(text);
  const slips = mendedWords(words, text, []).filter((word, at) => word.text !== words[at]?.text);
  return slips.reduceRight(
    (left, { text: word, span }) => `${left.slice(0, span.start)}${word}${left.slice(span.end)}`,
    text,
  );
}

function isCapital(text: string, { start, end }: Span): boolean {
  return start > 0 && /^\p{Lu}\p{Ll}/u.test(text.slice(start, end)) && !/[.!?\n]\s*$/.test(text.slice(0, start));
}

/** The everyday word that a misspelt one is one slip away from; the word itself where it is known, short, or near to several. */
function mended(word: string): string {
  const plain = squeeze(word);
  if (plain.length < swappedMin - 1 || known.has(plain) || !/^\p{L}+$/u.test(plain)) return word;
  const before = mends.get(plain);
  if (before !== undefined) return before;
  const near = meantBy(plain);
  const [only = word] = near.length === 1 ? near : [];
  if (mends.size >= mendsMax) mends.clear();
  mends.set(plain, only);
  return only;
}

/** The words that are one slip away. One that has letters beside each other as no word has them is surely misspelt. */
function meantBy(word: string): string[] {
  spelling ??= { words: byEnds(known), joined: new Set([...known].flatMap(triples)) };
  const { words, joined } = spelling;
  const isMisspelt = triples(word).some((each) => !joined.has(each));
  const slipsOf = (group: typeof targets) =>
    (group.get(endsOf(word)) ?? []).filter((each) => isSlip(word, each, isMisspelt));
  const wished = slipsOf(targets);
  return wished.length > 0 || !isMisspelt ? wished : slipsOf(words);
}

function isSlip(word: string, meant: string, isMisspelt: boolean): boolean {
  if (distance(word, meant, 1) !== 1) return false;
  return isMisspelt || meant.length >= lettersMin || lettersOf(word) === lettersOf(meant);
}

const lettersOf = (word: string) => Array.from(word).toSorted().join('');
