import { isWord } from './lexicon.ts';
import { joinsPt, weakPt } from './names-pt.ts';
import { spanOver, squeeze, withoutFillers, wordsOf, type Span, type Word } from './normalise.ts';
import { distance, slipsAllowed } from './typos.ts';

/** What a business calls its things: services with their synonyms, professionals. */
export type Vocabulary<T> = readonly { readonly value: T; readonly names: readonly string[] }[];

export type NameMatch<T> = {
  /** More than one: the words fit several, "massagem" for two massages. */
  readonly values: readonly T[];
  readonly span: Span;
  /** 0 to 1: how much of the name was said, and how well it was spelt. */
  readonly score: number;
  /** The whole name, without a slip. */
  readonly exact: boolean;
};

type Name<T> = { readonly value: T; readonly words: readonly string[] };
/** A word that is said; one of the language's own is no slip for a name. */
type Heard = { readonly word: Word; readonly stem: string; readonly isPlain: boolean };
type Candidate<T> = { readonly from: number; readonly to: number; readonly said: number; readonly match: NameMatch<T> };

/**
 * The names of a vocabulary that a text says, in order of appearance, none overlapping another.
 *
 * The longest stretch wins, then the whole name before a part of one: "corte e barba" is the combo where there is one,
 * "corte" the plain cut. A part of a name counts when it fits (then every name it fits is given), slips of the finger
 * count against the vocabulary's own words only, and joining or describing words alone ("de", "completa") name nothing.
 *
 * @param isOwn is it a word of the language, and so no slip for a name?
 */
export function namesIn<T>(text: string, vocabulary: Vocabulary<T>, isOwn = isWord): NameMatch<T>[] {
  const names = namesOf(vocabulary);
  const heard = withoutFillers(wordsOf(text))
    .filter((word) => !joinsPt.has(word.text) && /[\p{L}\d]/u.test(word.text))
    .map((word) => ({ word, stem: stemOf(word.text), isPlain: isOwn(word.text) }));
  const free = heard.map(() => true);
  return candidates(heard, names)
    .toSorted((a, b) => b.said - a.said || b.match.score - a.match.score || a.from - b.from)
    .filter(({ from, to }) => {
      const fits = free.slice(from, to).every(Boolean);
      if (fits) free.fill(false, from, to);
      return fits;
    })
    .toSorted((a, b) => a.from - b.from)
    .map(({ match }) => match);
}

/** The stems of each vocabulary in use: a business keeps its own for as long as it stands as it is. */
const stemmed = new WeakMap<object, readonly (readonly string[])[]>();

function namesOf<T>(vocabulary: Vocabulary<T>): Name<T>[] {
  const all = vocabulary.flatMap(({ value, names }) => names.map((name) => ({ value, name })));
  const stems = stemmed.get(vocabulary) ?? all.map(({ name }) => stemsOf(name));
  stemmed.set(vocabulary, stems);
  return all.map(({ value }, index) => ({ value, words: stems[index] ?? [] }));
}

function candidates<T>(heard: readonly Heard[], names: readonly Name<T>[]): Candidate<T>[] {
  const longest = Math.max(0, ...names.map(({ words }) => words.length));
  return heard.flatMap((_, from) =>
    Array.from({ length: longest }, (__, extra) => from + extra + 1)
      .filter((to) => to <= heard.length)
      .flatMap((to) => {
        const match = matchOf(heard.slice(from, to), names, heard.length);
        return match ? [{ from, to, said: to - from, match }] : [];
      }),
  );
}

/** The names that take every word of a stretch, the best first; null when none does or nothing in it names anything. */
function matchOf<T>(stretch: readonly Heard[], names: readonly Name<T>[], saidInAll: number): NameMatch<T> | null {
  const [first, last] = [stretch[0], stretch.at(-1)];
  if (!first || !last) return null;
  const fits = names.flatMap((name) => {
    const likeness = likenessOf(stretch, name.words);
    if (likeness === 0) return [];
    const whole = stretch.length === name.words.length;
    if (!whole && stretch.every(({ stem }) => weakStems.has(stem)) && stretch.length < saidInAll) return [];
    return [{ name, likeness, whole, score: likeness * (0.5 + (0.5 * stretch.length) / name.words.length) }];
  });
  const rank = ({ whole, likeness }: (typeof fits)[number]) => likeness + (whole ? 0.05 : 0);
  const best = Math.max(...fits.map(rank));
  const kept = fits.filter((fit) => rank(fit) === best);
  const [top] = kept;
  if (!top) return null;
  return {
    values: [...new Set(kept.map(({ name }) => name.value))],
    span: spanOver(first.word, last.word),
    score: Math.max(...kept.map(({ score }) => score)),
    exact: top.whole && top.likeness === 1,
  };
}

/** 0 to 1: every word of the stretch is another word of the name, spelt so well on average. */
function likenessOf(stretch: readonly Heard[], name: readonly string[]): number {
  const left = [...name];
  let sum = 0;
  for (const each of stretch) {
    const scored = left.map((wanted) => wordLikeness(each, wanted));
    const best = Math.max(0, ...scored);
    if (best === 0) return 0;
    left.splice(scored.indexOf(best), 1);
    sum += best;
  }
  return stretch.length > 0 ? sum / stretch.length : 0;
}

function wordLikeness({ stem, isPlain }: Heard, wanted: string): number {
  if (stem === wanted) return 1;
  const slips = slipsAllowed(Math.min(stem.length, wanted.length));
  if (slips === 0 || isPlain || stem[0] !== wanted[0] || /\d/.test(stem + wanted)) return 0;
  const off = distance(stem, wanted, slips);
  return off > slips ? 0 : 1 - 0.1 * off;
}

function stemsOf(name: string): string[] {
  const words = wordsOf(name).map(({ text }) => text);
  const strong = words.filter((word) => !joinsPt.has(word));
  return (strong.length > 0 ? strong : words).map(stemOf);
}

/** The word in the singular, doubled letters made single. */
function stemOf(word: string): string {
  const plain = squeeze(word);
  if (plain.length < 4) return plain;
  return plain
    .replace(/(?:oes|aes|aos)$/, 'ao')
    .replace(/ns$/, 'm')
    .replace(/([aou])is$/, '$1l')
    .replace(/([rz])es$/, '$1')
    .replace(/s$/, '');
}

const weakStems: ReadonlySet<string> = new Set([...weakPt].map(stemOf));
