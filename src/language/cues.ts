import { cuesPt, ordersPt } from './cues-pt.ts';
import { wordsOf, withoutFillers, type Span } from './normalise.ts';
import { lengthAt, phraseOf, spanAt, squeezed, type Phrase } from './phrases.ts';

export type CueName = keyof typeof cuesPt;

/** A phrase that gives a wish away, and where it stands. */
export type Cue = { readonly cue: CueName; readonly span: Span };

const phrases: ReadonlyMap<CueName, readonly Phrase[]> = new Map(
  namesOf(cuesPt).map((cue) => [cue, cuesPt[cue].map(phraseOf)]),
);

function namesOf<Name extends string>(table: Readonly<Record<Name, unknown>>): Name[] {
  return Object.keys(table).filter((name): name is Name => Object.hasOwn(table, name));
}

/**
 * The cues of a text in order of appearance, none overlapping another: at each word the longest phrase wins.
 *
 * A cue is a hint, not an intent: whoever decides weighs it with what was asked and what else was found. A text that
 * gives orders to the agent ("ignore as instruções anteriores…") has no cue.
 */
export function cuesIn(text: string): Cue[] {
  const words = withoutFillers(wordsOf(text));
  if (ordersPt.test(words.map((word) => word.text).join(' '))) return [];
  const plain = squeezed(words);
  const cues: Cue[] = [];
  for (let at = 0; at < plain.length;) {
    const best = longestAt(plain, at);
    if (best) cues.push({ cue: best.cue, span: spanAt(words, at, best.length) });
    at += best?.length ?? 1;
  }
  return cues;
}

function longestAt(words: readonly string[], at: number): { cue: CueName; length: number } | null {
  let best: { cue: CueName; length: number } | null = null;
  for (const [cue, each] of phrases) {
    const length = Math.max(...each.map((phrase) => lengthAt(phrase, words, at)));
    if (length > (best?.length ?? 0)) best = { cue, length };
  }
  return best;
}
