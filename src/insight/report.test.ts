import assert from 'node:assert/strict';
import { it } from 'node:test';
import { sql } from 'kysely';
import { noticeRound } from '../agent/notice.job.ts';
import { openDesk, roundOnce } from '../agent/testing.job.ts';
import { proposal, tuesday } from '../bookings/testing.store.ts';
import { testDatabase } from '../platform/testing.ts';
import { busyOf, presentMinutes } from './business-report.ts';
import { funnelQuery } from './funnel.store.ts';
import {
  commentsQuery,
  handoffsQuery,
  ratingsQuery,
  timeOffQuery,
  unansweredQuery,
  visitsQuery,
} from './report.store.ts';
import { businessReport } from './report-summary.store.ts';
import { rollUp } from './rollup.store.ts';
import { chargesQuery, modelsQuery } from './spending.store.ts';

const { db } = await testDatabase();
const zone = 'America/Sao_Paulo';
const at = (time: string, days = 0) =>
  tuesday.add({ days }).toZonedDateTime({ timeZone: zone, plainTime: time }).toInstant();
const days = { first: tuesday, last: tuesday.add({ days: 1 }) };

it('counts what people really said: who asked, was offered, booked, came, rated, and what stayed open', async () => {
  const policies = { policies: { cancelNoticeHours: 1, rescheduleNoticeHours: 1 } };
  const { business, meet, time, deps } = await openDesk(db, at('10:00'), policies);
  await db
    .updateTable('businesses')
    .set({ created_at: at('09:00') })
    .where('id', '=', business.id)
    .execute();
  const booker = await meet('Ana Luz');
  assert.match(await booker.say('quero marcar um corte amanhã às 15h'), /25\/11.*15:00/s);
  await booker.say('sim');
  const looker = await meet('Bia Mar');
  await looker.say('quero marcar um corte amanhã');
  // A booking that is moved is no new one, whatever times are offered for it.
  const mover = await meet('Caio Rei');
  await mover.books(proposal(business, '11:00', 'Caio Rei', 2));
  await mover.say('quero remarcar meu horário');
  await mover.say('quinta');
  await (await meet('Duda Sá')).say('vocês vendem vale-presente?');
  await (await meet('Edu Paz')).say('quero falar com uma pessoa');
  time.now = at('16:30', 1);
  await sql`update bookings set status = 'done' where contact_id = ${booker.contact}`.execute(db);
  await roundOnce(noticeRound(deps), db);
  await booker.say('5, adorei o corte da Ana');
  await rollUp(db, at('18:00', 1));
  const report = await businessReport(db, business.id, days, { prices: null, now: at('18:00', 1) });
  assert.deepEqual(report.funnel.now, { started: 6, wished: 2, offered: 2, booked: 1, came: 1, ahead: 0 });
  assert.deepEqual(report.funnel.before, { started: 0, wished: 0, offered: 0, booked: 0, came: 0, ahead: 0 });
  assert.deepEqual(report.services, [{ name: 'Corte', bookings: 1, cents: 4500, noShows: 0 }]);
  // Half an hour of two days of nine.
  assert.deepEqual(report.professionals, [
    { name: 'Ana', bookings: 1, cents: 4500, noShows: 0, occupancyPercent: 2.8 },
  ]);
  assert.deepEqual(report.ratings[0], { stars: 5, times: 1 });
  assert.deepEqual(
    report.comments.map(({ stars, text }) => [stars, text]),
    [[5, '5, adorei o corte da Ana']],
  );
  assert.deepEqual(report.handoffs, [{ reason: 'asked', times: 1 }]);
  assert.deepEqual(
    report.unanswered.map(({ text, times }) => [text, times]),
    [['vocês vendem vale-presente?', 1]],
  );
  assert.equal(report.figures.stars.now, 5);
  // Tuesday at ten.
  assert.equal(report.busy.counts[1]?.[2], 12);
});

it('takes time off and holidays from the time in which somebody is there', async () => {
  const { business } = await openDesk(db, at('10:00'), { hours: { 'mon-fri': '09:00-12:00' } });
  const [ana] = business.professionals;
  assert(ana);
  const off = [
    { professional: null, start: at('08:00'), end: at('10:00') },
    { professional: ana.id, start: at('09:30'), end: at('10:30') },
    { professional: null, start: at('13:00'), end: at('14:00') },
  ];
  const dates = [tuesday, tuesday.add({ days: 1 }), tuesday.add({ days: 4 })];
  assert.equal(presentMinutes(business, ana.id, dates, off), 90 + 180);
  assert.deepEqual(busyOf([[], [0, 0, 0, 0, 0, 2]]).hours.slice(0, 2), [5, 6]);
});

it('answers each of its questions by an index of its own', async () => {
  const { business, meet } = await openDesk(db, at('10:00'));
  await meet();
  await sql`insert into traces (business_id, conversation_id, fence, brain, said, commands, acts, effects, took_ms, due_at, at)
    select business_id, id, 100 + n, 'offline', '[]', case when n % 7 = 0 then '[{"kind":"start","flow":"book"}]'::jsonb else '[]' end,
      case n % 9 when 0 then '[{"act":"offer"}]' when 1 then '[{"act":"done"}]' when 2 then '[{"act":"lost"}]' else '[]' end::jsonb,
      case n % 11 when 0 then '[{"kind":"handoff","reason":"asked"}]' when 1 then '[{"kind":"rate","stars":5}]'
        when 2 then '[{"kind":"book"}]' else '[]' end::jsonb, 1, now(), now() - n * interval '1 minute'
    from conversations, generate_series(1, 20000) n where business_id = ${business.id}`.execute(db);
  await db.transaction().execute(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx);
    await sql`insert into bookings (business_id, protocol, contact_id, professional_id, service_id, name, starts_at, ends_at,
        busy_until, price_cents, booked_at, booked_by, status)
      select c.business_id, n::text, c.id, p.id, s.id, 'Ana', now() - n * interval '1 hour', now() - n * interval '1 hour' + interval '30 min',
        now() - n * interval '1 hour' + interval '45 min', 100, now() - n * interval '1 hour', 'contact', 'done'
      from generate_series(1, 8000) n, contacts c, professionals p, services s
      where c.business_id = ${business.id} and p.business_id = ${business.id} and s.business_id = ${business.id}
        and c.name is null`.execute(tx);
    await sql`insert into booking_changes (business_id, booking_id, at, by, kind, after)
      select business_id, id, now() - protocol::int * interval '1 minute', 'contact', case when price_cents = 100 and protocol like '%7' then 'rated' else 'booked' end,
        '{"stars": 5}' from bookings where business_id = ${business.id}`.execute(tx);
    await sql`insert into charges (message, business_id, phone_number_id, market, category, type, is_delivered, at)
      select sha256(n::text::bytea), ${business.id}, '1', 'BR', 'utility', 'regular', true, now() - n * interval '1 minute'
      from generate_series(1, 20000) n`.execute(tx);
    await sql`insert into llm_calls (business_id, fence, purpose, provider, model, prompt_hash, input_tokens, output_tokens, took_ms, outcome, at)
      select ${business.id}, n, 'answer', 'p', 'm', '', 1, 1, 1, 'used', now() - n * interval '1 minute'
      from generate_series(1, 20000) n`.execute(tx);
    await sql`insert into time_off (business_id, starts_at, ends_at)
      select ${business.id}, now() - n * interval '1 day', now() - n * interval '1 day' + interval '1 hour'
      from generate_series(1, 3000) n`.execute(tx);
  });
  for (const table of ['traces', 'bookings', 'booking_changes', 'charges', 'llm_calls', 'time_off', 'conversations'])
    await sql`vacuum analyze ${sql.table(table)}`.execute(db);
  const now = Temporal.Now.instant();
  const stretch = { business: business.id, timeZone: zone, start: now.subtract({ hours: 48 }), end: now };
  const queries = [
    [funnelQuery(stretch, now), /traces_wished[^]*traces_offered[^]*traces_booked/],
    [funnelQuery(stretch, now), /bookings_by_making/],
    [visitsQuery('services', stretch), /bookings_by_start/],
    [visitsQuery('professionals', stretch), /bookings_by_start/],
    [ratingsQuery(stretch), /booking_changes_rated/],
    [commentsQuery(stretch), /traces_rated/],
    [handoffsQuery(stretch), /traces_handed_over/],
    [unansweredQuery(stretch), /traces_unanswered/],
    [chargesQuery(stretch), /charges_in_time/],
    [modelsQuery(stretch), /llm_calls_(in_time|lately)/],
    [timeOffQuery(stretch), /time_off_by_time/],
  ] as const;
  for (const [query, index] of queries) {
    const { rows } = await sql<{ 'QUERY PLAN': string }>`explain ${query}`.execute(db);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    assert.match(plan, index);
    assert.doesNotMatch(plan, /Seq Scan on (traces|bookings|booking_changes|charges|llm_calls|time_off)/, plan);
  }
});
