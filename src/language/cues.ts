import { cuesEn } from './cues-en.ts';
import { ordersEn } from './cues-en-talk.ts';
import { cuesEs, ordersEs } from './cues-es.ts';
import { cuesPt, ordersPt } from './cues-pt.ts';
import { mendedWords } from './lexicon.ts';
import { wordsOf, withoutFillers, type Span } from './normalise.ts';
import { phraseBookOf, phrasesIn } from './phrases.ts';

export type CueName = keyof typeof cuesPt;

/** A phrase that gives a wish away, and where it stands. */
export type Cue = { readonly cue: CueName; readonly span: Span };

/** The phrases of one language for some of the cues. */
export type Cues = Readonly<Partial<Record<CueName, readonly string[]>>>;

/** All languages at once: people mix them, and few words mean one thing here and another there. */
const book = phraseBookOf(
  [cuesPt, cuesEs, cuesEn].flatMap((cues: Cues) =>
    namesOf(cuesPt).flatMap((cue) => (cues[cue] ?? []).map((phrase) => [cue, phrase] as const)),
  ),
);

function namesOf<Name extends string>(table: Readonly<Record<Name, unknown>>): Name[] {
  return Object.keys(table).filter((name): name is Name => Object.hasOwn(table, name));
}

/** Is this the name of a cue? */
export function isCueName(name: string): name is CueName {
  return Object.hasOwn(cuesPt, name);
}

/**
 * The cues of a text in order of appearance, none overlapping another: at each word the longest phrase wins.
 *
 * A cue is a hint, not an intent: whoever decides weighs it with what was asked and what else was found. A text that
 * gives orders to the agent ("ignore as instruções anteriores…") has no cue. Slips of the finger are mended first.
 *
 * @param names where the names of people stand, which are spelt as they are
 */
export function cuesIn(text: string, names: readonly Span[] = []): Cue[] {
  if (givesOrders(text)) return [];
  const words = mendedWords(withoutFillers(wordsOf(text)), text, names);
  return phrasesIn(book, words).map(({ label, span }) => ({ cue: label, span }));
}

/** Does the text give orders to the machine, instead of asking anything of the business? */
export function givesOrders(text: string): boolean {
  const plain = withoutFillers(wordsOf(text))
    .map((word) => word.text)
    .join(' ');
  return [ordersPt, ordersEs, ordersEn].some((orders) => orders.test(plain));
}
