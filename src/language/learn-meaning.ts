import assert from 'node:assert/strict';
import { softmax } from './classify.ts';
import { placed, rarities, rowsOf, seeded, sparseOf, thinned, type Sparse } from './learn.ts';
import { directionsMax, likeness } from './meaning.ts';
import type { Rows } from './rows.ts';

/** Texts that mean the same: an owner's question, with and without its answer, and how customers ask for it. */
export type Group = {
  readonly texts: readonly string[];
  /** How many of the first are the owner's. */ readonly owners: number;
};

/** What one house is asked: its groups mean different things. Those of another house may mean the same. */
export type House = readonly Group[];

/**
 * The houses of a file, and what is asked that no entry of theirs answers: `# House` begins a house, `## question` a group,
 * `= answer` follows, then a line for each way it is asked for; below `# Others` each line stands alone.
 */
export function housesIn(file: string): { readonly houses: House[]; readonly others: House } {
  const sections = file.split(/^# /m);
  const others = sections.filter((each) => each.startsWith('Others')).flatMap((each) => linesOf(each).slice(1));
  return {
    houses: sections.filter((each) => each.startsWith('House')).map(groupsIn),
    others: others.map((text) => ({ texts: [text], owners: 0 })),
  };
}

function groupsIn(section: string): Group[] {
  return section
    .split(/^## /m)
    .slice(1)
    .map((each) => {
      const [question = '', second = '', ...rest] = linesOf(each);
      const answered = second.startsWith('= ') ? `${question} ${second.slice(2)}` : null;
      return answered === null
        ? { texts: [question, second, ...rest], owners: 1 }
        : { texts: [question, answered, ...rest], owners: 2 };
    });
}

function linesOf(text: string): string[] {
  return text.split('\n').flatMap((line) => line.trim() || []);
}

const epochs = 14;
/** So many groups are told apart at a time, and from so many of each kind of others. */
const groupsMax = 64;
const othersMax = 12;
/** How sharply: likenesses are divided by it. */
const temperature = 0.08;
const rate = 0.1;
/** So often a text is held against its owner's words, and not against another customer's. */
const ownersShare = 0.6;
/** So many features are kept, those in most texts. */
const featuresMax = 50_000;
/** So much of a text is left out each time it is learnt, so that no meaning rests on a single word. */
const dropped = 0.2;

type Learning = { readonly weights: Float32Array; readonly squares: Float32Array };

/** What each feature adds to a meaning, and the features in the order of their rows. */
export type LearntMeanings = { readonly rows: Rows; readonly features: readonly string[] };

/**
 * Learns directions in which texts of one group lie close and those of other groups of the house far: each of a handful of
 * groups is told from the others (the loss is InfoNCE, by AdaGrad). The same houses give the same meanings.
 *
 * @param others what is asked of no entry: greetings, prices, bookings
 */
export function learnMeanings(houses: readonly House[], others: readonly House[]): LearntMeanings {
  const all = rarities([...houses, ...others].flatMap((house) => house.flatMap(({ texts }) => texts)));
  const idf = new Map([...all].toSorted(([, a], [, b]) => a - b).slice(0, featuresMax));
  const known = placed(idf);
  const readHouse = (house: House) =>
    house.map(({ texts, owners }) => ({ owners, texts: texts.map((text) => sparseOf(text, known)) }));
  const read = houses.map(readHouse);
  const readOthers = others.map(readHouse);
  const random = seeded(20_261_124);
  const weights = Float32Array.from({ length: idf.size * directionsMax }, () => (random() - 0.5) * 0.6);
  const learning = { weights, squares: new Float32Array(weights.length).fill(1e-6) };
  const sizes = read.map((house) => house.reduce((sum, { texts }) => sum + texts.length, 0));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  for (let step = 0; step < (epochs * total) / groupsMax; step += 1) {
    let left = random() * total;
    const house = read[sizes.findIndex((size) => (left -= size) < 0)] ?? [];
    const beside = readOthers.flatMap((other) => pairsOf(other, othersMax, random));
    tellApart([...pairsOf(house, groupsMax, random), ...beside], learning);
  }
  return { rows: rowsOf(known, weights), features: [...idf.keys()] };
}

type Pair = readonly [Sparse, Sparse];
type ReadGroup = { readonly owners: number; readonly texts: readonly Sparse[] };

/** Two texts of each of some groups, the second the owner's more often than not. */
function pairsOf(house: readonly ReadGroup[], most: number, random: () => number): Pair[] {
  const rest = [...house];
  return Array.from({ length: Math.min(most, house.length) }, () => {
    const [{ owners, texts } = assert.fail()] = rest.splice(Math.floor(random() * rest.length), 1);
    const first = Math.floor(random() * texts.length);
    const isToOwner = owners > 0 && first >= owners && random() < ownersShare;
    const other = Math.floor(random() * (isToOwner ? owners : Math.max(1, texts.length - 1)));
    const second = !isToOwner && other >= first && texts.length > 1 ? other + 1 : other;
    const pair = [texts[first] ?? assert.fail(), texts[second] ?? assert.fail()] as const;
    return [thinned(pair[0], dropped, random), thinned(pair[1], dropped, random)];
  });
}

type Told = { readonly sparse: Sparse; readonly direction: Float64Array; readonly length: number };

/** One step: the second text of each pair is to be told from those of the others by the first, and the other way round. */
function tellApart(pairs: readonly Pair[], learning: Learning): void {
  const sides = [
    pairs.map(([first]) => told(first, learning)),
    pairs.map(([, second]) => told(second, learning)),
  ] as const;
  const likenesses = sides[0].map((one) =>
    sides[1].map((other) => likeness(one.direction, other.direction) / temperature),
  );
  const errors = likenesses.map((row, at) => softened(row, at));
  const mirrored = likenesses.map((_, at) =>
    softened(
      likenesses.map((row) => row[at] ?? 0),
      at,
    ),
  );
  const slope = (one: number, other: number) =>
    ((errors[one]?.[other] ?? 0) + (mirrored[other]?.[one] ?? 0)) / 2 / temperature;
  const moves = [
    sides[0].map((_, at) => pulled(sides[1], (other) => slope(at, other))),
    sides[1].map((_, at) => pulled(sides[0], (other) => slope(other, at))),
  ];
  for (const [side, all] of sides.entries())
    for (const [at, each] of all.entries()) move(each, moves[side]?.[at] ?? new Float64Array(directionsMax), learning);
}

/** How much too probable each of a row is; the one at `right` is to be certain. */
function softened(row: readonly number[], right: number): number[] {
  return softmax(row).map((probability, at) => probability - (at === right ? 1 : 0));
}

function told(sparse: Sparse, { weights }: Learning): Told {
  const direction = new Float64Array(directionsMax);
  for (const [index, place] of sparse.places.entries()) {
    const [value, from] = [sparse.values[index] ?? 0, place * directionsMax];
    for (let at = 0; at < directionsMax; at += 1)
      direction[at] = (direction[at] ?? 0) + value * (weights[from + at] ?? 0);
  }
  const length = Math.sqrt(likeness(direction, direction)) || 1e-9;
  return { sparse, direction: direction.map((each) => each / length), length };
}

function pulled(others: readonly Told[], slopeOf: (other: number) => number): Float64Array {
  const sum = new Float64Array(directionsMax);
  for (const [index, { direction }] of others.entries()) {
    const slope = slopeOf(index);
    for (let at = 0; at < sum.length; at += 1) sum[at] = (sum[at] ?? 0) + slope * (direction[at] ?? 0);
  }
  return sum;
}

/** Moves the weights of a text's features against the slope, along the sphere on which directions lie. */
function move({ sparse, direction, length }: Told, slope: Float64Array, { weights, squares }: Learning): void {
  const along = likeness(slope, direction);
  for (const [index, place] of sparse.places.entries()) {
    const [value, from] = [(sparse.values[index] ?? 0) / length, place * directionsMax];
    for (let at = 0; at < directionsMax; at += 1) {
      const cell = from + at;
      const each = value * ((slope[at] ?? 0) - along * (direction[at] ?? 0));
      const square = (squares[cell] ?? 0) + each * each;
      squares[cell] = square;
      weights[cell] = (weights[cell] ?? 0) - (rate * each) / Math.sqrt(square);
    }
  }
}
