import { squeeze, withoutFillers, wordsOf, type Span } from './normalise.ts';
import type { Known, Rows } from './rows.ts';

/** What was found already stands in a text as one of these, so that no name of a service is learnt. */
export const tokens = { service: '<SERVICE>', when: '<WHEN>', professional: '<PRO>' } as const;

export type Mark = readonly [span: Span, token: (typeof tokens)[keyof typeof tokens]];

/** Says more by itself than as a token: "que dia é hoje?" */
const present = /^(?:hoje|hj|agora|hoy|ahora|today|now)$/i;

/** The text as it is learnt and weighed: what was found in it stands as a token of its kind. */
export function tokenised(text: string, marks: readonly Mark[]): string {
  return marks
    .filter(([{ start, end }, token]) => token !== tokens.when || !present.test(text.slice(start, end).trim()))
    .toSorted(([a], [b]) => b.start - a.start)
    .reduce((left, [{ start, end }, token]) => `${left.slice(0, start)} ${token} ${left.slice(end)}`, text);
}

/** Softmax regression over words and letters. */
export type Model = {
  readonly classes: readonly string[];
  readonly bias: readonly number[];
  /** How much each feature speaks for each class. */
  readonly rows: Rows;
};

export type Likely = { readonly name: string; readonly probability: number };
export type Guess = Likely & { readonly margin: number };

const lettersMin = 2;
const lettersMax = 5;
const lettersWeight = 0.5;

/** The features of a text and how often each stands there: words, pairs of words, and letters within words. */
export function featuresOf(text: string): Map<string, number> {
  const marked = text.replace(/<([A-Z]+)>/g, ' x$1x ').replace(/\d+(?:[.,:]\d+)*/g, ' xnumberx ');
  const words = withoutFillers(wordsOf(marked)).map((word) => squeeze(word.text));
  const counts = new Map<string, number>();
  const count = (feature: string) => counts.set(feature, (counts.get(feature) ?? 0) + 1);
  for (const [at, word] of words.entries()) {
    count(word);
    count(`${words[at - 1] ?? ''}_${word}`);
    const letters = Array.from(`^${word}$`);
    for (let length = lettersMin; length <= lettersMax; length++)
      for (let from = 0; from + length <= letters.length; from++)
        count(`-${letters.slice(from, from + length).join('')}`);
  }
  if (words.length > 0) count(`${words.at(-1) ?? ''}_`);
  return counts;
}

/** How much each feature of a text that is known weighs there, by its place: together of length one. */
export function vectorOf(
  text: string,
  { placeOf, idfAt }: Known,
): { readonly place: number; readonly value: number }[] {
  const vector: { readonly place: number; value: number }[] = [];
  let square = 0;
  for (const [feature, count] of featuresOf(text)) {
    const place = placeOf(feature);
    if (place === undefined) continue;
    const value = (1 + Math.log(count)) * idfAt(place) * (feature.startsWith('-') ? lettersWeight : 1);
    vector.push({ place, value });
    square += value * value;
  }
  const length = Math.sqrt(square) || 1;
  for (const each of vector) each.value /= length;
  return vector;
}

/** The class a text most probably belongs to, and how far the next one is behind; null where nothing in it is known. */
export const classify = (text: string, model: Model): Guess | null => surest(likely(text, model));

/** The first of those that are likely, and how far the next one is behind. */
export function surest([first, second]: readonly Likely[]): Guess | null {
  return first ? { ...first, margin: first.probability - (second?.probability ?? 0) } : null;
}

/** All classes, the most probable first; empty where nothing in the text is known. */
export function likely(text: string, model: Model): Likely[] {
  const vector = vectorOf(text, model.rows);
  if (vector.length === 0) return [];
  const scores = [...model.bias];
  for (const { place, value } of vector)
    for (const [at, score] of scores.entries())
      scores[at] = score + model.rows.numberAt(place * scores.length + at) * value;
  return softmax(scores)
    .map((probability, at) => ({ name: model.classes[at] ?? '', probability }))
    .toSorted((a, b) => b.probability - a.probability);
}

export function softmax(scores: readonly number[]): number[] {
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
