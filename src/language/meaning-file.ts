import type { Meanings } from './meaning.ts';
import { places, signs } from './model.ts';

const steps = signs.length / 2 - 1;

/** Meanings as text: `largest part|feature idf parts|…`, each part of a direction in one sign. */
export function writtenMeanings({ features }: Meanings): string {
  const largest = [...features.values()]
    .flatMap(({ directions }) => [...directions].map(Math.abs))
    .reduce((most, each) => Math.max(most, each), 0);
  const lines = [...features].map(
    ([feature, { idf, directions }]) => `${feature} ${idf.toFixed(1)} ${writtenParts(directions, largest)}`,
  );
  return [largest.toFixed(4), ...lines].join('|');
}

/** Parts from `-largest` to `largest`, each in one sign. */
export function writtenParts(parts: Iterable<number>, largest = 1): string {
  return [...parts].map((each) => signs[Math.round((each / largest) * steps) + steps] ?? '').join('');
}

export function readParts(text: string): Float32Array {
  return Float32Array.from(directionsIn(text, 1 / steps));
}

export function readMeanings(text: string): Meanings {
  const [largest = '', ...lines] = text.split('|');
  const unit = Number(largest) / steps;
  const features = lines.map((line) => {
    const [feature = '', idf = '', parts = ''] = line.split(' ');
    return [feature, { idf: Number(idf), directions: { [Symbol.iterator]: () => directionsIn(parts, unit) } }] as const;
  });
  return { features: new Map(features) };
}

/** Read each time: of many thousand features a text has some dozens. */
function* directionsIn(parts: string, unit: number): Generator<number> {
  for (let at = 0; at < parts.length; at += 1) yield ((places[parts.charCodeAt(at)] ?? 0) - steps) * unit;
}
