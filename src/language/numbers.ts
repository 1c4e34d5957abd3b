import { spanOver, type Word } from './normalise.ts';

/** The number words of a language, folded. Tens take an unit after `and`: "vinte e um". */
export type NumberWords = {
  /** 0 to 19. */
  readonly small: Readonly<Record<string, number>>;
  /** 20 to 90. */
  readonly tens: Readonly<Record<string, number>>;
  readonly hundreds: Readonly<Record<string, number>>;
  readonly thousand: string;
  readonly and: string;
  /** Nothing stands between tens and unit: "twenty one". */
  readonly unitFollowsTens?: true;
  /** Ordinals as they are written in digits: "primeiro" is `1o`. */
  readonly ordinals: Readonly<Record<string, string>>;
};

/**
 * The same words with the number words read: "vinte e um" becomes one word `21`, "primeiro" becomes `1o`.
 *
 * "quatro e dez" stays `4 e 10`, for only tens join an unit. Years are read up to 9999 ("dois mil e vinte e seis").
 */
export function digitsOf(words: readonly Word[], lexicon: NumberWords): Word[] {
  const read: Word[] = [];
  for (let at = 0; at < words.length;) {
    const number =
      thousandsAt(words, at, lexicon) ?? ordinalTensAt(words, at, lexicon) ?? belowHundredAt(words, at, lexicon);
    const [first, last] = [words[at], words[at + (number?.length ?? 1) - 1]];
    if (first && last)
      read.push(
        number
          ? { text: `${number.value}${number.suffix ?? ''}`, span: spanOver(first, last) }
          : ordinal(first, lexicon),
      );
    at += number?.length ?? 1;
  }
  return read;
}

type Found = { readonly value: number; readonly length: number; readonly suffix?: string };

/** "twenty first" is `21st`. */
function ordinalTensAt(words: readonly Word[], at: number, lexicon: NumberWords): Found | null {
  const [tens, next] = [valueOf(lexicon.tens, words[at]), words[at + 1]];
  if (!lexicon.unitFollowsTens || tens === undefined || !next) return null;
  const { n, suffix } = /^(?<n>[1-9])(?<suffix>[a-z]+)$/.exec(ordinal(next, lexicon).text)?.groups ?? {};
  return n === undefined || suffix === undefined ? null : { value: tens + Number(n), length: 2, suffix };
}

function ordinal(word: Word, { ordinals }: NumberWords): Word {
  const text = Object.hasOwn(ordinals, word.text) ? ordinals[word.text] : undefined;
  return text ? { text, span: word.span } : word;
}

function valueOf(table: Readonly<Record<string, number>>, word: Word | undefined): number | undefined {
  return word && Object.hasOwn(table, word.text) ? table[word.text] : undefined;
}

function belowHundredAt(words: readonly Word[], at: number, lexicon: NumberWords): Found | null {
  const small = valueOf(lexicon.small, words[at]);
  if (small !== undefined) return { value: small, length: 1 };
  const tens = valueOf(lexicon.tens, words[at]);
  if (tens === undefined) return null;
  const joined = lexicon.unitFollowsTens || words[at + 1]?.text === lexicon.and;
  const length = lexicon.unitFollowsTens ? 2 : 3;
  const unit = joined ? valueOf(lexicon.small, words[at + length - 1]) : undefined;
  return unit !== undefined && unit > 0 && unit < 10 ? { value: tens + unit, length } : { value: tens, length: 1 };
}

/** "dois mil e vinte", "mil novecentos e oitenta", "cento e vinte": what has a thousand or a hundred in it. */
function thousandsAt(words: readonly Word[], at: number, lexicon: NumberWords): Found | null {
  const thousand = thousandAt(words, at, lexicon);
  const start = at + (thousand?.length ?? 0);
  const hundred = after(words, start, lexicon.and, (from) => hundredAt(words, from, lexicon));
  if (!thousand && (!hundred || words[at]?.text === lexicon.and)) return null;
  const next = start + (hundred?.length ?? 0);
  const rest = after(words, next, lexicon.and, (from) => belowHundredAt(words, from, lexicon));
  const value = [thousand, hundred, rest].reduce((sum, part) => sum + (part?.value ?? 0), 0);
  return { value, length: next + (rest?.length ?? 0) - at };
}

/** "mil", "dois mil". */
function thousandAt(words: readonly Word[], at: number, lexicon: NumberWords): Found | null {
  if (words[at]?.text === lexicon.thousand) return { value: 1000, length: 1 };
  const written = words[at]?.text ?? '';
  const lead = /^\d{1,3}$/.test(written) ? Number(written) : valueOf(lexicon.small, words[at]);
  return lead && words[at + 1]?.text === lexicon.thousand ? { value: lead * 1000, length: 2 } : null;
}

function hundredAt(words: readonly Word[], at: number, lexicon: NumberWords): Found | null {
  const value = valueOf(lexicon.hundreds, words[at]);
  return value === undefined ? null : { value, length: 1 };
}

/** What is read at `from`, or after the "and" that stands there; its length counts that word. */
function after(words: readonly Word[], from: number, and: string, read: (at: number) => Found | null): Found | null {
  if (words[from]?.text !== and) return read(from);
  const found = read(from + 1);
  return found && { value: found.value, length: found.length + 1 };
}
