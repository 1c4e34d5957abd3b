import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { BusinessId } from '../src/business/business.ts';
import type { Db } from '../src/platform/db.ts';

const zone = 'America/Sao_Paulo';

/** The hour that runs, where the business is. */
export const hourNow = (): Temporal.ZonedDateTime =>
  Temporal.Now.zonedDateTimeISO(zone).round({ smallestUnit: 'hour', roundingMode: 'floor' });

/** Nine in the morning, so many days ago. */
export const daysBack = (days: number): Temporal.ZonedDateTime =>
  hourNow().toPlainDate().subtract({ days }).toZonedDateTime({ timeZone: zone, plainTime: '09:00' });

/** A business beside the one that is looked at. */
export async function otherBusiness(db: Db): Promise<string> {
  const { id } = await db
    .insertInto('businesses')
    .values({ name: 'Outro salão', time_zone: zone })
    .returning('id')
    .executeTakeFirstOrThrow();
  await db
    .insertInto('numbers')
    .values({ phone_number_id: randomUUID(), business_id: id, display_phone_number: '' })
    .execute();
  return id;
}

type Hour = { readonly started: number; readonly bookings: number; readonly by_contacts?: number };

/** What the monitor counted in this hour. */
export async function counted(db: Db, business: string, at: Temporal.ZonedDateTime, hour: Hour): Promise<void> {
  await db
    .insertInto('metric_hours')
    .values({ business_id: business, hour: at.toInstant(), ...hour, revenue_cents: hour.bookings * 8_000 })
    .execute();
}

/** Three messages that Meta delivered, two of them billed, one that it did not, and two calls of a model. */
export async function chargesOf(db: Db, business: string, at: Temporal.ZonedDateTime): Promise<void> {
  await sql`insert into charges (message, business_id, phone_number_id, market, category, type, is_delivered, at)
    select sha256(gen_random_uuid()::text::bytea), ${business}, '1', 'BR', category, type, is_delivered, ${at.toInstant()}
    from (values ('utility', 'regular', true), ('utility', 'regular', true), ('service', 'free_customer_service', true),
      ('marketing', 'regular', false)) as sent (category, type, is_delivered)`.execute(db);
  await sql`insert into llm_calls (business_id, fence, purpose, provider, model, prompt_hash, input_tokens, output_tokens,
      cost_micros, took_ms, outcome, at)
    select ${business}, n, 'answer', 'p', 'modelo', '', 1, 1, 2100, 1, 'used', ${at.toInstant()}
    from generate_series(1, 2) n`.execute(db);
}

/** Somebody asked these just now, and the agent had no answer to any. */
export async function askedUnanswered(db: Db, business: BusinessId, questions: readonly string[]): Promise<void> {
  const { id } = await db
    .insertInto('contacts')
    .values({ business_id: business, user_id: randomUUID() })
    .returning('id')
    .executeTakeFirstOrThrow();
  await sql`
    with talk as (
      insert into conversations (business_id, contact_id, phone_number_id, last_inbound_at)
      select ${business}, ${id}, phone_number_id, now() from numbers where business_id = ${business} returning business_id, id)
    insert into traces (business_id, conversation_id, fence, brain, said, commands, acts, effects, took_ms, due_at, at)
    select business_id, id, place, 'offline', jsonb_build_array(jsonb_build_object('kind', 'text', 'text', question)), '[]',
      '[{"act": "missing"}]', '[]', 5, now(), now()
    from talk, unnest(${questions}::text[]) with ordinality as asked (question, place)`.execute(db);
}

/** A visit that began with this hour, as its contact booked it; what became of it, and what they wrote with four stars. */
export async function visited(
  db: Db,
  business: BusinessId,
  { status, comment }: { readonly status: 'done' | 'no_show'; readonly comment: string | null },
): Promise<void> {
  await sql`
    with somebody as (
      insert into contacts (business_id, user_id) values (${business}, ${randomUUID()}) returning business_id, id),
    talk as (
      insert into conversations (business_id, contact_id, phone_number_id, last_inbound_at)
      select business_id, somebody.id, phone_number_id, now() from somebody join numbers using (business_id)
      returning business_id, id),
    rated as (
      insert into traces (business_id, conversation_id, fence, brain, said, commands, acts, effects, took_ms, due_at, at)
      select business_id, id, 1, 'offline', jsonb_build_array(jsonb_build_object('kind', 'text', 'text', ${comment}::text)), '[]',
        '[]', '[{"kind": "rate", "stars": 4}]', 5, now(), now() from talk where ${comment}::text is not null)
    insert into bookings (business_id, protocol, contact_id, professional_id, service_id, name, starts_at, ends_at,
      busy_until, price_cents, booked_at, booked_by, status)
    select somebody.business_id, ${randomUUID().slice(0, 6)}, somebody.id, p.id, s.id, 'Ana', at, at + interval '1 hour',
      at + interval '1 hour', 8000, at - interval '1 hour', 'contact', ${status}
    from somebody join professionals p using (business_id) join services s using (business_id),
      date_trunc('hour', now()) as at
    where s.key = 'corte' limit 1`.execute(db);
  if (comment !== null)
    await sql`update bookings set stars = 4, changed_by = 'contact' where business_id = ${business} and stars is null
      and status = 'done'`.execute(db);
}
