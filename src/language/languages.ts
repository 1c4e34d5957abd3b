import { lexiconEn } from './languages-en.ts';
import { lexiconEs } from './languages-es.ts';
import { lexiconPt } from './languages-pt.ts';
import { fold } from './normalise.ts';

/** The languages we understand; Portuguese first, for the businesses are Brazilian. */
export const languages = ['pt', 'es', 'en'] as const;
export type Language = (typeof languages)[number];

/** What gives a language away. */
export type LanguageLexicon = {
  /** Folded words that neither of the other two languages has, or has seldom. */
  readonly words: ReadonlySet<string>;
  /** How its longer words look, folded. */
  readonly shape: RegExp;
  /** Letters and signs of its own, as they are written. */
  readonly signs: RegExp;
};

const lexicons: Readonly<Record<Language, LanguageLexicon>> = { pt: lexiconPt, es: lexiconEs, en: lexiconEn };

/** Where nothing else decides it is Portuguese. */
const prior: Readonly<Record<Language, number>> = { pt: 0.5, es: 0, en: 0 };

export type Spoken = {
  readonly language: Language;
  /** Long enough, and clear enough, that one message may switch the conversation. */
  readonly sure: boolean;
};

/**
 * The language a message is in, or null where nothing in it tells: names, numbers, "ok" and emoji never switch.
 *
 * A short message may be a word picked up abroad ("hello!"), so only four words or more are `sure`.
 */
export function languageOf(text: string): Spoken | null {
  const votes = languageVotes(text);
  const [first, second] = languages
    .map((language) => ({ language, votes: votes[language], weight: votes[language] + prior[language] }))
    .toSorted((a, b) => b.weight - a.weight);
  if (!first || !second || first.votes === 0) return null;
  return { language: first.language, sure: lettersIn(text).length >= 4 && first.weight - second.weight >= 1 };
}

/** How much in a text speaks for each language. */
export function languageVotes(text: string): Readonly<Record<Language, number>> {
  const words = lettersIn(text);
  const nameless = text.replace(/\p{Lu}\p{Ll}\p{L}*/gu, '');
  const votesFor = ({ words: own, shape, signs }: LanguageLexicon): number =>
    words.reduce((sum, word) => sum + (own.has(word) ? 1 : word.length > 4 && shape.test(word) ? 0.6 : 0), 0) +
    (signs.test(nameless) ? 0.8 : 0);
  return { pt: votesFor(lexicons.pt), es: votesFor(lexicons.es), en: votesFor(lexicons.en) };
}

/** Links and addresses are of no language. */
function lettersIn(text: string): string[] {
  return fold(text.replace(/\S+(?:\.\w{2,}\/|@|:\/\/)\S*/g, ' ')).match(/\p{L}+/gu) ?? [];
}
