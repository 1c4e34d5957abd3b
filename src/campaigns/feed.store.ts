import { sql } from 'kysely';
import { z } from 'zod';
import { BusinessId } from '../business/business.ts';
import { ContactId } from '../contacts/contact.ts';
import { ConversationId } from '../conversations/conversation.ts';
import { campaignPriority } from '../conversations/outbox.store.ts';
import { putUnasked } from '../conversations/unasked.store.ts';
import type { Db } from '../platform/db.ts';
import type { TemplateWords } from '../whatsapp/template.ts';
import { whyNot } from './audience.store.ts';
import { CampaignId, messageFor } from './campaign.ts';
import { CampaignState, PlanView } from './campaign.view.ts';

/** A campaign that is to begin or under way. */
const Live = z.object({
  business: BusinessId,
  id: CampaignId,
  plan: PlanView,
  state: CampaignState,
  timeZone: z.string(),
  /** Its number is held since it runs. One that was held before lets a message of it try whether it works again. */
  isHeld: z.boolean(),
});
export type Live = z.output<typeof Live>;

/** The campaigns that have begun, or should have by now. */
export async function liveCampaigns(db: Db, now: Temporal.Instant): Promise<Live[]> {
  const { rows } = await sql`
    select c.business_id as business, c.id, c.plan, c.state, b.time_zone as "timeZone",
      coalesce(n.held_since > c.resumed_at, false) as "isHeld"
    from campaigns c
      join businesses b on b.id = c.business_id
      join numbers n on n.phone_number_id = c.phone_number_id
    where c.state in ('scheduled', 'sending') and c.begins_at <= ${now} order by c.begins_at, c.id`.execute(db);
  return z.array(Live).parse(rows);
}

/** Messages of campaigns that a number has in its outbox at once: pausing stops all that is not among these. */
const openMax = 8;

/** Recipients looked at in one statement. */
const looksMax = 50;

/** So much of the past says whether Meta still takes it. */
const latelyMax = 50;

const Candidate = z.object({
  contact: ContactId,
  conversation: ConversationId,
  name: z.string().nullable(),
  /** Of the last message in the conversation. */
  lastAt: z.instanceof(Temporal.Instant).nullable(),
  why: z.string().nullable(),
});

export type Feeding = {
  readonly live: Live;
  readonly words: TemplateWords;
  /** How long a contact must have written nothing. */
  readonly calm: Temporal.Duration;
};

/**
 * Puts the next few recipients into the outbox, behind all that anybody waits for. Each is looked at again: who is not to
 * be written to any more is skipped. The transcript, the outbox and the mark that it was done are one transaction, so that
 * whatever is killed, nobody gets it twice. Resolves with how many were put there.
 */
export async function feed(tx: Db, { live, words, calm }: Feeding, now: Temporal.Instant): Promise<number> {
  const { business, id, plan } = live;
  const { phoneNumberId, restDays } = plan;
  // One worker feeds it at a time, and none while it is being paused.
  const { rows } = await sql`select from campaigns where business_id = ${business} and id = ${id} and state = 'sending'
    for update skip locked`.execute(tx);
  if (rows.length === 0) return 0;
  const room = openMax - (await openOf(tx, phoneNumberId));
  let put = 0;
  while (put < room) {
    const candidates = await nextOf(tx, { business, id, phoneNumberId, restDays }, calm, now);
    if (candidates.length === 0) break;
    for (const candidate of candidates) {
      if (candidate.why === null && put === room) return put;
      await settle(tx, { live, words }, candidate, now);
      if (candidate.why === null) put += 1;
    }
  }
  return put;
}

/**
 * They get it, or they do not and it stands there why. In the list of the desk their conversation stays where it was: who
 * wrote must not be looked for among all who were written to.
 */
async function settle(
  tx: Db,
  { live: { business, id, plan }, words }: Omit<Feeding, 'calm'>,
  { contact, conversation, name, lastAt, why }: z.output<typeof Candidate>,
  now: Temporal.Instant,
): Promise<void> {
  const where = { business, conversation, phoneNumberId: plan.phoneNumberId };
  const said = { content: messageFor(plan, words, name), priority: campaignPriority };
  const message = why === null ? await putUnasked(tx, where, said, now) : null;
  if (message !== null && lastAt !== null)
    await sql`update conversations set last_message_at = ${lastAt} where business_id = ${business} and id = ${conversation}`.execute(
      tx,
    );
  await sql`update campaign_recipients set state = ${why === null ? 'queued' : 'skipped'}, reason = ${why},
    message_id = ${message}, at = ${now}
    where business_id = ${business} and campaign_id = ${id} and contact_id = ${contact}`.execute(tx);
}

async function openOf(tx: Db, phoneNumberId: string): Promise<number> {
  const { rows } = await sql<{ open: number }>`select count(*) as open from outbox
    where phone_number_id = ${phoneNumberId} and priority = ${campaignPriority} and state in ('queued', 'sending')`.execute(
    tx,
  );
  return rows[0]?.open ?? 0;
}

type Whose = Pick<Live, 'business' | 'id'> & Pick<PlanView, 'phoneNumberId' | 'restDays'>;

/**
 * The next to be written to, and why they are not. A conversation that is in use at this moment comes later, and so two
 * campaigns never look at one contact at once.
 */
async function nextOf(tx: Db, whose: Whose, calm: Temporal.Duration, now: Temporal.Instant) {
  const { business, id, phoneNumberId, restDays } = whose;
  const { rows } = await sql`
    select c.id as contact, k.id as conversation, coalesce(c.name, c.profile_name) as name, k.last_message_at as "lastAt",
      coalesce(${whyNot(restDays, now)}, ${isBusy(calm, now)}) as why
    from campaign_recipients r
      join contacts c on c.business_id = r.business_id and c.id = r.contact_id
      join conversations k on k.business_id = r.business_id and k.contact_id = r.contact_id
        and k.phone_number_id = ${phoneNumberId}
    where r.business_id = ${business} and r.campaign_id = ${id} and r.state = 'waiting'
    order by r.contact_id limit ${looksMax} for update of r, k skip locked`.execute(tx);
  return z.array(Candidate).parse(rows);
}

/** A person has the conversation `k`, somebody is writing in it, or a plain yes of theirs would answer a question of today. */
function isBusy(calm: Temporal.Duration, now: Temporal.Instant) {
  return sql`case when k.status = 'human' or k.last_inbound_at > ${now.subtract(calm)}
    or exists (select from turns t where t.conversation_id = k.id and t.due_at is not null and t.fault is null)
    or (k.state #>> '{pending,yes}' is not null and k.last_message_at > ${now.subtract({ hours: 24 })})
    then 'busy' end`;
}

/**
 * Takes back what of the campaign waits in the outbox and was never taken by Meta: it waits for its campaign again. What is
 * being sent at this moment is not among it.
 */
export async function takeBack(tx: Db, { business, id }: Pick<Live, 'business' | 'id'>): Promise<void> {
  const { rows } = await sql<{ message: number; conversation: string }>`
    with back as materialized (
      select o.id, o.message_id, o.conversation_id from outbox o
        join campaign_recipients r on r.business_id = o.business_id and r.message_id = o.message_id
        join conversations k on k.business_id = o.business_id and k.id = o.conversation_id
      where o.priority = ${campaignPriority} and o.state = 'queued' and o.failed_wamids = '{}'
        and r.business_id = ${business} and r.campaign_id = ${id}
        -- Only the latest can be: by the index of what waits, not through everybody who has got it.
        and o.phone_number_id = (select phone_number_id from campaigns where business_id = ${business} and id = ${id})
      for update of o, k skip locked),
    waiting as (
      update campaign_recipients r set state = 'waiting', message_id = null from back
      where r.business_id = ${business} and r.message_id = back.message_id),
    gone as (delete from outbox using back where outbox.id = back.id)
    select message_id as message, conversation_id as conversation from back`.execute(tx);
  if (rows.length === 0) return;
  const messages = rows.map(({ message }) => message);
  const conversations = rows.map(({ conversation }) => conversation);
  await sql`
    update conversations k set (last_message_id, last_message_at) = (
      select m.id, m.at from messages m where m.business_id = k.business_id and m.conversation_id = k.id
        and not m.id = any(${messages}::bigint[]) order by m.id desc limit 1)
    where k.business_id = ${business} and k.id = any(${conversations}::uuid[])
      and k.last_message_id = any(${messages}::bigint[])`.execute(tx);
  await sql`delete from messages where business_id = ${business} and id = any(${messages}::bigint[])`.execute(tx);
}

/** What Meta said of the latest that failed, since the campaign runs without a break. */
export async function latelyRefused(db: Db, { business, id }: Pick<Live, 'business' | 'id'>): Promise<string[]> {
  const { rows } = await sql<{ error: string }>`
    select distinct m.error_code as error from (
        select r.business_id, r.message_id from campaign_recipients r join campaigns c using (business_id)
        where c.business_id = ${business} and c.id = ${id} and r.campaign_id = c.id and r.state = 'queued'
          and r.at >= c.resumed_at order by r.at desc limit ${latelyMax}) r
      join messages m on m.business_id = r.business_id and m.id = r.message_id
    where m.status = 'failed' and m.error_code is not null`.execute(db);
  return rows.map(({ error }) => error);
}

/** Ends the campaign when nobody waits for it and nothing of it is on its way. `false`: somebody does, or something is. */
export async function finish(
  db: Db,
  { business, id }: Pick<Live, 'business' | 'id'>,
  now: Temporal.Instant,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update campaigns c set state = 'finished', ended_at = ${now}
    where c.business_id = ${business} and c.id = ${id} and c.state = 'sending'
      and not exists (select from campaign_recipients r
        where r.business_id = c.business_id and r.campaign_id = c.id and r.state = 'waiting')
      and not exists (select from outbox o join campaign_recipients r
          on r.business_id = o.business_id and r.message_id = o.message_id
        where o.phone_number_id = c.phone_number_id and o.state in ('queued', 'sending')
          and o.priority = ${campaignPriority} and r.campaign_id = c.id)`.execute(db);
  return numAffectedRows === 1n;
}
