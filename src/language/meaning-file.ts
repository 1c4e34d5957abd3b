import type { Meanings } from './meaning.ts';
import { places, signs } from './model.ts';

const steps = signs.length / 2 - 1;

/** Meanings as text: `largest part|feature idf parts|…`, each part of a direction in one sign. */
export function writtenMeanings({ features }: Meanings): string {
  const largest = [...features.values()]
    .flatMap(({ directions }) => [...directions()].map(Math.abs))
    .reduce((most, each) => Math.max(most, each), 0);
  const lines = [...features].map(
    ([feature, { idf, directions }]) => `${feature} ${idf.toFixed(1)} ${writtenParts(directions(), largest)}`,
  );
  return [largest.toFixed(4), ...lines].join('|');
}

/** Parts from `-largest` to `largest`, each in one sign. */
export function writtenParts(parts: Iterable<number>, largest = 1): string {
  return [...parts].map((each) => signs[Math.round((each / largest) * steps) + steps] ?? '').join('');
}

export function readParts(text: string): Float32Array {
  return partsIn(text, 1 / steps);
}

export function readMeanings(text: string): Meanings {
  const [largest = '', ...lines] = text.split('|');
  const unit = Number(largest) / steps;
  const features = lines.map((line) => {
    const [feature = '', idf = '', parts = ''] = line.split(' ');
    return [feature, { idf: Number(idf), directions: once(() => partsIn(parts, unit)) }] as const;
  });
  return { features: new Map(features) };
}

function partsIn(text: string, unit: number): Float32Array {
  const parts = new Float32Array(text.length);
  for (let at = 0; at < text.length; at += 1) parts[at] = ((places[text.charCodeAt(at)] ?? 0) - steps) * unit;
  return parts;
}

/** Made when it is first asked for: of many thousand features few are ever met. */
function once<Made>(make: () => Made): () => Made {
  let made: Made | null = null;
  return () => (made ??= make());
}
