import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../platform/db.ts';

/** So much is counted in one statement; who was away for a month catches up in pieces. */
const pieceDays = 1;

/** Counted again although it was counted: a reply is sent, a booking rated, after its hour's first count. */
const again = Temporal.Duration.from('PT1H');

/**
 * Counts what has happened since the last time, hour by hour, and returns up to when all is counted. Safe to race and
 * to repeat: an hour is always counted whole.
 */
export async function rollUp(db: Db, now: Temporal.Instant): Promise<Temporal.Instant> {
  let from = await progress(db);
  for (;;) {
    const until = from.add({ hours: 24 * pieceDays });
    await countHours(db, from.subtract(again), until);
    const done = Temporal.Instant.compare(until, now) < 0 ? until : now;
    await sql`insert into metric_progress (done_until) values (${done})
      on conflict (only_row) do update set done_until = greatest(metric_progress.done_until, excluded.done_until)`.execute(
      db,
    );
    if (done.equals(now)) return now;
    from = until;
  }
}

/** What happened from then on is counted anew at the next count. */
export async function recountFrom(db: Db, from: Temporal.Instant): Promise<void> {
  await sql`update metric_progress set done_until = least(done_until, ${from}::timestamptz)`.execute(db);
}

/** Up to when all is counted; before the first count, when the first business came. */
async function progress(db: Db): Promise<Temporal.Instant> {
  const { rows } = await sql<{ from: Temporal.Instant }>`
    select coalesce((select done_until from metric_progress), (select min(created_at) from businesses where not synthetic),
      now()) as from`.execute(db);
  return rows[0]?.from ?? Temporal.Instant.fromEpochMilliseconds(0);
}

/** Counts anew every hour that begins in the stretch. */
async function countHours(db: Db, from: Temporal.Instant, until: Temporal.Instant): Promise<void> {
  const since = sql`date_trunc('hour', ${from}::timestamptz)`;
  const within = (column: RawBuilder<unknown>) => sql`${column} >= ${since} and ${column} < ${until}::timestamptz`;
  await sql`
    insert into metric_hours (business_id, hour, started, received, sent, turns, answered, response_ms, unanswered, repeated,
      handoffs, bookings, by_contacts, revenue_cents, cancelled_cents, ratings, stars, leads, interested, interest)
    select business_id, hour, sum(started), sum(received), sum(sent), sum(turns), sum(answered), sum(response_ms),
      sum(unanswered), sum(repeated), sum(handoffs), sum(bookings), sum(by_contacts), sum(revenue_cents),
      sum(cancelled_cents), sum(ratings), sum(stars), sum(leads), sum(interested), sum(interest)
    from (
      ${messagesOf(within)} union all ${turnsOf(within)} union all ${answersOf(within)}
      union all ${bookingsOf(within)} union all ${leadsOf(within)}) as counted
    where business_id not in (select id from businesses where synthetic)
    group by business_id, hour
    on conflict (business_id, hour) do update set
      started = excluded.started, received = excluded.received, sent = excluded.sent, turns = excluded.turns,
      answered = excluded.answered, response_ms = excluded.response_ms, unanswered = excluded.unanswered,
      repeated = excluded.repeated, handoffs = excluded.handoffs, bookings = excluded.bookings,
      by_contacts = excluded.by_contacts, revenue_cents = excluded.revenue_cents,
      cancelled_cents = excluded.cancelled_cents, ratings = excluded.ratings, stars = excluded.stars,
      leads = excluded.leads, interested = excluded.interested, interest = excluded.interest`.execute(db);
}

type Within = (column: RawBuilder<unknown>) => RawBuilder<unknown>;

const columns = `started received sent turns answered response_ms unanswered repeated handoffs bookings by_contacts
  revenue_cents cancelled_cents ratings stars leads interested interest`.split(/\s+/);

/** The columns of the union, those that are not given as 0. */
function row(at: RawBuilder<unknown>, given: Readonly<Record<string, RawBuilder<unknown>>>): RawBuilder<unknown> {
  const values = columns.map((column) => sql`${given[column] ?? sql`0`} as ${sql.ref(column)}`);
  return sql`business_id, date_trunc('hour', ${at}) as hour, ${sql.join(values)}`;
}

/** A conversation is started by a message before which the contact had written nothing for 24 hours. */
function messagesOf(within: Within) {
  const at = sql.ref('written.at');
  return sql`
    select ${row(at, {
      started: sql`count(*) filter (where not continued)`,
      received: sql`count(*)`,
    })}
    from (
      select business_id, at, coalesce((
        -- Only the one before it is looked at: of a long conversation everything else is old.
        select earlier.at from messages as earlier
        where earlier.business_id = messages.business_id and earlier.conversation_id = messages.conversation_id
          and earlier.id < messages.id and earlier.direction = 'in'
        order by earlier.id desc limit 1) > messages.at - interval '24 hours', false) as continued
      from messages where direction = 'in' and ${within(sql.ref('messages.at'))}) as written
    group by 1, 2`;
}

/** What a contact is interested in by what the agent could do for them: 100 booked, 80 was asked for the yes, 60 was offered times, 30 was told something, 10 the rest. */
const interestOf = sql`case
  when effects @> '[{"kind":"book"}]' then 100 when acts @> '[{"act":"confirm"}]' then 80
  when acts @> '[{"act":"offer"}]' or acts @> '[{"act":"ask"}]' then 60 when acts @> '[{"act":"inform"}]' then 30 else 10 end`;

function turnsOf(within: Within) {
  return sql`
    select business_id, hour, 0, 0, 0, sum(turns), 0, 0, sum(unanswered), sum(repeated), sum(handoffs), 0, 0, 0, 0, 0, 0, 0,
      count(*), sum(interest)
    from (
      select business_id, date_trunc('hour', at) as hour, conversation_id, count(*) as turns,
        count(*) filter (where acts @> '[{"act":"lost"}]' or acts @> '[{"act":"missing"}]') as unanswered,
        count(*) filter (where acts @> '[{"act":"handoff"}]') as handoffs,
        count(*) filter (where said = before and before_at > at - interval '10 minutes') as repeated, max(${interestOf}) as interest
      from traces left join lateral (
        select earlier.said as before, earlier.at as before_at from traces as earlier
        where earlier.conversation_id = traces.conversation_id and earlier.fence < traces.fence
        order by earlier.fence desc limit 1) as last on true
      where ${within(sql.ref('traces.at'))}
      group by 1, 2, 3) as spoken
    group by 1, 2`;
}

/** A turn is answered when its first message was sent; its time runs from when it was due. */
function answersOf(within: Within) {
  const at = sql.ref('reply.at');
  return sql`
    select ${row(at, {
      sent: sql`sum(reply.count)`,
      answered: sql`count(*) filter (where reply.due_at is not null and reply.first is not null)`,
      response_ms: sql`coalesce(sum(greatest(0, extract(epoch from reply.first - reply.due_at) * 1000)) filter (where reply.due_at is not null), 0)`,
    })}
    from (
      select outbox.business_id, min(outbox.created_at) as at, min(outbox.sent_at) as first, traces.due_at,
        count(outbox.sent_at) as count
      from outbox join messages on messages.business_id = outbox.business_id and messages.id = outbox.message_id
      left join traces on traces.conversation_id = outbox.conversation_id and traces.fence = messages.fence
      where ${within(sql.ref('outbox.created_at'))}
      group by outbox.business_id, outbox.conversation_id, messages.fence, traces.due_at) as reply
    group by 1, 2`;
}

function bookingsOf(within: Within) {
  return sql`
    select ${row(sql.ref('booking_changes.at'), {
      bookings: sql`count(*) filter (where kind = 'booked')`,
      by_contacts: sql`count(*) filter (where kind = 'booked' and by = 'contact')`,
      revenue_cents: sql`coalesce(sum((after ->> 'priceCents')::bigint) filter (where kind = 'booked'), 0)`,
      cancelled_cents: sql`coalesce(sum((after ->> 'priceCents')::bigint) filter (where kind = 'cancelled'), 0)`,
      ratings: sql`count(*) filter (where kind = 'rated')`,
      stars: sql`coalesce(sum((after ->> 'stars')::int) filter (where kind = 'rated'), 0)`,
    })}
    from booking_changes where ${within(sql.ref('booking_changes.at'))}
    group by 1, 2`;
}

function leadsOf(within: Within) {
  return sql`
    select ${row(sql.ref('contacts.created_at'), { leads: sql`count(*)` })}
    from contacts where ${within(sql.ref('contacts.created_at'))}
    group by 1, 2`;
}
