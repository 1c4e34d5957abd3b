import { featuresOf, softmax, vectorOf, type Feature, type Model } from './classify.ts';

export type Example = { readonly text: string; readonly name: string };

/** The phrases of a file: sections `## intent`, one phrase a line; lines that begin with one `#` are comments. */
export function examplesIn(file: string): Example[] {
  let name = '';
  const examples: Example[] = [];
  for (const line of file.split('\n').map((each) => each.trim())) {
    if (line.startsWith('## ')) name = line.slice(3);
    else if (line !== '' && !line.startsWith('#')) examples.push({ text: line, name });
  }
  return examples;
}

const epochs = 24;
/** Enough to tell which features matter. */
const epochsToRank = 4;
const rate = 0.5;
const decay = 1e-5;
/** Features of one text alone teach nothing of others. */
const textsMin = 2;
/** So many of the most telling features are kept. */
const featuresMax = 30_000;

/** Trains on all examples, keeps the most telling features, and trains on these alone. The same examples give the same model. */
export function learn(examples: readonly Example[]): Model {
  const all = rarities(examples.map(({ text }) => text));
  const wide = train(examples, all, epochsToRank);
  const strongest = [...wide.features]
    .map(([feature, { weights }]) => ({
      feature,
      strength: Math.max(...[...weights].map(([, weight]) => Math.abs(weight))),
    }))
    .toSorted((a, b) => b.strength - a.strength || (a.feature < b.feature ? -1 : 1))
    .slice(0, featuresMax);
  return train(examples, new Map(strongest.map(({ feature }) => [feature, all.get(feature) ?? 0])), epochs);
}

/** The features of texts; the rarer one is, the more it says. */
export function rarities(texts: readonly string[]): Map<string, number> {
  const seen = new Map<string, number>();
  for (const text of texts)
    for (const feature of featuresOf(text).keys()) seen.set(feature, (seen.get(feature) ?? 0) + 1);
  const kept = [...seen].filter(([, count]) => count >= textsMin);
  return new Map(kept.map(([feature, count]) => [feature, Math.log((1 + texts.length) / (1 + count)) + 1]));
}

type Row = { readonly at: Int32Array; readonly values: Float64Array; readonly target: number };

function train(examples: readonly Example[], idf: ReadonlyMap<string, number>, epochsToTrain: number): Model {
  const classes = [...new Set(examples.map(({ name }) => name))].toSorted();
  const places = new Map([...idf.keys()].map((feature, at) => [feature, at]));
  const rows = examples.map(({ text, name }): Row => {
    const vector = vectorOf(featuresOf(text), (feature) => idf.get(feature));
    return {
      // The last is the bias, as of a feature that every text has.
      at: Int32Array.of(...vector.map(({ feature }) => places.get(feature) ?? 0), idf.size),
      values: Float64Array.of(...vector.map(({ value }) => value), 1),
      target: classes.indexOf(name),
    };
  });
  const weights = new Float64Array((idf.size + 1) * classes.length);
  const squares = new Float64Array(weights.length).fill(1e-6);
  const random = seeded(20_261_124);
  for (let epoch = 0; epoch < epochsToTrain; epoch++)
    for (const row of shuffled(rows, random)) step(row, { weights, squares, classes: classes.length });
  const of = (place: number) => [...weights.subarray(place * classes.length, (place + 1) * classes.length)];
  const features = new Map<string, Feature>(
    [...idf].map(([feature, rarity], at) => [feature, { idf: rarity, weights: [...of(at).entries()] }]),
  );
  return { classes, bias: of(idf.size), features };
}

type Learning = { readonly weights: Float64Array; readonly squares: Float64Array; readonly classes: number };

/** One step of AdaGrad on the error of one phrase. */
function step(row: Row, learning: Learning): void {
  const { at, values, target } = row;
  const errors = softmax(scoresOf(row, learning)).map((probability, each) => probability - (each === target ? 1 : 0));
  for (const [index, place] of at.entries()) correct(errors, place, values[index] ?? 0, learning);
}

function scoresOf({ at, values }: Row, { weights, classes }: Learning): number[] {
  const scores = Array.from({ length: classes }, () => 0);
  for (const [index, place] of at.entries())
    for (let each = 0; each < classes; each++)
      scores[each] = (scores[each] ?? 0) + (weights[place * classes + each] ?? 0) * (values[index] ?? 0);
  return scores;
}

/** Moves the weights of one feature. */
function correct(
  errors: readonly number[],
  place: number,
  value: number,
  { weights, squares, classes }: Learning,
): void {
  for (const [each, error] of errors.entries()) {
    const cell = place * classes + each;
    const slope = error * value + decay * (weights[cell] ?? 0);
    squares[cell] = (squares[cell] ?? 0) + slope * slope;
    weights[cell] = (weights[cell] ?? 0) - (rate * slope) / Math.sqrt(squares[cell]);
  }
}

function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  return items
    .map((item) => ({ item, key: random() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

/** Numbers from 0 to 1 that are the same in every run. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
