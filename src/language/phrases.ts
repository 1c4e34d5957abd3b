import assert from 'node:assert/strict';
import { spanOver, squeeze, type Span, type Word } from './normalise.ts';

/**
 * A phrase as a list that anyone can edit writes it, made into a test of words.
 *
 * Words are separated by spaces. `a|b` is either word, `word?` may be missing (`a|b?` too, as a whole), `parcel*` is any word that begins so,
 * `...` is up to three words of any kind, `_` is exactly one. Accents and doubled letters do not matter.
 */
export type Phrase = readonly Slot[];
type Slot = { readonly words: readonly string[]; readonly optional: boolean };

export function phraseOf(text: string): Phrase {
  return text.split(' ').flatMap((slot): Slot[] => {
    if (slot === '...') return Array.from({ length: 3 }, () => ({ words: ['*'], optional: true }));
    const optional = slot.endsWith('?');
    assert(!slot.slice(0, -1).includes('?'), `"${text}": a question mark ends a slot`);
    const words = (optional ? slot.slice(0, -1) : slot).split('|').map((word) => (word === '_' ? '*' : squeeze(word)));
    return [{ words, optional }];
  });
}

/** How many words the phrase takes from `at` on, the longest way; 0 when it does not stand there. */
export function lengthAt(phrase: Phrase, words: readonly string[], at: number, slot = 0): number {
  const wanted = phrase[slot];
  if (!wanted) return 0;
  const word = words[at];
  const rest = slot + 1 === phrase.length;
  if (word !== undefined && wanted.words.some((each) => fits(each, word))) {
    if (rest) return 1;
    const more = lengthAt(phrase, words, at + 1, slot + 1);
    if (more > 0) return more + 1;
    if (phrase.slice(slot + 1).every(({ optional }) => optional)) return 1;
  }
  return wanted.optional && !rest ? lengthAt(phrase, words, at, slot + 1) : 0;
}

function fits(wanted: string, word: string): boolean {
  return wanted.endsWith('*') ? word.startsWith(wanted.slice(0, -1)) : wanted === word;
}

/** Phrases by the words they may begin with, so that a text is not held against all of them at each word. */
export type PhraseBook<Label> = {
  readonly begins: ReadonlyMap<string, readonly Entry<Label>[]>;
  /** Those that begin with the stem of a word, or with any. */
  readonly others: readonly Entry<Label>[];
};
type Entry<Label> = { readonly label: Label; readonly phrase: Phrase; readonly rank: number };

/** @param phrases of two that take equally many words the one that stands first here wins */
export function phraseBookOf<Label>(phrases: readonly (readonly [Label, string])[]): PhraseBook<Label> {
  const begins = new Map<string, Entry<Label>[]>();
  const others: Entry<Label>[] = [];
  for (const [rank, [label, text]] of phrases.entries()) {
    const entry = { label, phrase: phraseOf(text), rank };
    const words = firstWords(entry.phrase);
    if (words.some((word) => word.endsWith('*'))) others.push(entry);
    else for (const word of words) begins.set(word, [...(begins.get(word) ?? []), entry]);
  }
  return { begins, others };
}

function firstWords(phrase: Phrase): string[] {
  const needed = phrase.findIndex(({ optional }) => !optional);
  return [...new Set(phrase.slice(0, needed < 0 ? phrase.length : needed + 1).flatMap(({ words }) => words))];
}

/** The longest phrase that stands at a word. */
export function longestAt<Label>(
  { begins, others }: PhraseBook<Label>,
  words: readonly string[],
  at: number,
): { readonly label: Label; readonly length: number } | null {
  let best: { label: Label; length: number; rank: number } | null = null;
  for (const { label, phrase, rank } of [...(begins.get(words[at] ?? '') ?? []), ...others]) {
    const length = lengthAt(phrase, words, at);
    const wins = !best || length > best.length || (length === best.length && rank < best.rank);
    if (length > 0 && wins) best = { label, length, rank };
  }
  return best;
}

/** What a book finds in words, in order of appearance, none overlapping another: at each word the longest phrase wins. */
export function phrasesIn<Label>(book: PhraseBook<Label>, words: readonly Word[]): { label: Label; span: Span }[] {
  const plain = squeezed(words);
  const found: { label: Label; span: Span }[] = [];
  for (let at = 0; at < plain.length;) {
    const best = longestAt(book, plain, at);
    if (best) found.push({ label: best.label, span: spanAt(words, at, best.length) });
    at += best?.length ?? 1;
  }
  return found;
}

/** Words ready for `lengthAt`. */
export function squeezed(words: readonly Word[]): string[] {
  return words.map(({ text }) => squeeze(text));
}

/** Where `length` words from `at` on stand in the text. */
export function spanAt(words: readonly Word[], at: number, length: number): Span {
  const [first, last] = [words[at], words[at + length - 1]];
  return first && last ? spanOver(first, last) : { start: 0, end: 0 };
}
