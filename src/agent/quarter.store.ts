import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { BusinessId } from '../business/business.ts';
import { putProfessional } from '../business/edit.store.ts';
import type { Db } from '../platform/db.ts';
import type { Exchange } from './quarter-talks.ts';
import type { Quarter, Stay } from './quarter.ts';

/** Rows written in one statement. */
const chunk = 1_000;

type Where = { readonly business: BusinessId; readonly phoneNumberId: string; readonly now: Temporal.Instant };

/** Writes invented days, in one transaction, and marks the business as a demo. Nobody in them is ever written to. */
export function putQuarter(db: Db, where: Where, quarter: Quarter): Promise<void> {
  return db.transaction().execute(async (tx) => {
    const began = sql`least(created_at, ${quarter.talks[0]?.at ?? where.now}::timestamptz - interval '1 hour')`;
    await sql`update businesses set demo_since = ${where.now}, created_at = ${began} where id = ${where.business}`.execute(
      tx,
    );
    const people = quarter.people.map((person) => ({ ...person, contact: randomUUID(), conversation: randomUUID() }));
    await putPeople(tx, where, { people, quarter });
    await putStays(tx, where.business, quarter.stays, people);
    await putTalks(tx, where, { people, quarter });
  });
}

/** Since when a business is a demo, and by which numbers it can be written to. */
export async function standingOf(
  db: Db,
  business: BusinessId,
): Promise<{ readonly since: Temporal.Instant | null; readonly numbers: readonly string[] }> {
  const { rows } = await sql<{ since: Temporal.Instant | null; numbers: string[] }>`
    select demo_since as since, array(select phone_number_id from numbers where business_id = ${business}) as numbers
    from businesses where id = ${business}`.execute(db);
  return rows[0] ?? { since: null, numbers: [] };
}

/** Somebody more, who does all that the business offers. */
export async function hire(db: Db, business: BusinessId, name: string): Promise<void> {
  const professional = await putProfessional(db, business, null, name);
  await sql`insert into professional_services (business_id, professional_id, service_id)
    select business_id, ${professional}::uuid, id from services where business_id = ${business}`.execute(db);
}

type People = readonly (Quarter['people'][number] & { readonly contact: string; readonly conversation: string })[];
type Filled = { readonly people: People; readonly quarter: Quarter };

/** Somebody is known from when they first wrote or were booked; who never did is nobody. */
async function putPeople(tx: Db, { business }: Where, { people, quarter }: Filled): Promise<void> {
  const first = new Map<number, string>();
  for (const { who, at } of [
    ...quarter.stays.map((stay) => ({ who: stay.person, at: stay.bookedAt.toString() })),
    ...quarter.talks.map((talk) => ({ who: talk.person, at: talk.at.toString() })),
  ]) {
    const known = first.get(who);
    if (known === undefined || at < known) first.set(who, at);
  }
  const rows = people.flatMap((person, index) => {
    const since = first.get(index);
    return since === undefined ? [] : [{ ...person, since }];
  });
  for (const part of chunks(rows))
    await sql`
      insert into contacts (business_id, id, wa_id, name, profile_name, created_at)
      select ${business}, contact, "waId", name, name, since
      from jsonb_to_recordset(${JSON.stringify(part)}::jsonb) as p (contact uuid, "waId" text, name text, since timestamptz)`.execute(
      tx,
    );
}

async function putStays(tx: Db, business: BusinessId, stays: readonly Stay[], people: People): Promise<void> {
  const letters = '2346789BCDFGHJKMPQRTVWXY';
  const protocolOf = (index: number) =>
    Array.from({ length: 6 }, (_, place) => letters[Math.floor(index / letters.length ** place) % letters.length])
      .toReversed()
      .join('');
  const rows = stays.map((stay, index) => ({
    ...stay,
    id: randomUUID(),
    protocol: protocolOf(1_000_003 + index * 7919),
    contact: people[stay.person]?.contact,
    name: people[stay.person]?.name,
    ratedAt: stay.end.add({ hours: 1 }),
  }));
  for (const part of chunks(rows)) {
    const given = sql`jsonb_to_recordset(${JSON.stringify(part)}::jsonb) as stay (id uuid, protocol text, contact uuid,
      professional uuid, service uuid, name text, start timestamptz, "end" timestamptz, "busyUntil" timestamptz,
      "priceCents" int, "bookedAt" timestamptz, "by" text, status text, "endedAt" timestamptz, stars int, "ratedAt" timestamptz)`;
    await sql`
      insert into bookings (business_id, id, protocol, contact_id, professional_id, service_id, name, starts_at, ends_at,
        busy_until, price_cents, booked_at, booked_by)
      select ${business}, id, protocol, contact, professional, service, name, start, "end", "busyUntil", "priceCents",
        "bookedAt", "by" from ${given} on conflict do nothing`.execute(tx);
    await sql`
      update bookings set status = stay.status, changed_at = stay."endedAt",
        changed_by = case when stay.status = 'cancelled' then 'contact' else 'person' end
      from ${given} where bookings.business_id = ${business} and bookings.id = stay.id and stay."endedAt" is not null`.execute(
      tx,
    );
    await sql`
      update bookings set stars = stay.stars, changed_at = stay."ratedAt", changed_by = 'contact'
      from ${given} where bookings.business_id = ${business} and bookings.id = stay.id and stay.stars is not null`.execute(
      tx,
    );
    // As if all that is said unasked had been said: nobody is there to read it.
    await sql`
      insert into notices (business_id, booking_id, kind, starts_at, at)
      select bookings.business_id, bookings.id, kind, starts_at, booked_at
      from bookings join ${given} on stay.id = bookings.id, businesses,
        lateral (select 'follow_up' as kind union all select 'reminder_' || hours from unnest(reminder_hours) hours) kinds
      where bookings.business_id = ${business} and businesses.id = ${business}`.execute(tx);
  }
}

async function putTalks(tx: Db, where: Where, { people, quarter }: Filled): Promise<void> {
  const fences = new Map<number, number>();
  const turns = quarter.talks
    .flatMap(({ person, exchanges }) => exchanges.map((exchange) => ({ ...exchange, person })))
    .filter(({ answeredAt }) => Temporal.Instant.compare(answeredAt, where.now) <= 0)
    .toSorted((a, b) => Temporal.Instant.compare(a.at, b.at))
    .map(({ person, ...turn }) => {
      const fence = (fences.get(person) ?? 0) + 1;
      fences.set(person, fence);
      return { ...turn, fence, conversation: people[person]?.conversation, ...saidOf(turn) };
    });
  const last = new Map(quarter.talks.map((talk) => [talk.person, talk]));
  const conversations = [...fences].map(([person, fence]) => ({
    contact: people[person]?.contact,
    conversation: people[person]?.conversation,
    fence,
    handoff: last.get(person)?.handoff ?? null,
  }));
  for (const part of chunks(conversations)) await putConversations(tx, where, part);
  for (const part of chunks(turns)) await putTurns(tx, where, part);
  await settle(tx, where);
}

function saidOf({ said, answer }: Exchange) {
  return { inbound: { kind: 'text', text: said }, outbound: { type: 'text', text: answer }, outbox: randomUUID() };
}

async function putConversations(
  tx: Db,
  { business, phoneNumberId, now }: Where,
  rows: readonly object[],
): Promise<void> {
  const given = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as k (conversation uuid, contact uuid, fence bigint,
    handoff text)`;
  await sql`insert into conversations (business_id, id, contact_id, phone_number_id, last_inbound_at, handoff_reason)
    select ${business}, conversation, contact, ${phoneNumberId}, ${now}, handoff from ${given}`.execute(tx);
  await sql`insert into turns (conversation_id, business_id, fence)
    select conversation, ${business}, fence from ${given}`.execute(tx);
}

/** Each what was said, what it was taken for, and the answer as it went out. */
async function putTurns(tx: Db, { business, phoneNumberId }: Where, rows: readonly object[]): Promise<void> {
  const given = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as turn (conversation uuid, fence bigint,
    at timestamptz, "answeredAt" timestamptz, inbound jsonb, outbound jsonb, outbox uuid, commands jsonb, acts jsonb,
    effects jsonb, "tookMs" real)`;
  await sql`
    insert into messages (business_id, conversation_id, direction, wamid, content, status, at, fence)
    select ${business}, conversation, direction, 'demo.' || direction || '.' || outbox, content, status, said, fence
    from ${given}, lateral (values ('in', inbound, 'received', at), ('out', outbound, 'read', "answeredAt"))
      as both_ways (direction, content, status, said)
    order by said`.execute(tx);
  await sql`
    insert into outbox (id, business_id, conversation_id, message_id, phone_number_id, content, state, created_at, sent_at, wamid)
    select outbox, ${business}, conversation, messages.id, ${phoneNumberId}, outbound, 'sent', "answeredAt", "answeredAt",
      messages.wamid
    from ${given} join messages on messages.wamid = 'demo.out.' || outbox and messages.business_id = ${business}`.execute(
    tx,
  );
  await sql`
    insert into traces (business_id, conversation_id, fence, brain, said, commands, acts, effects, took_ms, due_at, at)
    select ${business}, conversation, fence, 'offline', jsonb_build_array(inbound), commands, acts, effects, "tookMs",
      at + interval '800 milliseconds', "answeredAt"
    from ${given}`.execute(tx);
}

/** What is older than a day is read and settled; of the last day some wait for a person, and some are unread. */
async function settle(tx: Db, { business, now }: Where): Promise<void> {
  const waits = sql`handoff_reason is not null and last_message_at > ${now}::timestamptz - interval '30 hours'`;
  await sql`
    update conversations set last_inbound_at = last_message_at,
      read_id = case when last_message_at > ${now}::timestamptz - interval '5 hours' then read_id else last_in_id end,
      status = case when ${waits} then 'human' else 'active' end,
      handoff_reason = case when ${waits} then handoff_reason end,
      handed_over_at = case when ${waits} then last_message_at end
    where business_id = ${business} and id in (
      select conversation_id from messages where business_id = ${business} and wamid like 'demo.%')`.execute(tx);
}

function* chunks<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let from = 0; from < rows.length; from += chunk) yield rows.slice(from, from + chunk);
}
