import { asFault } from './fault.ts';

/**
 * Group commit: while one write is under way, what arrives waits, and then goes together in the next. A call resolves
 * with what the write of its items answered. When a write fails because of what is in it, its calls are written one by
 * one, so that only the guilty one fails.
 *
 * @param write writes all items or none
 * @param itemsMax of one write, unless one call brings more
 */
export function batched<Item, Result>(
  write: (items: readonly Item[]) => Promise<Result>,
  itemsMax: number,
): (items: readonly Item[]) => Promise<Result> {
  type Waiting = { readonly items: readonly Item[]; readonly settle: (result: Result | Promise<Result>) => void };
  let waiting: Waiting[] = [];
  let writing = false;

  async function drain(): Promise<void> {
    writing = true;
    while (waiting.length > 0) await writeGroup(nextGroup());
    writing = false;
  }

  async function writeGroup(group: readonly Waiting[]): Promise<void> {
    const written = write(group.flatMap(({ items }) => items));
    const fault = await written.then(
      () => null,
      (thrown: unknown) => asFault(thrown),
    );
    // What is passing (the database is away) would fail each of them again.
    if (fault === null || fault.kind === 'transient' || group.length === 1) {
      for (const { settle } of group) settle(written);
      return;
    }
    for (const alone of group) await writeGroup([alone]);
  }

  function nextGroup(): Waiting[] {
    let size = 0;
    const end = waiting.findIndex(({ items }, index) => (size += items.length) > itemsMax && index > 0);
    const group = end === -1 ? waiting : waiting.slice(0, end);
    waiting = end === -1 ? [] : waiting.slice(end);
    return group;
  }

  return (items) =>
    new Promise((settle) => {
      waiting.push({ items, settle });
      if (!writing) void drain();
    });
}
