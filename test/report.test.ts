import assert from 'node:assert/strict';
import { it } from 'node:test';
import { sql } from 'kysely';
import { OverviewView } from '../src/insight/overview.view.ts';
import { ReportView } from '../src/insight/report.view.ts';
import { openDashboard } from './dashboard.ts';
import { askedUnanswered, chargesOf, counted, daysBack, hourNow, otherBusiness } from './reported.ts';

const { as, db, business } = await openDashboard({ WHATSAPP_PRICES: 'docs/examples/whatsapp-prices.json' });
const owner = await as('owner');
const asked = (from: string, to: string) => owner.call('GET', `/reports/business?from=${from}&to=${to}`);

it('holds today against the same hours of last week, and nothing of another business', async () => {
  const stranger = await otherBusiness(db);
  for (const [whose, times] of [
    [business, 1],
    [stranger, 50],
  ] as const) {
    await counted(db, whose, hourNow(), { started: 8 * times, bookings: 5 * times, by_contacts: 4 * times });
    await counted(db, whose, hourNow().subtract({ weeks: 1 }), { started: 4 * times, bookings: 1 });
    await counted(db, whose, hourNow().subtract({ weeks: 1 }).add({ hours: 1 }), { started: 90, bookings: 90 });
    await chargesOf(db, whose, hourNow());
    await chargesOf(db, whose, hourNow().subtract({ weeks: 1 }).add({ hours: 1 }));
  }
  const { status, body } = await owner.call('GET', '/overview');
  assert.equal(status, 200);
  const { figures, spending, against } = OverviewView.parse(body);
  assert.deepEqual(figures.conversations, { now: 8, before: 4 });
  assert.deepEqual(figures.conversionPercent, { now: 50, before: 0 });
  assert.deepEqual(figures.answeredPercent, { now: null, before: null });
  assert.equal(figures.revenueCents.now, 40_000);
  // Two that Meta bills at 0.0068, and a reply that is free; two calls of a model.
  assert.deepEqual(spending, {
    currency: 'USD',
    messageCost: { now: 0.0136, before: 0 },
    modelDollars: { now: 0.0042, before: 0 },
  });
  assert.equal(
    Temporal.Instant.from(against.until).toZonedDateTimeISO('America/Sao_Paulo').hour,
    (hourNow().hour + 1) % 24,
  );
  const week = OverviewView.parse((await owner.call('GET', '/overview?days=7')).body);
  assert.deepEqual(week.figures.conversations, { now: 8, before: 4 });
  assert.equal((await owner.call('GET', '/overview?days=8')).status, 400);
});

it('adds up any days against as many before', async () => {
  await counted(db, business, daysBack(3), { started: 2, bookings: 1, by_contacts: 1 });
  await counted(db, business, daysBack(4), { started: 5, bookings: 2, by_contacts: 2 });
  const [from, to] = [daysBack(3), daysBack(2)].map((moment) => moment.toPlainDate().toString());
  const { status, body } = await asked(from ?? '', to ?? '');
  assert.equal(status, 200);
  const { days, before, figures, funnel } = ReportView.parse(body);
  assert.deepEqual(days, [from, to]);
  assert.deepEqual(
    Object.values(before),
    [daysBack(5), daysBack(4)].map((moment) => moment.toPlainDate().toString()),
  );
  assert.deepEqual(figures.conversations, { now: 2, before: 5, daily: [2, 0] });
  assert.deepEqual([funnel.now.started, funnel.before.started], [2, 5]);
});

it('lists what nobody could answer, the most frequent first, and of days to come what there is', async () => {
  await askedUnanswered(db, business, ['Vocês fazem henna?', 'vocês fazem henna?', 'tem estacionamento?']);
  const today = daysBack(0).toPlainDate();
  const ahead = today.add({ days: 20 }).toString();
  const { unanswered, days } = ReportView.parse((await asked(today.toString(), ahead)).body);
  assert.deepEqual(
    unanswered.map(({ text, times }) => [text.toLowerCase(), times]),
    [
      ['vocês fazem henna?', 2],
      ['tem estacionamento?', 1],
    ],
  );
  assert.deepEqual(days, [today.toString()]);
  assert.deepEqual(ReportView.parse((await asked(ahead, ahead)).body).days, [ahead]);
});

it('says what is wrong with the days asked for', async () => {
  assert.deepEqual((await asked('2026-11-02', '2026-11-01')).body.code, 'invalid_span');
  assert.deepEqual((await asked('2025-01-01', '2026-11-01')).body.code, 'span_too_long');
  for (const wrong of ['2026-02-30', '0000-01-01', 'x']) assert.equal((await asked(wrong, wrong)).status, 400, wrong);
});

it('writes down who looked at what contacts said, on the page and in a file', async () => {
  const day = daysBack(0).toPlainDate().toString();
  await owner.fetch('GET', `/api/v1/reports/business/file?from=${day}&to=${day}&format=csv`);
  const { rows } = await sql<{ action: string }>`
    select action from audit where user_id = ${owner.user} and action like 'GET %' order by action`.execute(db);
  assert.deepEqual(
    rows.map(({ action }) => action),
    ['GET /api/v1/overview', 'GET /api/v1/reports/business', 'GET /api/v1/reports/business/file'],
  );
});
