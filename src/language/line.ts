import { fillersPt } from './abbreviations-pt.ts';
import { withoutFillers, wordsOf, type Span, type Word } from './normalise.ts';
import { numbersPt } from './numbers-pt.ts';
import { digitsOf, type NumberWords } from './numbers.ts';
import { mendPt } from './when-pt-spelling.ts';

/**
 * A text made ready for regular expressions: folded, abbreviations and number words read, one blank between words,
 * punctuation kept. `spanOf` leads back into the original text.
 */
export type Line = { readonly text: string; readonly spanOf: (start: number, end: number) => Span };

type Placed = { readonly start: number; readonly end: number; readonly span: Span };

/** How the words of a language are read before any rule sees them. */
export type LineWords = {
  readonly wordsOf: (text: string) => readonly Word[];
  /** Noises that say nothing. */
  readonly fillers: ReadonlySet<string>;
  readonly numbers: NumberWords;
  /** What a word becomes: a slip of the finger put right. */
  readonly mend: (words: Word[]) => Word[];
};

/** Portuguese, as it is written. */
const plainPt: LineWords = { wordsOf, fillers: fillersPt, numbers: numbersPt, mend: mendPt };

export function lineOf(text: string, { wordsOf: wordsIn, fillers, numbers, mend }: LineWords = plainPt): Line {
  const words = digitsOf(mend(withoutMarks(withoutFillers(wordsIn(text), fillers))), numbers);
  const placed: Placed[] = [];
  let line = '';
  let before = 0;
  for (const word of words) {
    line +=
      line === '' && before === 0 ? leadingOf(text.slice(0, word.span.start)) : gapOf(text, before, word.span.start);
    placed.push({ start: line.length, end: line.length + word.text.length, span: word.span });
    line += word.text;
    before = word.span.end;
  }
  line += gapOf(text, before, text.length).trimEnd();
  return { text: line, spanOf: (start, end) => originalSpan(placed, start, end, text.length) };
}

/** The `T` between date and time, and before a time, as machines write it. */
function withoutMarks(words: readonly Word[]): Word[] {
  return words.filter(({ text, span }, at) => {
    const next = words[at + 1];
    return !(text === 't' && next && next.span.start === span.end && /^\d{1,2}$/.test(next.text));
  });
}

function leadingOf(gap: string): string {
  return gapOf(gap, 0, gap.length).trimStart();
}

/** What stands between two words: nothing, a blank, or punctuation; a line break is a full stop. */
function gapOf(text: string, from: number, to: number): string {
  if (from > to) return ' ';
  const gap = text.slice(from, to);
  if (gap === '' && from === to) return '';
  const plain = gap
    .replace(/\s*\n\s*/g, '\n')
    .replace(/[–—−‐‑]/g, '-')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/[^\p{P}\p{S}\s]/gu, ' ');
  return plain.replace(/ +/g, ' ');
}

function originalSpan(placed: readonly Placed[], start: number, end: number, length: number): Span {
  const touched = placed.filter((word) => word.end > start && word.start < end);
  const [first, last] = [touched[0], touched.at(-1)];
  return first && last ? { start: first.span.start, end: last.span.end } : { start: 0, end: length };
}
