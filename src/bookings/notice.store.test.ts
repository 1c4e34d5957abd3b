import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Business } from '../business/business.ts';
import { testDatabase } from '../platform/testing.ts';
import { cancel, move } from './booking.store.ts';
import { claimNotice, dueFollowUps, dueReminders, type Notice } from './notice.store.ts';
import { booked, now, proposal, salon } from './testing.store.ts';

const { db } = await testDatabase();

const of = (business: Business) => (notices: readonly Notice[]) =>
  notices.filter((notice) => notice.business === business.id);

/** What is due at a moment, and by that put into the outbox. */
async function sent(business: Business, at: Temporal.Instant, due = dueReminders): Promise<string[]> {
  const kinds: string[] = [];
  for (const notice of of(business)(await due(db, at, 1000)))
    if (await claimNotice(db, notice, at)) kinds.push(notice.kind);
  return kinds;
}

it('reminds once a day before and once two hours before, to the moment', async () => {
  const { business, contact } = await salon(db);
  const item = proposal(business, '15:00', 'x', 3);
  await booked(db, business, { contact, item });
  const before = (hours: number, milliseconds = 0) => item.slot.start.subtract({ hours }).add({ milliseconds });
  assert.deepEqual(await sent(business, before(24, -1)), []);
  assert.deepEqual(await sent(business, before(24)), ['reminder_24']);
  assert.deepEqual(await sent(business, before(24)), []);
  assert.deepEqual(await sent(business, before(2, -1)), []);
  assert.deepEqual(await sent(business, before(2)), ['reminder_2']);
  assert.deepEqual(await sent(business, before(0)), []);
});

it('reminds of a booking made three hours ahead two hours before only, and not at all of one made later', async () => {
  const { business, contact } = await salon(db);
  const item = proposal(business, '15:00', 'x', 3);
  const before = (hours: number) => item.slot.start.subtract({ hours });
  await booked(db, business, { contact, item, at: before(3) });
  const next = proposal(business, '15:30', 'x', 3);
  await booked(db, business, { contact, item: next, at: next.slot.start.subtract({ hours: 2 }) });
  assert.deepEqual(await sent(business, before(3)), []);
  assert.deepEqual(await sent(business, before(1)), ['reminder_2']);
});

it('sends one reminder, not all that were missed, after a standstill', async () => {
  const { business, contact } = await salon(db);
  const item = proposal(business, '15:00', 'x', 3);
  await booked(db, business, { contact, item });
  assert.deepEqual(await sent(business, item.slot.start.subtract({ hours: 1 })), ['reminder_2']);
  assert.deepEqual(await sent(business, item.slot.start.subtract({ minutes: 30 })), []);
});

it('reminds anew of a booking that moved, and not when it moved within the lead', async () => {
  const { business, contact } = await salon(db);
  const item = proposal(business, '15:00', 'x', 3);
  const { id } = await booked(db, business, { contact, item });
  const eve = item.slot.start.subtract({ hours: 24 });
  assert.deepEqual(await sent(business, eve), ['reminder_24']);
  const to = (time: string, days: number, at: Temporal.Instant) =>
    move(db, business, { contact, booking: id, slot: proposal(business, time, 'x', days).slot }, at);
  await to('15:00', 5, eve);
  assert.deepEqual(await sent(business, eve.add({ hours: 48 })), ['reminder_24']);
  await to('14:00', 5, eve.add({ hours: 49 }));
  assert.deepEqual(await sent(business, eve.add({ hours: 50 })), []);
  assert.deepEqual(await sent(business, eve.add({ hours: 69 })), ['reminder_2']);
});

it('claims no notice of a booking that moved or was cancelled after it was found due', async () => {
  const { business, contact } = await salon(db);
  const items = ['15:00', '16:00'].map((time) => proposal(business, time, 'x', 1));
  const at = now.add({ hours: 5 });
  const ids = [];
  for (const item of items) ids.push((await booked(db, business, { contact, item })).id);
  const due = of(business)(await dueReminders(db, at.add({ hours: 2 }), 1000));
  assert.equal(due.length, 2);
  const [first, second] = ids;
  assert(first && second);
  await cancel(db, business, { contact, booking: first }, at);
  await move(db, business, { contact, booking: second, slot: proposal(business, '17:00', 'x', 1).slot }, at);
  for (const notice of due) assert.equal(await claimNotice(db, notice, at), false);
});

it('lets one of many workers claim a notice', async () => {
  const { business, contact } = await salon(db);
  const item = proposal(business, '15:00', 'x', 2);
  await booked(db, business, { contact, item });
  const [notice] = of(business)(await dueReminders(db, item.slot.start.subtract({ hours: 3 }), 1000));
  assert(notice);
  const claims = await Promise.all(Array.from({ length: 20 }, () => claimNotice(db, notice, now)));
  assert.equal(claims.filter(Boolean).length, 1);
});

it('says nothing unasked to who opted out, nor where the business wants no notices', async () => {
  const [quiet, off] = [await salon(db), await salon(db)];
  for (const { business, contact } of [quiet, off])
    await booked(db, business, { contact, item: proposal(business, '15:00', 'x', 2) });
  await db.updateTable('contacts').set({ opted_out_at: now }).where('id', '=', quiet.contact).execute();
  await db
    .updateTable('businesses')
    .set({ reminder_hours: [], follow_up_minutes: null })
    .where('id', '=', off.business.id)
    .execute();
  const start = proposal(quiet.business, '15:00', 'x', 2).slot.start;
  for (const { business } of [quiet, off]) {
    assert.deepEqual(await sent(business, start.subtract({ hours: 2 })), []);
    assert.deepEqual(await sent(business, start.add({ hours: 3 }), dueFollowUps), []);
  }
});

it('follows up once, an hour after the visit, unless nobody came', async () => {
  const { business, contact } = await salon(db);
  const item = proposal(business, '15:00', 'x', 1);
  await booked(db, business, { contact, item });
  const missed = await booked(db, business, { contact, item: proposal(business, '15:30', 'x', 1) });
  await db.updateTable('bookings').set({ status: 'no_show' }).where('id', '=', missed.id).execute();
  const due = item.slot.end.add({ minutes: 60 });
  assert.deepEqual(await sent(business, due.subtract({ milliseconds: 1 }), dueFollowUps), []);
  assert.deepEqual(await sent(business, due.add({ minutes: 40 }), dueFollowUps), ['follow_up']);
  assert.deepEqual(await sent(business, due.add({ minutes: 50 }), dueFollowUps), []);
});

it('asks about no visit of long ago', async () => {
  const { business, contact } = await salon(db);
  const item = proposal(business, '15:00', 'x', 1);
  await booked(db, business, { contact, item });
  assert.deepEqual(await sent(business, item.slot.end.add({ hours: 26 }), dueFollowUps), []);
});
