import { distance } from './typos.ts';

export type Spelling = {
  /** Words of time worth mending, long enough that one slip leaves no doubt. */
  readonly known: readonly string[];
  /** Words of their own that lie one slip from a word of time. */
  readonly own: ReadonlySet<string>;
  /** Ways of writing that are more than one slip away. */
  readonly spelt: Readonly<Record<string, string>>;
};

/** Puts a word of time right where one letter slipped. Never a general spelling: it would "correct" names. */
export function menderOf({ known, own, spelt }: Spelling): (word: string) => string {
  return (word) => {
    if (Object.hasOwn(spelt, word)) return spelt[word] ?? word;
    if (word.length < 4 || own.has(word) || known.includes(word)) return word;
    const near = known.filter((each) => each[0] === word[0] && each.length >= 4 && distance(word, each, 1) === 1);
    return near.length === 1 ? (near[0] ?? word) : word;
  };
}
