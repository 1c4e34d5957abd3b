import assert from 'node:assert/strict';
import { it } from 'node:test';
import { sql } from 'kysely';
import { ReportView } from '../src/insight/report.view.ts';
import { openDashboard } from './dashboard.ts';

const { db, as, business } = await openDashboard();
const zone = 'America/Sao_Paulo';
const today = Temporal.Now.zonedDateTimeISO(zone).toPlainDate();
/** Nine in the morning, so many days ago. */
const morning = (daysAgo: number) =>
  today.subtract({ days: daysAgo }).toZonedDateTime({ timeZone: zone, plainTime: '09:00' });

async function other(): Promise<string> {
  const { id } = await db
    .insertInto('businesses')
    .values({ name: 'Outro salão', time_zone: zone })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

type Hour = {
  readonly started: number;
  readonly received: number;
  readonly by_contacts: number;
  readonly bookings: number;
};
const count = (whose: string, daysAgo: number, hour: Hour) =>
  db
    .insertInto('metric_hours')
    .values({ business_id: whose, hour: morning(daysAgo).toInstant(), ...hour, revenue_cents: hour.bookings * 8_000 })
    .execute();

async function trace(fence: number, text: string, { acts, effects }: { acts: object[]; effects: object[] }) {
  await sql`insert into traces (business_id, conversation_id, fence, brain, said, commands, acts, effects, took_ms, due_at, at)
    select business_id, id, ${fence}, 'offline', ${JSON.stringify([{ kind: 'text', text }])}::jsonb, '[]',
      ${JSON.stringify(acts)}::jsonb, ${JSON.stringify(effects)}::jsonb, 5, now(), now()
    from conversations where business_id = ${business} limit 1`.execute(db);
}

it('adds up a business’s days against the days before, and nothing of another business', async () => {
  const stranger = await other();
  await count(business, 1, { started: 8, received: 30, by_contacts: 4, bookings: 5 });
  await count(business, 3, { started: 2, received: 10, by_contacts: 1, bookings: 1 });
  await count(business, 9, { started: 5, received: 20, by_contacts: 2, bookings: 2 });
  await count(stranger, 1, { started: 100, received: 100, by_contacts: 100, bookings: 100 });
  const owner = await as('owner');
  const { status, body } = await owner.call('GET', '/report?days=7');
  assert.equal(status, 200);
  const { days, figures, busy } = ReportView.parse(body);
  assert.deepEqual(days.at(-1), today.toString());
  assert.deepEqual(figures.conversations, { now: 10, before: 5, daily: [0, 0, 0, 2, 0, 8, 0] });
  assert.equal(figures.revenueCents.now, 48_000);
  assert.equal(figures.conversionPercent.now, 50);
  assert.equal(figures.conversionPercent.before, 40);
  assert.equal(figures.stars.now, null);
  assert.equal(busy[morning(1).dayOfWeek - 1]?.[9], 30);
});

it('lists what nobody could answer and why people took over, the most frequent first', async () => {
  const contact = await sql<{
    id: string;
  }>`insert into contacts (business_id, user_id) values (${business}, 'BR.1') returning id`.execute(db);
  await sql`insert into conversations (business_id, contact_id, phone_number_id, last_inbound_at)
    select ${business}, ${contact.rows[0]?.id}, phone_number_id, now() from numbers where business_id = ${business}`.execute(
    db,
  );
  const missing = { acts: [{ act: 'missing' }], effects: [] };
  await trace(1, 'Vocês fazem henna?', missing);
  await trace(2, 'vocês fazem henna?', missing);
  await trace(3, 'tem estacionamento?', missing);
  await trace(4, 'quero falar com gente', {
    acts: [{ act: 'handoff' }],
    effects: [{ kind: 'handoff', reason: 'asked' }],
  });
  const { body } = await (await as('viewer')).call('GET', '/report?days=1');
  const { unanswered, handoffs } = ReportView.parse(body);
  assert.deepEqual(
    unanswered.map(({ text, times }) => [text.toLowerCase(), times]),
    [
      ['vocês fazem henna?', 2],
      ['tem estacionamento?', 1],
    ],
  );
  assert.deepEqual(handoffs, [{ reason: 'asked', times: 1 }]);
});

it('says what is wrong with the days asked for', async () => {
  const { status, body } = await (await as('owner')).call('GET', '/report?days=0');
  assert.equal(status, 400);
  assert.match(JSON.stringify(body), /querystring\.days|days/);
});
