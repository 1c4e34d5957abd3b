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

/** Words ready for `lengthAt`. */
export function squeezed(words: readonly Word[]): string[] {
  return words.map(({ text }) => squeeze(text));
}

/** Where `length` words from `at` on stand in the text. */
export function spanAt(words: readonly Word[], at: number, length: number): Span {
  const [first, last] = [words[at], words[at + length - 1]];
  return first && last ? spanOver(first, last) : { start: 0, end: 0 };
}
