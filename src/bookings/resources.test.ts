import assert from 'node:assert/strict';
import { it } from 'node:test';
import { sql } from 'kysely';
import type { Business } from '../business/business.ts';
import { testDatabase } from '../platform/testing.ts';
import { agendaOf } from './agenda.store.ts';
import { book, cancel, move, ownBookings } from './booking.store.ts';
import type { Proposal } from './booking.ts';
import { withoutBooking } from './calendar.ts';
import { slotsOf, whyNot } from './slots.ts';
import { booked, now, proposal, salon, tuesday } from './testing.store.ts';

const { db } = await testDatabase();
const tomorrow = tuesday.add({ days: 1 });

const clinic = {
  professionals: ['ana', 'bia', 'caio', 'duda'].map((id) => ({ id, name: id })),
  resources: [{ id: 'sala', name: 'Sala', count: 2 }],
  services: [
    { id: 'massagem', name: 'Massagem', minutes: 30, price: 100, resources: ['sala'] },
    { id: 'corte', name: 'Corte', minutes: 30, price: 45 },
  ],
};

/** A massage, or another service, with one of the four at a time of tomorrow. */
function at(business: Business, who: number, time: string, service = 0): Proposal {
  const item = proposal(business, time, 'x', 1);
  const professional = business.professionals[who]?.id ?? assert.fail();
  return { ...item, service: business.services[service]?.id ?? assert.fail(), slot: { ...item.slot, professional } };
}

const agenda = (business: Business) => agendaOf(db, business.id, now, now.add({ hours: 24 * 30 }));

it('gives the two rooms to two of four who want them at once, fifty times out of fifty', async () => {
  const { business, contact } = await salon(db, {}, [], clinic);
  for (let round = 0; round < 50; round++) {
    const start = Temporal.PlainTime.from('09:00')
      .add({ minutes: (round % 16) * 30 })
      .toString()
      .slice(0, 5);
    const outcomes = await Promise.all(
      [0, 1, 2, 3].map((who) => book(db, business, { contact, items: [at(business, who, start)] }, now)),
    );
    assert.deepEqual(outcomes.map((outcome) => (outcome.kind === 'refused' ? outcome.why : outcome.kind)).toSorted(), [
      'booked',
      'booked',
      'slot_taken',
      'slot_taken',
    ]);
    await db.updateTable('bookings').set({ status: 'cancelled' }).where('business_id', '=', business.id).execute();
  }
});

it('needs no room for a service that uses none', async () => {
  const { business, contact } = await salon(db, {}, [], clinic);
  for (const who of [0, 1]) await booked(db, business, { contact, item: at(business, who, '09:00') });
  await booked(db, business, { contact, item: at(business, 2, '09:00', 1) });
});

it('offers no slot while all rooms are in use, for the buffer too, and says so', async () => {
  const { business, contact } = await salon(db, { bufferMinutes: 15 }, [], clinic);
  for (const who of [0, 1]) await booked(db, business, { contact, item: at(business, who, '12:00') });
  const [massage, cut] = business.services.map(({ id }) => id);
  assert(massage && cut);
  const caio = business.professionals[2]?.id ?? assert.fail();
  const startsOf = async (service: typeof massage) =>
    slotsOf(
      business,
      await agenda(business),
      { service, professional: caio, days: { from: tomorrow, to: tomorrow } },
      now,
    )
      .map(({ start }) => start.toZonedDateTimeISO(business.timeZone).toPlainTime().toString().slice(0, 5))
      .filter((time) => time >= '11:00' && time < '14:00');
  assert.deepEqual(await startsOf(massage), ['11:00', '13:00', '13:30']);
  assert.deepEqual(await startsOf(cut), ['11:00', '11:30', '12:00', '12:30', '13:00', '13:30']);
  const { start } = at(business, 2, '12:00').slot;
  assert.equal(
    whyNot(business, await agenda(business), { service: massage, professional: caio, start }, now),
    'slot_taken',
  );
});

it('frees the room of a booking that is cancelled or moves, and takes one where it goes', async () => {
  const { business, contact } = await salon(db, {}, [], clinic);
  const [first] = [
    await booked(db, business, { contact, item: at(business, 0, '09:00') }),
    await booked(db, business, { contact, item: at(business, 1, '09:00') }),
  ];
  await booked(db, business, { contact, item: at(business, 0, '10:00') });
  const last = await booked(db, business, { contact, item: at(business, 1, '10:00') });
  const { slot } = at(business, 2, '10:00');
  const moving = () => move(db, business, { contact, booking: first.id, slot }, now);
  assert.deepEqual(await moving(), { kind: 'refused', why: 'slot_taken' });
  await cancel(db, business, { contact, booking: last.id }, now);
  assert.equal((await moving()).kind, 'moved');
  await booked(db, business, { contact, item: at(business, 3, '09:00') });
  assert.equal(await unitsTaken(business), 4);
});

it('moves a booking by less than its length although it uses the only room', async () => {
  const one = { ...clinic, resources: [{ id: 'sala', name: 'Sala' }] };
  const { business, contact } = await salon(db, { perDayMax: 1 }, [], one);
  const { id } = await booked(db, business, { contact, item: at(business, 0, '09:00') });
  const { service, slot } = at(business, 0, '09:15');
  const [own] = await ownBookings(db, business.id, contact, now);
  assert(own);
  const [whole, without] = [await agenda(business), withoutBooking(business, await agenda(business), own)];
  const wish = { service, professional: null, start: slot.start };
  assert.equal(whyNot(business, whole, wish, now), 'day_full');
  assert.equal(whyNot(business, without, wish, now), null);
  assert.equal((await move(db, business, { contact, booking: id, slot }, now)).kind, 'moved');
});

it('keeps the buffer of the service where it has one of its own', async () => {
  const services = [
    { id: 'tinta', name: 'Tinta', minutes: 30, price: 90, bufferMinutes: 60 },
    { id: 'corte', name: 'Corte', minutes: 30, price: 45, bufferMinutes: 0 },
  ];
  const { business, contact } = await salon(db, { bufferMinutes: 15 }, [], { services });
  const tryAt = async (time: string, service: number) =>
    (await book(db, business, { contact, items: [at(business, 0, time, service)] }, now)).kind;
  assert.equal(await tryAt('10:00', 0), 'booked');
  assert.equal(await tryAt('11:00', 1), 'refused');
  assert.equal(await tryAt('11:30', 1), 'booked');
  assert.equal(await tryAt('12:00', 1), 'booked');
  assert.equal(await tryAt('09:30', 1), 'booked');
  assert.equal(await tryAt('09:00', 0), 'refused');
});

it('refuses the writer who has not looked: a room is the database’s to give', async () => {
  const { business, contact } = await salon(db, {}, [], clinic);
  for (const who of [0, 1]) await booked(db, business, { contact, item: at(business, who, '09:00') });
  const { slot } = at(business, 2, '10:00');
  const third = await booked(db, business, { contact, item: at(business, 2, '10:00') });
  const earlier = {
    starts_at: slot.start.subtract({ minutes: 60 }),
    ends_at: slot.end.subtract({ minutes: 60 }),
    busy_until: slot.end.subtract({ minutes: 60 }),
  };
  await assert.rejects(
    db.updateTable('bookings').set(earlier).where('id', '=', third.id).execute(),
    /no unit of sala is free/,
  );
  await assert.rejects(
    sql`update booking_units set unit = 1 where business_id = ${business.id}`.execute(db),
    /booking_units_no_overlap/,
  );
});

async function unitsTaken({ id }: Business): Promise<number> {
  return (await db.selectFrom('booking_units').select('unit').where('business_id', '=', id).execute()).length;
}
