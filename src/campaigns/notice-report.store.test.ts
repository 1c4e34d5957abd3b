import assert from 'node:assert/strict';
import { it } from 'node:test';
import { noticeRound } from '../agent/notice.job.ts';
import { openDesk, roundOnce } from '../agent/testing.job.ts';
import { proposal } from '../bookings/testing.store.ts';
import { testDatabase } from '../platform/testing.ts';
import { noticesReport } from './notice-report.store.ts';
import { at } from './testing.job.ts';

const { db } = await testDatabase();

it('tells which reminders went out, and which visits were confirmed after them', async () => {
  const desk = await openDesk(db, at('10:00'));
  const [ana, bia] = [await desk.meet('Ana Lima'), await desk.meet('Bia Reis')];
  await ana.books(proposal(desk.business, '15:00', 'Ana Lima', 2));
  await bia.books(proposal(desk.business, '15:30', 'Bia Reis', 2));
  desk.time.now = at('15:30', 1);
  await roundOnce(noticeRound(desk.deps), db);
  await ana.say('1');
  const report = await noticesReport(db, desk.business.id, desk.time.now);
  assert.deepEqual(report, {
    reminderHours: [24, 2],
    followUpMinutes: 60,
    kinds: [{ kind: 'reminder_24', sent: 2, failed: 0, answered: 1 }],
  });
  desk.time.now = desk.time.now.add({ hours: 24 * 31 });
  assert.deepEqual((await noticesReport(db, desk.business.id, desk.time.now)).kinds, []);
});
