import { vectorOf } from './classify.ts';
import learnt from './meaning.gen.json' with { type: 'json' };
import { readRows, type Rows } from './rows.ts';

/** How many directions a meaning has. */
export const directionsMax = 64;

let read: Rows | null = null;
/** A turn asks for the meaning of the same words several times. */
let latest: { readonly text: string; readonly meaning: Float32Array } | null = null;

/**
 * What a question to any house, or an owner's entry, means: a direction of length one, learnt from entries.txt, so that
 * "vou de carro, onde deixo?" lies close to "Tem estacionamento?". All zeros where nothing in the text is known.
 */
export function meaningOf(text: string): Float32Array {
  read ??= readRows(learnt.meanings);
  if (latest?.text !== text) latest = { text, meaning: meaningIn(text, read) };
  return latest.meaning;
}

/** @param rows what each feature of a text adds to its meaning */
export function meaningIn(text: string, rows: Rows): Float32Array {
  const meaning = new Float32Array(directionsMax);
  for (const { place, value } of vectorOf(text, rows))
    for (let at = 0; at < directionsMax; at += 1)
      meaning[at] = (meaning[at] ?? 0) + value * rows.numberAt(place * directionsMax + at);
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

/** How alike two meanings are, from -1 to 1 where both are of length one: their scalar product, then the cosine between them. */
export function likeness(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < directionsMax; at += 1) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}
