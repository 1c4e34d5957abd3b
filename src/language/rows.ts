/** The features that are known, by their place, and how rare each is. */
export type Known = {
  /** `undefined`: it is not known. */
  readonly placeOf: (feature: string) => number | undefined;
  readonly idfAt: (place: number) => number;
};

/** What each feature stands for: a row of numbers. */
export type Rows = Known & {
  /** A number by its index: the place of its row times the width of rows, and its column. */
  readonly numberAt: (index: number) => number;
};

/** Numbers as a file has them: each a byte, in base64. */
export type NumbersFile = { readonly largest: number; readonly levels: string };

/** Rows as a file has them: a hash of each feature, ascending, and its idf in tenths, both in base64. */
export type RowsFile = { readonly hashes: string; readonly rarities: string; readonly numbers: NumbersFile };

/**
 * Rows as bytes that need no reading when a process is new, for a message waits for it. Features are known by 32 bits of a
 * hash: of a hundred thousand that are not known two or three are taken for another.
 *
 * @param features by their places; of two with one hash the first is kept
 */
export function writtenRows(features: readonly string[], { idfAt, numberAt }: Rows, width: number): RowsFile {
  const kept = features
    .map((feature, place) => ({ hash: hashOf(feature), place }))
    .toSorted((a, b) => a.hash - b.hash)
    .filter(({ hash }, at, all) => hash !== all[at - 1]?.hash);
  const numbers = new Float32Array(kept.length * width);
  for (const [row, { place }] of kept.entries())
    for (let column = 0; column < width; column += 1) numbers[row * width + column] = numberAt(place * width + column);
  const hashes = Uint32Array.from(kept, ({ hash }) => hash);
  return {
    hashes: new Uint8Array(hashes.buffer).toBase64(),
    rarities: Uint8Array.from(kept, ({ place }) => Math.round(idfAt(place) * 10)).toBase64(),
    numbers: writtenNumbers(numbers),
  };
}

export function readRows(file: RowsFile): Rows {
  const hashes = new Uint32Array(Uint8Array.fromBase64(file.hashes).buffer);
  const rarities = Uint8Array.fromBase64(file.rarities);
  return {
    placeOf: (feature) => placeIn(hashes, hashOf(feature)),
    idfAt: (place) => (rarities[place] ?? 0) / 10,
    numberAt: readNumbers(file.numbers),
  };
}

/** The level of a number lies between minus this and this. */
const levelMax = 127;

export function writtenNumbers(numbers: Float32Array): NumbersFile {
  const largest = numbers.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
  const levels = Int8Array.from(numbers, (each) => levelOf(each / (largest || 1)));
  return { largest, levels: new Uint8Array(levels.buffer).toBase64() };
}

/** Numbers by their index. */
export function readNumbers({ largest, levels }: NumbersFile): (index: number) => number {
  const bytes = Uint8Array.fromBase64(levels);
  const numbers = Float32Array.from({ length: 256 }, (_, byte) => partOf((byte << 24) >> 24) * largest);
  return (index) => numbers[bytes[index] ?? 0] ?? 0;
}

/** The level of a part from -1 to 1: small ones lie closer together, for most are small. */
const levelOf = (part: number): number => Math.round(Math.sign(part) * Math.sqrt(Math.abs(part)) * levelMax);
const partOf = (level: number): number => (Math.abs(level) * level) / levelMax ** 2;

/** FNV-1a. */
function hashOf(feature: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < feature.length; at += 1) hash = Math.imul(hash ^ feature.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

function placeIn(sorted: Uint32Array, hash: number): number | undefined {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((sorted[middle] ?? 0) < hash) from = middle + 1;
    else to = middle;
  }
  return sorted[from] === hash ? from : undefined;
}
