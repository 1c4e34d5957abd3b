import { featuresOf, softmax, vectorOf, type Model } from './classify.ts';
import type { Known, Rows } from './rows.ts';

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
const rate = 0.5;
const decay = 1e-5;
/** So much of a text is left out each time it is learnt, so that no class rests on a single word. */
const dropped = 0.3;
/** Features of one text alone teach nothing of others. */
const textsMin = 2;

/** A model, and its features in the order of their rows. */
export type Learnt = Model & { readonly features: readonly string[] };

/** Learns to tell classes by what is written, by AdaGrad. The same examples give the same model. */
export function learn(examples: readonly Example[]): Learnt {
  const idf = rarities(examples.map(({ text }) => text));
  const known = placed(idf);
  const classes = [...new Set(examples.map(({ name }) => name))].toSorted();
  const rows = examples.map(({ text, name }) => ({ sparse: sparseOf(text, known), target: classes.indexOf(name) }));
  const weights = new Float32Array(idf.size * classes.length);
  const bias = new Float32Array(classes.length);
  const learning: Learning = { weights, bias, squares: squaresOf(weights), biasSquares: squaresOf(bias) };
  const random = seeded(20_261_124);
  for (let epoch = 0; epoch < epochs; epoch++)
    for (const { sparse, target } of shuffled(rows, random)) step(thinned(sparse, dropped, random), target, learning);
  return { classes, bias: [...bias], rows: rowsOf(known, weights), features: [...idf.keys()] };
}

/** The features of texts; the rarer one is, the more it says. */
export function rarities(texts: readonly string[]): Map<string, number> {
  const seen = new Map<string, number>();
  for (const text of texts)
    for (const feature of featuresOf(text).keys()) seen.set(feature, (seen.get(feature) ?? 0) + 1);
  const kept = [...seen].filter(([, count]) => count >= textsMin);
  return new Map(kept.map(([feature, count]) => [feature, Math.log((1 + texts.length) / (1 + count)) + 1]));
}

/** What is known of a text: the places of its features, and how much each counts. */
export type Sparse = { readonly places: Int32Array; readonly values: Float32Array };

/** Features in the order in which their weights stand. */
export function placed(idf: ReadonlyMap<string, number>): Known {
  const places = new Map([...idf.keys()].map((feature, place) => [feature, place]));
  const rare = [...idf.values()];
  return { placeOf: (feature) => places.get(feature), idfAt: (place) => rare[place] ?? 0 };
}

export const rowsOf = (known: Known, weights: Float32Array): Rows => ({
  ...known,
  numberAt: (index) => weights[index] ?? 0,
});

export function sparseOf(text: string, known: Known): Sparse {
  const vector = vectorOf(text, known);
  return {
    places: Int32Array.from(vector, ({ place }) => place),
    values: Float32Array.from(vector, ({ value }) => value),
  };
}

/** A text without a share of its features; the others count more for it. */
export function thinned({ places, values }: Sparse, share: number, random: () => number): Sparse {
  const kept = values.map((value) => (random() < share ? 0 : value / (1 - share)));
  return { places: places.filter((_, at) => kept[at] !== 0), values: kept.filter((value) => value !== 0) };
}

type Learning = Readonly<Record<'weights' | 'bias' | 'squares' | 'biasSquares', Float32Array>>;

/** Of the slopes so far, by which AdaGrad makes its steps shorter; none is divided by nothing. */
const squaresOf = ({ length }: Float32Array) => new Float32Array(length).fill(1e-6);

/** One step on the error of one phrase. */
function step(sparse: Sparse, target: number, { weights, bias, squares, biasSquares }: Learning): void {
  const errors = softmax(scoresOf(sparse, weights, bias)).map((each, at) => each - (at === target ? 1 : 0));
  correct(errors, 1, bias, biasSquares);
  for (const [at, place] of sparse.places.entries()) {
    const row = [place * errors.length, (place + 1) * errors.length] as const;
    correct(errors, sparse.values[at] ?? 0, weights.subarray(...row), squares.subarray(...row));
  }
}

function scoresOf({ places, values }: Sparse, weights: Float32Array, bias: Float32Array): number[] {
  const scores = [...bias];
  for (const [at, place] of places.entries()) {
    const value = values[at] ?? 0;
    for (let each = 0; each < scores.length; each++)
      scores[each] = (scores[each] ?? 0) + (weights[place * scores.length + each] ?? 0) * value;
  }
  return scores;
}

/** Moves a row of weights. */
function correct(errors: readonly number[], value: number, weights: Float32Array, squares: Float32Array): void {
  for (let each = 0; each < errors.length; each++) {
    const slope = (errors[each] ?? 0) * value + decay * (weights[each] ?? 0);
    const square = (squares[each] ?? 0) + slope * slope;
    squares[each] = square;
    weights[each] = (weights[each] ?? 0) - (rate * slope) / Math.sqrt(square);
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
