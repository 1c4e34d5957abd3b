/**
 * Group commit: while one write is under way, what arrives waits, and then goes together in the next. A call resolves
 * when its own items are written, and rejects when their write failed; the next write is tried all the same.
 *
 * @param write writes all items or none
 * @param itemsMax of one write
 */
export function batched<Item>(
  write: (items: readonly Item[]) => Promise<void>,
  itemsMax: number,
): (items: readonly Item[]) => Promise<void> {
  type Waiting = {
    readonly items: readonly Item[];
    readonly settle: (written: Promise<void>) => void;
  };
  let waiting: Waiting[] = [];
  let writing = false;

  async function drain(): Promise<void> {
    writing = true;
    while (waiting.length > 0) {
      const group = nextGroup();
      const written = write(group.flatMap(({ items }) => items));
      for (const { settle } of group) settle(written);
      await written.catch(() => undefined);
    }
    writing = false;
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
