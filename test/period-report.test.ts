import assert from 'node:assert/strict';
import { after, it } from 'node:test';
import { SMTPServer } from 'smtp-server';
import { demoBusiness } from '../src/business/demo.ts';
import { putBusiness } from '../src/business/file.store.ts';
import { reportRound } from '../src/insight/report-mail.job.ts';
import { installationReport } from '../src/insight/period-summary.store.ts';
import { responsesOf } from '../src/insight/period-report.ts';
import { spanAt } from '../src/insight/span.ts';
import { severities } from '../src/insight/alert.ts';
import { testDatabase } from '../src/platform/testing.ts';
import { mailReport } from '../src/reports.ts';
import { demoConfig } from './stack.ts';

const { db, url } = await testDatabase();
const zone = 'America/Sao_Paulo';
const business = await putBusiness(db, demoBusiness);
const at = (text: string) => Temporal.Instant.from(`${text}-03:00`);
await db
  .updateTable('businesses')
  .set({ created_at: at('2026-09-01T00:00') })
  .execute();

const nobody = { prices: null, backups: [], drills: [], knee: null };
const october = spanAt('month', Temporal.PlainDate.from('2026-10-15'), zone);

it('counts a month to its last hour and no hour more, and says what is unknown', async () => {
  const hours = ['2026-09-30T23:00', '2026-10-01T00:00', '2026-10-31T23:00', '2026-11-01T00:00'];
  const rows = hours.map((hour) => ({
    business_id: business,
    hour: at(hour),
    started: 1,
    bookings: 1,
    revenue_cents: 500,
  }));
  await db.insertInto('metric_hours').values(rows).execute();
  const slice = { instance: crypto.randomUUID(), sli: 'webhook', slow: 0, sum_ms: 10, spread: '{"0": 1}' };
  const slices = [
    { ...slice, at: at('2026-10-31T23:59:50'), total: 1000, bad: 2 },
    { ...slice, at: at('2026-11-01T00:00:00'), total: 7, bad: 7 },
  ];
  await db.insertInto('service_slices').values(slices).execute();
  const report = await installationReport(db, october, nobody, at('2026-11-01T06:00'));
  assert.deepEqual([report.total.started, report.before.started, report.total.revenueCents], [2, 1, 1000]);
  assert.deepEqual([report.days.length, report.isPartial], [31, false]);
  const { service, capacity } = report.installation;
  assert.deepEqual([service?.total, service?.bad, service?.daily.length], [1000, 2, 1]);
  assert.equal(Math.round(service?.availability.leftPercent ?? 0), -100);
  assert.deepEqual([capacity.diskPercent, capacity.kneePerSecond], [null, null]);
  assert.equal(report.metrics.customer_satisfaction.current_period.average, null);
});

it('holds how people answered against five and thirty minutes', () => {
  const incident = { rule: 'x', firedAt: '', resolvedMinutes: 10 };
  const responses = responsesOf(
    [
      { ...incident, severity: 'critical', acknowledgedMinutes: 4 },
      { ...incident, severity: 'critical', acknowledgedMinutes: null },
      { ...incident, severity: 'low', acknowledgedMinutes: 90, resolvedMinutes: null },
    ],
    severities,
  );
  assert.deepEqual(responses, [
    { severity: 'critical', count: 2, acknowledged: 4, resolved: 10, inTime: 1 },
    { severity: 'low', count: 1, acknowledged: 90, resolved: null, inTime: null },
  ]);
});

it('mails the month with its paper once, though two processes go round and the server refuses at first', async () => {
  const mails: string[] = [];
  let refusals = 1;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _, done) {
      let text = '';
      stream.on('data', (piece: Buffer) => (text += piece.toString()));
      stream.on('end', () => {
        refusals -= 1;
        if (refusals >= 0) return done(new Error('not now'));
        mails.push(text);
        done();
      });
    },
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  after(() => new Promise<void>((closed) => server.close(closed)));
  const address = server.server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const config = await demoConfig(url, { SMTP_URL: `smtp://127.0.0.1:${port}`, REPORT_EMAIL: 'ops@salao.example' });
  const round = reportRound({
    db,
    clock: () => at('2026-11-01T06:30'),
    timeZone: zone,
    send: (span) => mailReport(db, config, span),
  });
  const [first] = await round.find();
  assert(first && `${first.kind} ${first.firstDay.toString()}` === 'month 2026-10-01');
  await assert.rejects(round.perform(first));
  await db
    .updateTable('report_mails')
    .set({ leased_until: Temporal.Instant.fromEpochMilliseconds(0) })
    .execute();
  await Promise.all([round.perform(first), round.perform(first)]);
  assert.deepEqual([mails.length, await round.find()], [1, []]);
  assert.match(mails[0] ?? '', /monthly_report_202610\.pdf/);
});
