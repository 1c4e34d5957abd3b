import { sql, type RawBuilder } from 'kysely';
import { BusinessId } from '../business/business.ts';
import { ContactId } from '../contacts/contact.ts';
import type { Db } from '../platform/db.ts';
import { Content } from './content.ts';
import { deliveryRanks, type DeliveryReport } from './delivery.ts';
import { ConversationId } from './conversation.ts';

/** A message of ours on its way. `id` travels with it and comes back in its statuses. */
export type Outgoing = {
  readonly id: string;
  readonly business: BusinessId;
  readonly conversation: ConversationId;
  readonly contact: ContactId;
  readonly phoneNumberId: string;
  readonly lastInboundAt: Temporal.Instant;
  /** In which the conversation is held, as far as it is known. */
  readonly language: string | null;
  readonly to: { readonly userId: string | null; readonly waId: string | null };
  readonly content: Content;
  readonly fence: number;
  readonly tries: number;
  /** 0: an answer. 1: said unasked. 2: a campaign. */
  readonly priority: number;
  /** The last fault, and how often in a row it came. */
  readonly fault: string | null;
  readonly failures: number;
  /** The number is held: this one message tries whether it works again. */
  readonly isProbe: boolean;
};

/** What goes last: a campaign. */
export const campaignPriority = 2;

/** Of which priorities: answers, what nobody asked for, or both. */
type Which = 'all' | 'answers' | 'unasked';

const which: Readonly<Record<Which, RawBuilder<unknown>>> = {
  all: sql`true`,
  answers: sql`priority = 0`,
  unasked: sql`priority > 0`,
};

/**
 * Claims what may be sent now: the oldest open message of each conversation, so that a conversation is told things in
 * order while others go on; answers before what is said unasked. A campaign is no part of that order: nothing waits for
 * it. A number that rests sends nothing, one that is held one message at a time.
 */
export async function claimOutgoing(
  db: Db,
  lease: Temporal.Duration,
  limit: number,
  of: Which = 'all',
): Promise<Outgoing[]> {
  const { rows } = await sql<Claimed>`
    update outbox set state = 'sending', leased_until = now() + ${lease.total('milliseconds')} * interval '1 ms', fence = outbox.fence + 1, tries = tries + 1
    from conversations
      join contacts on contacts.business_id = conversations.business_id and contacts.id = conversations.contact_id
      join numbers on numbers.phone_number_id = conversations.phone_number_id
    where conversations.business_id = outbox.business_id and conversations.id = outbox.conversation_id and outbox.id in (
      select id from outbox as next
      where state = 'queued' and due_at <= now() and ${which[of]} and not exists (
        select from outbox as earlier
        where earlier.conversation_id = next.conversation_id and earlier.seq < next.seq and earlier.state in ('queued', 'sending', 'unknown')
          and (earlier.priority < ${campaignPriority} or next.priority = ${campaignPriority}))
      and ${maySend}
      order by priority, due_at limit ${limit} for update skip locked)
    returning outbox.id, outbox.business_id, outbox.conversation_id, outbox.phone_number_id, outbox.content, outbox.fence, outbox.tries,
      outbox.fault, outbox.failures, outbox.priority, numbers.held_since is not null as is_probe, contacts.id as contact_id, contacts.user_id, contacts.wa_id, conversations.last_inbound_at,
      conversations.state ->> 'language' as language`.execute(db);
  return rows.flatMap((row) => {
    const content = Content.safeParse(row.content);
    // What this release cannot read stays claimed until its lease ends, and is for a person after some of them.
    if (!content.success) return [];
    return [
      {
        id: row.id,
        business: BusinessId.parse(row.business_id),
        conversation: ConversationId.parse(row.conversation_id),
        contact: ContactId.parse(row.contact_id),
        phoneNumberId: row.phone_number_id,
        lastInboundAt: row.last_inbound_at,
        language: row.language,
        to: { userId: row.user_id, waId: row.wa_id },
        content: content.data,
        fence: row.fence,
        tries: row.tries,
        fault: row.fault,
        failures: row.failures,
        priority: row.priority,
        isProbe: row.is_probe,
      },
    ];
  });
}

type Claimed = {
  id: string;
  business_id: string;
  conversation_id: string;
  phone_number_id: string;
  content: unknown;
  fence: number;
  tries: number;
  fault: string | null;
  failures: number;
  priority: number;
  is_probe: boolean;
  contact_id: string;
  last_inbound_at: Temporal.Instant;
  language: string | null;
  user_id: string | null;
  wa_id: string | null;
};

/** The number of `next` may send now. */
const maySend = sql`exists (
  select from numbers where numbers.phone_number_id = next.phone_number_id
    and (rests_until is null or rests_until <= now())
    and (held_since is null or next.seq = (
      select min(seq) from outbox as first where first.phone_number_id = next.phone_number_id and
      (first.state = 'sending' or first.state = 'queued' and first.due_at <= now()))))`;

/**
 * The channel took these. A status may have told us so before: then this changes nothing, also when it told that the
 * message was then not delivered, for that send is over and the message may be on its way again.
 */
export async function recordAccepted(
  db: Db,
  accepted: readonly { readonly id: string; readonly wamid: string }[],
): Promise<void> {
  const [ids, wamids] = [accepted.map(({ id }) => id), accepted.map(({ wamid }) => wamid)];
  await sql`
    with held as materialized (select id from outbox where id = any(${ids}::uuid[]) order by id for update),
    taken as (
      update outbox set state = 'sent', wamid = accepted.wamid, sent_at = coalesce(sent_at, now()), leased_until = null, fault = null
      from unnest(${ids}::uuid[], ${wamids}::text[]) as accepted (id, wamid) join held using (id)
      where outbox.id = accepted.id and not accepted.wamid = any(outbox.failed_wamids)
      returning outbox.business_id, outbox.message_id, outbox.wamid)
    update messages set wamid = taken.wamid, status = case status when 'queued' then 'accepted' else status end
    from taken where messages.business_id = taken.business_id and messages.id = taken.message_id`.execute(db);
}

/** The bytes may have left: nothing is sent again before a status carries the id, or the wait is over. */
export async function recordUnknown(
  db: Db,
  { id, fence }: Outgoing,
  wait: Temporal.Duration,
  fault: string,
): Promise<void> {
  await sql`
    update outbox set state = 'unknown', leased_until = null, fault = ${fault}, due_at = now() + ${wait.total('milliseconds')} * interval '1 ms'
    where id = ${id} and fence = ${fence} and state = 'sending'`.execute(db);
}

/** It was not tried: there was no time for it yet. */
export async function delayOutgoing(db: Db, { id, fence }: Outgoing, delayMs: number): Promise<void> {
  await sql`
    update outbox set state = 'queued', leased_until = null, tries = tries - 1, due_at = now() + ${delayMs} * interval '1 ms'
    where id = ${id} and fence = ${fence} and state = 'sending'`.execute(db);
}

/** It was not taken, and may be later. */
export async function postponeOutgoing(db: Db, { id, fence }: Outgoing, delayMs: number, fault: string): Promise<void> {
  await sql`
    update outbox set state = 'queued', leased_until = null, due_at = now() + ${delayMs} * interval '1 ms',
      fault = ${fault}, failures = case when fault is not distinct from ${fault} then failures + 1 else 1 end
    where id = ${id} and fence = ${fence} and state = 'sending'`.execute(db);
}

/** It will never be taken: a dead letter, for a person to see and to send again. */
export async function setOutgoingAside(db: Db, { id, fence }: Outgoing, fault: string): Promise<void> {
  await sql`
    with dead as (
      update outbox set state = 'dead', leased_until = null, fault = ${fault}
      where id = ${id} and fence = ${fence} and state = 'sending' returning business_id, message_id)
    update messages set status = 'failed', error_code = ${fault}
    from dead where messages.business_id = dead.business_id and messages.id = dead.message_id`.execute(db);
}

/** A message that was sent so often without a trace is for a person. */
const unknownTriesMax = 5;

/**
 * Frees what a dead worker held and what has waited long enough for a status. A worker may have died after the bytes
 * left, so its messages become unknown first. Nothing is freed while an update from before then waits to be filed: it
 * may be the status. A campaign goes to each contact once, whatever became of it: it is not sent again.
 */
export async function sweepOutbox(db: Db, wait: Temporal.Duration): Promise<void> {
  await sql`
    update outbox set state = 'unknown', leased_until = null, fault = 'outbox.lease', due_at = now() + ${wait.total('milliseconds')} * interval '1 ms'
    where state = 'sending' and leased_until < now()`.execute(db);
  await sql`
    with free as (
      update outbox set state = case when tries < ${unknownTriesMax} and priority < ${campaignPriority} then 'queued' else 'dead' end, due_at = now()
      where state = 'unknown' and due_at < now()
        and not exists (select from inbox where filed_at is null and received_at <= outbox.due_at)
      returning business_id, message_id, state, fault)
    update messages set status = 'failed', error_code = free.fault
    from free where free.state = 'dead' and messages.business_id = free.business_id and messages.id = free.message_id`.execute(
    db,
  );
}

/** Moves our messages forward by what the channel reports, and settles the sends whose outcome was unknown. */
export async function applyReports(tx: Db, reports: readonly DeliveryReport[]): Promise<void> {
  const settled = reports.filter(({ outboxId }) => outboxId !== null);
  await sql`
    with report as (select id, wamid, bool_or(status in ('delivered', 'read', 'played')) as arrived
      from unnest(${settled.map(({ outboxId }) => outboxId)}::uuid[], ${settled.map(({ wamid }) => wamid)}::text[], ${settled.map(({ status }) => status)}::text[]) as report (id, wamid, status)
      group by id, wamid),
    held as materialized (select id from outbox where id in (select id from report) order by id for update),
    settled as (
      update outbox set state = 'sent', wamid = report.wamid, sent_at = coalesce(sent_at, now()), leased_until = null, fault = null
      from report join held using (id) where outbox.id = report.id and outbox.state <> 'sent'
        and (report.arrived or not report.wamid = any(outbox.failed_wamids))
      returning outbox.business_id, outbox.message_id, outbox.wamid)
    update messages set wamid = settled.wamid, error_code = null, status = case when messages.wamid is null then 'accepted' else status end
    from settled where messages.business_id = settled.business_id and messages.id = settled.message_id`.execute(tx);
  await sql`
    with report as (
      select wamid, max(array_position(${[...deliveryRanks]}::text[], status)) as rank, max(error) as error
      from unnest(${reports.map(({ wamid }) => wamid)}::text[], ${reports.map(({ status }) => status)}::text[], ${reports.map(({ errorCode }) => errorCode)}::text[]) as report (wamid, status, error)
      group by wamid)
    update messages set status = (${[...deliveryRanks]}::text[])[report.rank], error_code = case when (${[...deliveryRanks]}::text[])[report.rank] = 'failed' then report.error end
    from report
    where messages.wamid = report.wamid and direction = 'out' and report.rank > array_position(${[...deliveryRanks]}::text[], messages.status)`.execute(
    tx,
  );
}
