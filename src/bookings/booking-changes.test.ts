import assert from 'node:assert/strict';
import { it } from 'node:test';
import { sql } from 'kysely';
import type { Business } from '../business/business.ts';
import { testDatabase } from '../platform/testing.ts';
import { book, cancel, confirmVisit, move, ownBookings, ownBookingsJson, rate } from './booking.store.ts';
import { OwnBookings, type BookingId } from './booking.ts';
import { noteLate } from './late.store.ts';
import { bookingsOf } from './record.store.ts';
import { booked, newContact, now, proposal, salon } from './testing.store.ts';

const { db } = await testDatabase();
const policies = { cancelNoticeHours: 24, rescheduleNoticeHours: 2, reschedulesMax: 2 };
const day = { hours: 24 };

it('books several services at once, or none of them', async () => {
  const { business, contact } = await salon(db);
  const [nine, ten, eleven] = ['09:00', '10:00', '11:00'].map((time) => proposal(business, time, 'x', 1));
  assert(nine && ten && eleven);
  await booked(db, business, { contact, item: ten });
  const half = await book(db, business, { contact, items: [nine, eleven, ten] }, now);
  assert.deepEqual(half, { kind: 'refused', why: 'slot_taken', item: 2 });
  assert.equal((await bookingsOf(db, business.id)).length, 1);
  const both = await book(db, business, { contact, items: [eleven, nine] }, now);
  assert(both.kind === 'booked');
  assert.equal(new Set(both.bookings.map(({ protocol }) => protocol)).size, 2);
});

it('gives two services of one visit one slot only once, and leaves the caller its transaction', async () => {
  const { business, contact } = await salon(db);
  const item = proposal(business, '09:00', 'x', 1);
  await db.transaction().execute(async (tx) => {
    const outcome = await book(tx, business, { contact, items: [item, item] }, now);
    assert.deepEqual(outcome, { kind: 'refused', why: 'slot_taken', item: 1 });
    await booked(tx, business, { contact, item });
  });
  assert.equal((await bookingsOf(db, business.id)).length, 1);
});

it('keeps fifty visits of two crossing slots each from overlapping, and from waiting for each other', async () => {
  const { business, contact } = await salon(db);
  const pairs = Array.from({ length: 50 }, (_, round) => {
    const items = ['09:00', '09:30'].map((time) => proposal(business, time, 'x', 1 + (round % 5)));
    return round % 2 === 0 ? items : items.toReversed();
  });
  const outcomes = await Promise.all(pairs.map((items) => book(db, business, { contact, items }, now)));
  assert.equal(outcomes.filter(({ kind }) => kind === 'booked').length, 5);
  assert.equal((await bookingsOf(db, business.id)).length, 10);
});

it('moves a booking in its own row, at the price agreed, and frees the old time', async () => {
  const { business, contact } = await salon(db, {}, [], { policies });
  const { id, protocol } = await booked(db, business, { contact, item: proposal(business, '09:00', 'Bia', 2) });
  await db.updateTable('services').set({ price_cents: 9900 }).where('business_id', '=', business.id).execute();
  const { slot } = proposal(business, '09:15', 'x', 2);
  assert.deepEqual(await move(db, business, { contact, booking: id, slot }, now), { kind: 'moved', protocol });
  const [own, ...more] = await ownBookings(db, business.id, contact, now);
  assert.deepEqual(more, []);
  assert(own && own.start.equals(slot.start) && own.end.equals(slot.end));
  assert.deepEqual([own.id, own.priceCents, own.moves, own.name], [id, 4500, 1, 'Bia']);
  await booked(db, business, { contact, item: proposal(business, '08:45', 'x', 2) });
});

it('costs no second move to say yes twice', async () => {
  const { business, contact } = await salon(db, {}, [], { policies });
  const { id } = await booked(db, business, { contact, item: proposal(business, '09:00', 'x', 2) });
  const { slot } = proposal(business, '10:00', 'x', 2);
  const twice = () => move(db, business, { contact, booking: id, slot }, now);
  assert.deepEqual(
    (await Promise.all([twice(), twice()])).map(({ kind }) => kind),
    ['moved', 'moved'],
  );
  assert.equal((await ownBookings(db, business.id, contact, now))[0]?.moves, 1);
});

it('takes the price of another service that the contact moves to', async () => {
  const services = [
    { id: 'corte', name: 'Corte', minutes: 30, price: 45 },
    { id: 'barba', name: 'Barba', minutes: 30, price: 35 },
  ];
  const { business, contact } = await salon(db, {}, [], { services });
  const { id } = await booked(db, business, { contact, item: proposal(business, '09:00', 'x', 2) });
  const service = business.services[1]?.id ?? assert.fail();
  const { slot } = proposal(business, '09:00', 'x', 2);
  assert.equal((await move(db, business, { contact, booking: id, slot, service }, now)).kind, 'moved');
  const [own] = await ownBookings(db, business.id, contact, now);
  assert.deepEqual([own?.service, own?.priceCents, own?.moves], [service, 3500, 1]);
});

it('refuses a move to where the database says no', async () => {
  const { business, contact } = await salon(db, { perDayMax: 1 }, [{ from: '2026-11-30' }]);
  const { id } = await booked(db, business, { contact, item: proposal(business, '09:00', 'x', 2) });
  await booked(db, business, { contact, item: proposal(business, '09:00', 'x', 3) });
  const to = async (time: string, days: number) => {
    const { slot } = proposal(business, time, 'x', days);
    const outcome = await move(db, business, { contact, booking: id, slot }, now);
    return outcome.kind === 'refused' ? outcome.why : outcome.kind;
  };
  assert.equal(await to('11:00', 3), 'day_full');
  assert.equal(await to('11:00', 6), 'closed');
  assert.equal(await to('11:00', 2), 'moved', 'it does not fill its own day');
});

it('lets as many of fifty moves into one slot as fit: one', async () => {
  const { business } = await salon(db);
  const taken = await Promise.all(
    Array.from({ length: 50 }, async (_, index) => {
      const contact = await newContact(db, business);
      const time = `${9 + (index % 8)}`.padStart(2, '0');
      return {
        contact,
        ...(await booked(db, business, {
          contact,
          item: proposal(business, `${time}:00`, 'x', 2 + Math.floor(index / 8)),
        })),
      };
    }),
  );
  const { slot } = proposal(business, '17:30', 'x', 1);
  const outcomes = await Promise.all(
    taken.map(({ contact, id }) => move(db, business, { contact, booking: id, slot }, now)),
  );
  assert.equal(outcomes.filter(({ kind }) => kind === 'moved').length, 1);
  assert.equal(outcomes.filter((outcome) => outcome.kind === 'refused' && outcome.why === 'slot_taken').length, 49);
  assert.equal((await bookingsOf(db, business.id)).length, 50);
});

it('does one of a cancellation and a move that come at once, fifty times, and history tells which', async () => {
  const { business, contact } = await salon(db);
  for (let round = 0; round < 50; round++) {
    const { id } = await booked(db, business, { contact, item: proposal(business, '09:00', 'x', 1) });
    const { slot } = proposal(business, '10:00', 'x', 1);
    const [cancelled, moved] = await Promise.all([
      cancel(db, business, { contact, booking: id }, now),
      move(db, business, { contact, booking: id, slot }, now),
    ]);
    assert.equal(cancelled.kind, 'cancelled');
    const kinds = (await historyOf(business, id)).map(({ kind }) => kind);
    assert.deepEqual(kinds, moved.kind === 'moved' ? ['booked', 'moved', 'cancelled'] : ['booked', 'cancelled']);
  }
});

it('holds to the policies at the exact boundary, in SQL as in policy.ts', async () => {
  const { business, contact } = await salon(db, {}, [], { policies });
  const start = proposal(business, '09:00', 'x', 3).slot.start;
  const booking = async () => (await booked(db, business, { contact, item: proposal(business, '09:00', 'x', 3) })).id;
  const { slot } = proposal(business, '10:00', 'x', 3);
  const early = start.subtract(day);
  const id = await booking();
  const cancelAt = (at: Temporal.Instant) => cancel(db, business, { contact, booking: id }, at);
  assert.deepEqual(await cancelAt(early.add({ nanoseconds: 1000 })), { kind: 'refused', why: 'too_late' });
  assert.deepEqual(await cancelAt(start), { kind: 'refused', why: 'past' });
  assert.equal((await cancelAt(early)).kind, 'cancelled');
  assert.deepEqual(await cancelAt(early), { kind: 'refused', why: 'gone' });

  const next = await booking();
  const moveAt = (at: Temporal.Instant) => move(db, business, { contact, booking: next, slot }, at);
  const late = start.subtract({ hours: 2 });
  assert.deepEqual(await moveAt(late.add({ nanoseconds: 1000 })), { kind: 'refused', why: 'too_late' });
  assert.deepEqual(await moveAt(start.add({ seconds: 1 })), { kind: 'refused', why: 'past' });
  assert.equal((await moveAt(late)).kind, 'moved');
});

it('moves a booking as often as the business allows and no more', async () => {
  const { business, contact } = await salon(db, {}, [], { policies });
  const { id } = await booked(db, business, { contact, item: proposal(business, '09:00', 'x', 3) });
  const outcomes = [];
  for (const time of ['10:00', '11:00', '12:00'])
    outcomes.push(await move(db, business, { contact, booking: id, slot: proposal(business, time, 'x', 3).slot }, now));
  assert.deepEqual(
    outcomes.map((outcome) => (outcome.kind === 'refused' ? outcome.why : outcome.kind)),
    ['moved', 'moved', 'moved_too_often'],
  );
});

it('shows and gives a booking to nobody but its contact', async () => {
  const { business, contact } = await salon(db);
  const { id } = await booked(db, business, { contact, item: proposal(business, '09:00', 'x', 1) });
  const other = await newContact(db, business);
  const { slot } = proposal(business, '10:00', 'x', 1);
  const meant = { contact: other, booking: id };
  const gone = { kind: 'refused', why: 'gone' };
  assert.deepEqual(await cancel(db, business, meant, now), gone);
  assert.deepEqual(await move(db, business, { ...meant, slot }, now), gone);
  assert.deepEqual(await confirmVisit(db, business, meant, now), gone);
  assert.deepEqual(await rate(db, business, { ...meant, stars: 1 }, now.add({ hours: 99 })), gone);
  assert.deepEqual(await ownBookings(db, business.id, other, now), []);
  assert.deepEqual(
    (await historyOf(business, id)).map(({ kind }) => kind),
    ['booked'],
  );
});

it('remembers that the contact comes until the booking moves, and how it was once it is over', async () => {
  const { business, contact } = await salon(db);
  const { id } = await booked(db, business, { contact, item: proposal(business, '09:00', 'x', 1) });
  const meant = { contact, booking: id };
  const isConfirmed = async () => (await ownBookings(db, business.id, contact, now))[0]?.confirmed;
  assert.equal((await confirmVisit(db, business, meant, now)).kind, 'confirmed');
  assert.equal((await confirmVisit(db, business, meant, now)).kind, 'confirmed');
  assert.equal(await isConfirmed(), true);
  await move(db, business, { ...meant, slot: proposal(business, '10:00', 'x', 1).slot }, now);
  assert.equal(await isConfirmed(), false);
  const over = proposal(business, '10:30', 'x', 1).slot.start;
  assert.deepEqual(await confirmVisit(db, business, meant, over), { kind: 'refused', why: 'past' });
  const justBefore = over.subtract({ nanoseconds: 1000 });
  assert.deepEqual(await rate(db, business, { ...meant, stars: 5 }, justBefore), { kind: 'refused', why: 'too_soon' });
  assert.equal((await rate(db, business, { ...meant, stars: 4 }, over)).kind, 'rated');
  assert.equal((await rate(db, business, { ...meant, stars: 5 }, over)).kind, 'rated');
  const history = await historyOf(business, id);
  assert.deepEqual(
    history.map(({ kind }) => kind),
    ['booked', 'confirmed', 'moved', 'rated', 'rated'],
  );
  assert.deepEqual(new Set(history.map(({ by }) => by)), new Set(['contact']));
  assert.deepEqual(
    history.map(({ at }) => at.toString()),
    [now, now, now, over, over].map(String),
  );
  const start = { start: '2026-11-25T12:00:00+00:00' };
  assert.deepEqual({ ...history[2]?.before, ...start }, history[2]?.before, 'where it moved from');
});

it('forgets with a move that the contact would be late', async () => {
  const { business, contact } = await salon(db);
  const { id } = await booked(db, business, { contact, item: proposal(business, '09:00', 'x', 1) });
  await noteLate(db, business, { contact, booking: id, minutes: 10 }, now);
  const minutes = () => db.selectFrom('bookings').select('late_minutes').where('id', '=', id).executeTakeFirst();
  assert.deepEqual(await minutes(), { late_minutes: 10 });
  await move(db, business, { contact, booking: id, slot: proposal(business, '10:00', 'x', 1).slot }, now);
  assert.deepEqual(await minutes(), { late_minutes: null });
});

it('puts a change that says not who made it down to the system, never to who made the one before', async () => {
  const { business, contact } = await salon(db);
  const { id } = await booked(db, business, { contact, item: proposal(business, '09:00', 'x', 1) });
  await confirmVisit(db, business, { contact, booking: id }, now);
  await db.updateTable('bookings').set({ name: 'Bia' }).where('id', '=', id).execute();
  await db.updateTable('bookings').set({ status: 'no_show' }).where('id', '=', id).execute();
  const history = await historyOf(business, id);
  assert.deepEqual(
    history.map(({ kind, by }) => `${kind} ${by}`),
    ['booked contact', 'confirmed contact', 'no_show system'],
  );
});

it('brings a contact along their bookings ahead and of 30 days, in order, within another query', async () => {
  const { business, contact } = await salon(db);
  const past = { at: now.subtract({ hours: 24 * 40 }) };
  for (const days of [3, -29, 1, -31])
    await booked(db, business, { contact, item: proposal(business, '09:00', `${days}`, days), ...past });
  await booked(db, business, {
    contact: await newContact(db, business),
    item: proposal(business, '12:00', 'other', 1),
  });
  const json = ownBookingsJson({
    business: sql`contacts.business_id`,
    contact: sql`contacts.id`,
    now: sql`${now}::timestamptz`,
  });
  const { rows } = await sql<{ own: unknown }>`select ${json} as own from contacts where id = ${contact}`.execute(db);
  const own = OwnBookings.parse(rows[0]?.own);
  assert.deepEqual(
    own.map(({ name }) => name),
    ['-29', '1', '3'],
  );
  const alone = await ownBookings(db, business.id, contact, now);
  assert.deepEqual(
    alone.map(({ id, start }) => `${id} ${start.toString()}`),
    own.map(({ id, start }) => `${id} ${start.toString()}`),
  );
});

async function historyOf({ id: business }: Business, booking: BookingId) {
  const { rows } = await sql<{
    kind: string;
    by: string;
    at: Temporal.Instant;
    before: Record<string, unknown> | null;
  }>`
    select kind, by, at, before from booking_changes where business_id = ${business} and booking_id = ${booking} order by id`.execute(
    db,
  );
  return rows;
}
