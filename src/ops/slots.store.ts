import type { Db } from '../platform/db.ts';
import { ActiveSlots } from './slots.ts';

/** The colours that serve now. */
export async function activeSlots(db: Db): Promise<ActiveSlots> {
  const row = await db
    .selectFrom('active_slots')
    .select(['revision', 'colours'])
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return ActiveSlots.parse(row);
}
