import assert from 'node:assert/strict';
import { it } from 'node:test';
import { sql } from 'kysely';
import { bookingsCommand } from './bookings.ts';
import { book, rate } from './bookings/booking.store.ts';
import { booked, now, proposal, salon } from './bookings/testing.store.ts';
import { putNumber } from './business/business.store.ts';
import { Fault } from './platform/fault.ts';
import { testDatabase } from './platform/testing.ts';

const { db } = await testDatabase();

async function opened(number: string) {
  const made = await salon(db, {}, [], { policies: { cancelNoticeHours: 24 } });
  await putNumber(db, made.business.id, { phoneNumberId: number, displayPhoneNumber: number });
  const run = (verb: string, protocol?: string, at = now) =>
    bookingsCommand(db, { WHATSAPP_PHONE_NUMBER_ID: number }, { verb, protocol }, at);
  return { ...made, run };
}

const refuses = (task: Promise<unknown>, sentence: RegExp) =>
  assert.rejects(task, (error) => error instanceof Fault && sentence.test(String(error.context['sentence'])));

it('lists what there is from yesterday on, by the clock of the business', async () => {
  const { business, contact, run } = await opened('10001');
  assert.deepEqual(await run('list'), ['There is no booking from yesterday on.']);
  const early = { contact, at: now.subtract({ hours: 24 * 9 }) };
  await booked(db, business, { ...early, item: proposal(business, '09:00', 'Velha', -2) });
  const { protocol } = await booked(db, business, { ...early, item: proposal(business, '15:00', '', -1) });
  assert.deepEqual(await run('list'), [`2026-11-23 15:00  ${protocol}  booked     corte  Ana  Carla`]);
});

it('marks who did not come, and takes it back, but nothing that has not begun', async () => {
  const { business, contact, run } = await opened('10002');
  const item = proposal(business, '15:00', 'Bia', 1);
  const { id, protocol } = await booked(db, business, { contact, item });
  const before = item.slot.start.subtract({ nanoseconds: 1000 });
  await refuses(run('no-show', protocol, before), /begins at 2026-11-25 15:00 only/);
  await refuses(run('done', protocol, before), /only/);
  assert.deepEqual(await run('no-show', protocol.toLowerCase(), item.slot.start), [
    `${protocol} is marked: nobody came.`,
  ]);
  await refuses(run('no-show', protocol, item.slot.start), /\(2026-11-25 15:00\) is no-show already/);
  assert.equal((await rate(db, business, { contact, booking: id, stars: 1 }, item.slot.end)).kind, 'refused');
  assert.deepEqual(await run('done', protocol, item.slot.end), [`${protocol} is marked as done.`]);
  const { rows } = await sql<{ told: string }>`
    select kind || ' ' || by as told from booking_changes where booking_id = ${id} order by id`.execute(db);
  assert.deepEqual(
    rows.map(({ told }) => told),
    ['booked contact', 'no_show person', 'done person'],
  );
});

it('cancels whatever the policy says, for a person may make an exception, and frees the slot', async () => {
  const { business, contact, run } = await opened('10003');
  const item = proposal(business, '15:00', 'Bia');
  const { protocol } = await booked(db, business, { contact, item });
  assert.deepEqual(await run('cancel', protocol), [`${protocol} is cancelled; the contact has not been told.`]);
  await refuses(run('cancel', protocol), /is cancelled already/);
  assert.equal((await book(db, business, { contact, items: [item] }, now)).kind, 'booked');
});

it('says what is wrong with a command', async () => {
  const { run } = await opened('10004');
  const other = await opened('10005');
  const { protocol } = await booked(db, other.business, {
    contact: other.contact,
    item: proposal(other.business, '15:00', 'Bia'),
  });
  await refuses(run('delete', 'BBBBBB'), /bookings knows list, no-show, done, cancel and calendars, not delete/);
  await refuses(run('done'), /whats-agent bookings done PROTOCOL/);
  await refuses(run('done', '000000'), /No booking has the protocol 000000/);
  await refuses(run('cancel', protocol), /No booking has the protocol/);
  await refuses(bookingsCommand(db, { WHATSAPP_PHONE_NUMBER_ID: '999' }, { verb: 'list' }, now), /999 has no business/);
});

it('shows where each professional’s calendar is', async () => {
  const { run } = await opened('10006');
  assert.match((await run('calendars')).join('\n'), /^Ana {2}\/calendar\/[0-9a-f]{64}\.ics$/);
});
