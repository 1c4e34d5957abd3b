import { sql } from 'kysely';
import { z } from 'zod';
import { BusinessId } from '../business/business.ts';
import { json, type Db } from '../platform/db.ts';
import { ConversationId } from './conversation.ts';
import { readable } from './readable.ts';

const Row = z.object({
  business: BusinessId,
  conversation: ConversationId,
  fence: z.coerce.number(),
  revision: z.int(),
  brief: z.unknown(),
  messages: z.array(z.object({ direction: z.enum(['in', 'out']), content: z.unknown() })),
});

/** A conversation that was handed over, with what was said last, oldest first. */
export type ToSummarise = Omit<z.output<typeof Row>, 'messages'> & {
  readonly messages: readonly { readonly from: 'contact' | 'us'; readonly text: string }[];
};

/** A summary that comes later than this is read by nobody. */
const freshMinutes = 10;

const atOnce = 5;
const messagesMax = 30;

/**
 * Takes conversations that were just handed over and whose lines are still those of the rules. Each is given out once: if
 * who takes it dies, the rules' lines stay, which is all that is lost.
 */
export async function claimToSummarise(db: Db, now: Temporal.Instant): Promise<ToSummarise[]> {
  const { rows } = await sql`
    with due as (
      select k.business_id, k.id from conversations k join businesses b on b.id = k.business_id
      where k.status = 'human' and k.handed_over_at > ${now.subtract({ minutes: freshMinutes })}
        and k.handoff_brief ->> 'by' = 'rules' and (b.models ->> 'understand')::boolean and (b.models ->> 'summarise')::boolean
      order by k.handed_over_at limit ${atOnce} for update of k skip locked),
    taken as (
      update conversations k set handoff_brief = k.handoff_brief || '{"by": "asked"}' from due
      where k.business_id = due.business_id and k.id = due.id
      returning k.business_id, k.id, k.handoff_brief)
    select k.business_id as business, k.id as conversation, t.fence, b.revision, k.handoff_brief as brief,
      (select coalesce(jsonb_agg(jsonb_build_object('direction', direction, 'content', content) order by id), '[]') from (
        select id, direction, content from messages m where m.business_id = k.business_id and m.conversation_id = k.id
        order by id desc limit ${messagesMax}) as latest) as messages
    from taken k join businesses b on b.id = k.business_id join turns t on t.conversation_id = k.id`.execute(db);
  return z
    .array(Row)
    .parse(rows)
    .map(({ messages, ...row }) => ({ ...row, messages: messages.flatMap(said) }));
}

function said({ direction, content }: z.output<typeof Row>['messages'][number]): ToSummarise['messages'] {
  const { text } = readable(content);
  return text === '' ? [] : [{ from: direction === 'in' ? 'contact' : 'us', text }];
}

/** Keeps better lines, unless the conversation was given back or handed over anew meanwhile. */
export async function putSummary(
  db: Db,
  { business, conversation }: Pick<ToSummarise, 'business' | 'conversation'>,
  brief: object,
): Promise<void> {
  await sql`update conversations set handoff_brief = handoff_brief || ${json({ ...brief, by: 'model' })}
    where business_id = ${business} and id = ${conversation} and status = 'human' and handoff_brief ->> 'by' = 'asked'`.execute(
    db,
  );
}
