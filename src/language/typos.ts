/**
 * Damerau–Levenshtein distance (a drop, an insertion, a swap of neighbours, a wrong letter: one each), or `max + 1`
 * when it is more than `max`.
 */
export function distance(a: string, b: string, max: number): number {
  if (Math.abs(a.length - b.length) > max) return max + 1;
  let before: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let row = 1; row <= a.length; row++) {
    const next = [row];
    for (let column = 1; column <= b.length; column++) {
      const plain = cheapest(last, next, column, a[row - 1] === b[column - 1]);
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      next.push(swapped ? Math.min(plain, (before[column - 2] ?? max) + 1) : plain);
    }
    [before, last] = [last, next];
    if (Math.min(...next) > max) return max + 1;
  }
  return last[b.length] ?? max + 1;
}

/** The cost of a cell from those to its left, above and between. */
function cheapest(last: readonly number[], next: readonly number[], column: number, same: boolean): number {
  const [left, above, diagonal] = [next[column - 1] ?? 0, last[column] ?? 0, last[column - 1] ?? 0];
  return Math.min(left + 1, above + 1, diagonal + (same ? 0 : 1));
}

/** How many slips of the finger a word of this length may have: none below 4 letters, one from 4, two from 7. */
export function slipsAllowed(length: number): number {
  if (length < 4) return 0;
  return length < 7 ? 1 : 2;
}
