import { z } from 'zod';
import type { BusinessId } from '../business/business.ts';
import { alone } from '../business/edit.store.ts';
import { json, type Db } from '../platform/db.ts';
import type { Ending, Script } from './example.ts';
import { EndingView, SaidView } from './trial.view.ts';

/** They are played whenever something is saved. */
const examplesMax = 20;

const Row = z.object({
  id: z.string(),
  name: z.string(),
  said: z.array(SaidView),
  at: z.instanceof(Temporal.Instant),
  ending: EndingView,
});
/** A conversation that was kept, and what it came to then. */
export type Example = z.output<typeof Row>;

/** The examples of a business, the oldest first. */
export async function examplesOf(db: Db, business: BusinessId): Promise<Example[]> {
  const rows = await db
    .selectFrom('examples')
    .select(['id', 'name', 'said', 'at', 'ending'])
    .where('business_id', '=', business)
    .orderBy('kept_at')
    .orderBy('id')
    .execute();
  return z.array(Row).parse(rows);
}

type Kept = Script & { readonly name: string; readonly ending: Ending };

/** Keeps a conversation. `null`: there are as many as are played. */
export function keepExample(
  db: Db,
  business: BusinessId,
  { name, said, at, ending }: Kept,
  now: Temporal.Instant,
): Promise<string | null> {
  return alone(db, business, async (tx) => {
    if ((await examplesOf(tx, business)).length >= examplesMax) return null;
    const { id } = await tx
      .insertInto('examples')
      .values({ business_id: business, name, said: json(said), at, ending: json(ending), kept_at: now })
      .returning('id')
      .executeTakeFirstOrThrow();
    return id;
  });
}

/** From now on this is how it must end. */
export async function putEnding(db: Db, business: BusinessId, id: string, ending: Ending): Promise<void> {
  await db
    .updateTable('examples')
    .set({ ending: json(ending) })
    .where('business_id', '=', business)
    .where('id', '=', id)
    .execute();
}

/** `false`: there is none of this id. */
export async function dropExample(db: Db, business: BusinessId, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('examples')
    .where('business_id', '=', business)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}
