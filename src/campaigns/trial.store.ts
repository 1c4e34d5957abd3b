import { sql } from 'kysely';
import { z } from 'zod';
import type { BusinessId } from '../business/business.ts';
import type { ContactId } from '../contacts/contact.ts';
import { ConversationId } from '../conversations/conversation.ts';
import { putUnasked } from '../conversations/unasked.store.ts';
import type { Db } from '../platform/db.ts';
import { wordsOfTemplate } from '../whatsapp/template.ts';
import { definitionOf } from '../whatsapp/template.store.ts';
import { whyNot } from './audience.store.ts';
import { isSendable, messageFor } from './campaign.ts';
import type { PlanView } from './campaign.view.ts';

const Row = z.object({
  conversation: ConversationId,
  name: z.string().nullable(),
  why: z.enum(['erased', 'opted_out', 'blocked', 'no_consent']).nullable(),
});

/** `unreachable`: they have never written to the number. `unsendable`: Meta would not take the template like this. */
export type Tried = 'said' | 'unreachable' | 'unsendable' | NonNullable<z.output<typeof Row>['why']>;

/** Says to one contact, now, what the campaign would: to see it on a phone. The same consent is asked for. */
export async function tryOn(
  db: Db,
  business: BusinessId,
  { plan, contact }: { readonly plan: PlanView; readonly contact: ContactId },
  now: Temporal.Instant,
): Promise<Tried> {
  const { phoneNumberId } = plan;
  const definition = await definitionOf(db, phoneNumberId, plan.template);
  if (!definition?.components || !isSendable(plan, definition)) return 'unsendable';
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql`
      select k.id as conversation, coalesce(c.name, c.profile_name) as name, ${whyNot(0, now)} as why
      from contacts c join conversations k on k.business_id = c.business_id and k.contact_id = c.id
      where c.business_id = ${business} and c.id = ${contact} and k.phone_number_id = ${phoneNumberId}
      for update of k`.execute(tx);
    const [found] = z.array(Row).parse(rows);
    if (!found) return 'unreachable';
    if (found.why) return found.why;
    const content = messageFor(plan, wordsOfTemplate(definition.components), found.name);
    const where = { business, conversation: found.conversation, phoneNumberId };
    // Somebody waits for it with a phone in their hand.
    await putUnasked(tx, where, { content, priority: 1 }, now);
    return 'said';
  });
}
