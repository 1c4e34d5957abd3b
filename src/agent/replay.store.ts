import { sql } from 'kysely';
import { z } from 'zod';
import { BusinessId } from '../business/business.ts';
import { ConversationId } from '../conversations/conversation.ts';
import type { Db } from '../platform/db.ts';

const Row = z.object({
  business: BusinessId,
  conversation: ConversationId,
  fence: z.coerce.number(),
  revision: z.int(),
  names: z.array(z.string()),
  state: z.unknown(),
  said: z.unknown(),
  commands: z.array(z.looseObject({ kind: z.string() })),
  brain: z.string(),
  at: z.instanceof(Temporal.Instant),
});
/** A turn as it was, and the names of its contact, which are not to leave with it. */
export type TracedTurn = z.output<typeof Row>;

/** Turns since then in which something was written, oldest first, of businesses that let models read. */
export async function tracedSince(db: Db, since: Temporal.Instant, limit: number): Promise<TracedTurn[]> {
  const { rows } = await sql`
    select t.business_id as business, t.conversation_id as conversation, t.fence, b.revision, t.state, t.said, t.commands,
      t.brain, t.at, array_remove(array[c.name, c.profile_name], null) as names
    from traces t
      join businesses b on b.id = t.business_id and (b.models ->> 'understand')::boolean
      join conversations k on k.business_id = t.business_id and k.id = t.conversation_id
      join contacts c on c.business_id = k.business_id and c.id = k.contact_id and c.erased_at is null
    where t.at >= ${since} and t.state is not null and t.said @> '[{"kind": "text"}]'
    order by t.at, t.conversation_id, t.fence limit ${limit}`.execute(db);
  return z.array(Row).parse(rows);
}
