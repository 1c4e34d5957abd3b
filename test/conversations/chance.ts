import { chanceFrom } from '../../src/platform/chance.ts';

/** Chance that can be replayed: the same seed and words give the same, on every machine. */
export type Chance = () => number;

export function chanceOf(seed: number, words: string): Chance {
  let hash = seed ^ 0x811c9dc5;
  for (let index = 0; index < words.length; index += 1) hash = Math.imul(hash ^ words.charCodeAt(index), 0x01000193);
  const chance = chanceFrom(hash);
  // The first numbers of near seeds are near each other.
  for (let index = 0; index < 4; index += 1) chance();
  return chance;
}

export function pick<Item>(items: readonly [Item, ...Item[]] | readonly Item[], chance: Chance): Item {
  const item = items[Math.floor(chance() * items.length)];
  if (item === undefined) throw new Error('nothing to choose from');
  return item;
}
