import { withoutFillers, wordsOf, type Span } from './normalise.ts';
import { longestAt, phraseBookOf, spanAt, squeezed } from './phrases.ts';
import { subjectsPlace } from './subjects-place.ts';
import { subjectsVisit } from './subjects-visit.ts';

/** Something that people ask of any house ("parking"), in whichever words and language they ask. */
export type Subject = { readonly subject: string; readonly span: Span };

const book = phraseBookOf(
  Object.entries<readonly string[]>({ ...subjectsPlace, ...subjectsVisit }).flatMap(([subject, phrases]) =>
    phrases.map((phrase) => [subject, phrase] as const),
  ),
);

/** The subjects of a text in order of appearance, none overlapping another: at each word the longest phrase wins. */
export function subjectsIn(text: string): Subject[] {
  const words = withoutFillers(wordsOf(text));
  const plain = squeezed(words);
  const found: Subject[] = [];
  for (let at = 0; at < plain.length;) {
    const best = longestAt(book, plain, at);
    if (best) found.push({ subject: best.label, span: spanAt(words, at, best.length) });
    at += best?.length ?? 1;
  }
  return found;
}
