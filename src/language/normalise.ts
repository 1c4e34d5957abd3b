import { abbreviationsPt, fillersPt } from './abbreviations-pt.ts';

/** A stretch of the original text: UTF-16 offsets, the end not included. */
export type Span = { readonly start: number; readonly end: number };

/** A word as the grammars read it, and where it stands. */
export type Word = {
  /** Accents folded, lower-case, abbreviations expanded, letters repeated three times or more cut to two. */
  readonly text: string;
  readonly span: Span;
};

/** Accents and case taken away; `º`, `ª` and `°` become letters, so `2ª` is `2a`. */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replaceAll('ª', 'a')
    .replace(/[º°]/g, 'o');
}

const token =
  /\d+[ºª°oaOA](?![\p{L}\p{N}])|\d+|(?:\p{L}\p{M}*)+|\p{RI}\p{RI}|\p{Extended_Pictographic}[\p{M}\p{EMod}]*(?:\u200D\p{Extended_Pictographic}[\p{M}\p{EMod}]*)*/gu;

/**
 * The words of a text in order, digits kept apart from letters: `14h20` is `14`, `h`, `20`; `2ª` is one word.
 *
 * An emoji is a word of its own, without skin colour or variation. An abbreviation may become several words that
 * share one span. Punctuation is no word.
 */
export function wordsOf(text: string): readonly Word[] {
  const known = lately.get(text);
  if (known) return known;
  const words = wordsIn(text, abbreviationsPt);
  if (lately.size >= latelyMax) lately.clear();
  lately.set(text, words);
  return words;
}

/** The texts of late: each grammar asks for the words of the same message. */
const lately = new Map<string, readonly Word[]>();
const latelyMax = 100;

/** The words of a text, with the abbreviations of one language expanded. */
export function wordsIn(text: string, abbreviations: Readonly<Record<string, string>>): readonly Word[] {
  const words: Word[] = [];
  for (const found of text.matchAll(token)) {
    const span = { start: found.index, end: found.index + found[0].length };
    const plain = plainOf(found[0]);
    const meant = Object.hasOwn(abbreviations, plain) ? abbreviations[plain] : undefined;
    for (const word of (meant ?? plain).split(' ')) words.push({ text: word, span });
  }
  return words;
}

function plainOf(written: string): string {
  return fold(written)
    .replace(/[\p{EMod}\uFE0E\uFE0F]/gu, '')
    .replace(/(\p{L})\1{2,}/gu, '$1$1');
}

/** The words without the noises of speech ("né", "hã", "éé"). */
export function withoutFillers(words: readonly Word[], fillers: ReadonlySet<string> = fillersPt): Word[] {
  return words.filter(({ text }) => !fillers.has(text));
}

/** Doubled letters made single, so that `simm`, `oii` and `naoo` meet `sim`, `oi` and `nao`. Squeeze both sides. */
export function squeeze(word: string): string {
  return word.replace(/(\p{L})\1+/gu, '$1');
}

/** The text with these places written over, letter for letter, so that all else stays where it is. */
export function covered(text: string, spans: readonly Span[], sign: string): string {
  return spans.reduce(
    (left, { start, end }) => left.slice(0, start) + sign.repeat(end - start) + left.slice(end),
    text,
  );
}

/** From the start of one word to the end of another. */
export function spanOver(first: Word, last: Word): Span {
  return { start: first.span.start, end: last.span.end };
}

/** From the first to the last of some spans. */
export function spanOverAll(spans: readonly Span[]): Span {
  return { start: Math.min(...spans.map(({ start }) => start)), end: Math.max(...spans.map(({ end }) => end)) };
}
