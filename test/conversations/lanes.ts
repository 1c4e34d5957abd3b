import type { Db } from '../../src/platform/db.ts';

/** Does every task on some lane, so many at a time as there are lanes; results in the order of the tasks. */
export async function onLanes<Task, Result>(
  lanes: readonly Db[],
  tasks: readonly Task[],
  perform: (db: Db, task: Task) => Promise<Result>,
  done: (count: number) => void = () => undefined,
): Promise<Result[]> {
  const results = new Map<number, Result>();
  const left = tasks.entries();
  const work = async (db: Db) => {
    for (const [index, task] of left) {
      results.set(index, await perform(db, task));
      done(results.size);
    }
  };
  await Promise.all(lanes.map(work));
  return tasks.flatMap((_, index) => {
    const result = results.get(index);
    return result === undefined ? [] : [result];
  });
}
