import { featuresOf, vectorOf } from './classify.ts';
import { meanings } from './meaning.gen.ts';
import { readMeanings } from './meaning-file.ts';

/** How many directions a meaning has. */
export const directionsMax = 64;

/** What each feature of a text adds to its meaning, and how rare it is. */
export type Meanings = {
  readonly features: ReadonlyMap<string, { readonly idf: number; readonly directions: Iterable<number> }>;
};

let read: Meanings | null = null;

/**
 * What a question to any house, or an owner's entry, means: a direction of length one, learnt from entries.txt, so that
 * "vou de carro, onde deixo?" lies close to "Tem estacionamento?". All zeros where nothing in the text is known.
 */
export function meaningOf(text: string): Float32Array {
  read ??= readMeanings(meanings);
  return meaningIn(text, read);
}

export function meaningIn(text: string, { features }: Meanings): Float32Array {
  const meaning = new Float32Array(directionsMax);
  for (const { feature, value } of vectorOf(featuresOf(text), (each) => features.get(each)?.idf)) {
    let at = 0;
    for (const each of features.get(feature)?.directions ?? []) {
      meaning[at] = (meaning[at] ?? 0) + value * each;
      at += 1;
    }
  }
  return ofLengthOne(meaning);
}

/** What several texts mean together. */
export function meaningOfAll(all: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(directionsMax);
  for (const meaning of all) for (const [at, each] of meaning.entries()) sum[at] = (sum[at] ?? 0) + each;
  return ofLengthOne(sum);
}

function ofLengthOne(meaning: Float32Array): Float32Array {
  const length = Math.sqrt(likeness(meaning, meaning)) || 1;
  return meaning.map((each) => each / length);
}

/** From -1 to 1: how alike two meanings are, the cosine between them. */
export function likeness(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (const [at, each] of one.entries()) sum += each * (other[at] ?? 0);
  return sum;
}
