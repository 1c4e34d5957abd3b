import { sql } from 'kysely';
import { z } from 'zod';
import type { BusinessId } from '../business/business.ts';
import type { Db } from '../platform/db.ts';
import type { TurnKey } from './brain.ts';
import type { ModelCall } from './model-call.ts';

/** So long after the window is over there is still time to look. */
const keptHours = 24;

/** Keeps calls word for word, where the window is open. */
export async function putPrompts(
  db: Db,
  { business, conversation, fence }: TurnKey,
  calls: readonly ModelCall[],
  { until, now }: { readonly until: Temporal.Instant | null; readonly now: Temporal.Instant },
): Promise<void> {
  if (until === null || Temporal.Instant.compare(now, until) >= 0 || calls.length === 0) return;
  const rows = calls.map(({ purpose, model, words, outcome, at }) => ({
    business_id: business,
    conversation_id: conversation,
    fence,
    purpose,
    model,
    ...words,
    outcome,
    at,
    erase_at: until.add({ hours: keptHours }),
  }));
  await db.insertInto('model_prompts').values(rows).execute();
}

/** Erases what has been kept for long enough, and returns how many rows it was. */
export async function erasePrompts(db: Db, now: Temporal.Instant): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom('model_prompts').where('erase_at', '<=', now).executeTakeFirst();
  return Number(numDeletedRows);
}

/** Opens a business's window until then; `null` closes it and erases what it kept. `false`: there is no such business. */
export async function setWindow(db: Db, business: BusinessId, until: Temporal.Instant | null): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql`update businesses
      set models = models || jsonb_build_object('debugUntil', ${until?.toString() ?? null}::text)
      where id = ${business} returning id`.execute(tx);
    if (until === null) await tx.deleteFrom('model_prompts').where('business_id', '=', business).execute();
    return rows.length === 1;
  });
}

const Kept = z.object({
  conversation: z.string(),
  purpose: z.string(),
  model: z.string(),
  instructions: z.string(),
  data: z.string(),
  answer: z.string().nullable(),
  outcome: z.string(),
  at: z.instanceof(Temporal.Instant),
});
export type Kept = z.output<typeof Kept>;

/** The latest calls that were kept, the last one first. */
export async function latestPrompts(db: Db, limit: number): Promise<Kept[]> {
  const { rows } =
    await sql`select conversation_id as conversation, purpose, model, instructions, data, answer, outcome, at
    from model_prompts order by id desc limit ${limit}`.execute(db);
  return z.array(Kept).parse(rows);
}
