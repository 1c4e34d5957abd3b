import { withoutFillers, wordsOf, type Span } from './normalise.ts';
import { phraseBookOf, phrasesIn } from './phrases.ts';
import { subjectsPlace } from './subjects-place.ts';
import { subjectsVisit } from './subjects-visit.ts';

/** Something that people ask of any house ("parking"), in whichever words and language they ask. */
export type Subject = { readonly subject: string; readonly span: Span };

const book = phraseBookOf(
  Object.entries<readonly string[]>({ ...subjectsPlace, ...subjectsVisit }).flatMap(([subject, phrases]) =>
    phrases.map((phrase) => [subject, phrase] as const),
  ),
);

/** The subjects of a text in order of appearance, none overlapping another. */
export function subjectsIn(text: string): Subject[] {
  return phrasesIn(book, withoutFillers(wordsOf(text))).map(({ label, span }) => ({ subject: label, span }));
}
