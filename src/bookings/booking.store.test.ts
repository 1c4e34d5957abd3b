import assert from 'node:assert/strict';
import { it } from 'node:test';
import { sql } from 'kysely';
import type { Business } from '../business/business.ts';
import { testDatabase } from '../platform/testing.ts';
import { agendaOf } from './agenda.store.ts';
import { book } from './booking.store.ts';
import type { BookingOutcome } from './booking.ts';
import { forgetHabit, habitOf, keepHabit } from './habit.store.ts';
import { bookingsOf } from './record.store.ts';
import { slotsOf, whyNot } from './slots.ts';
import { newContact, now, proposal, salon, tuesday } from './testing.store.ts';

const { db } = await testDatabase();

it('books exactly what was proposed', async () => {
  const { business, contact } = await salon(db);
  const outcome = await book(db, business, { contact, items: [proposal(business, '14:00', 'Carla')] }, now);
  assert(outcome.kind === 'booked');
  assert.match(outcome.bookings[0]?.protocol ?? '', /^[2346789BCDFGHJKMPQRTVWXY]{6}$/);
  assert.deepEqual(await told(business), ['corte Ana 14:00-14:30 4500 booked Carla']);
});

it('gives a slot that two contacts want at once to one of them, fifty times out of fifty', async () => {
  const { business, contact } = await salon(db);
  const other = await newContact(db, business);
  const rounds = Array.from({ length: 50 }, (_, round) => proposal(business, '09:00', 'x', round));
  const outcomes: BookingOutcome[] = [];
  for (const wanted of rounds)
    outcomes.push(
      ...(await Promise.all([contact, other].map((who) => book(db, business, { contact: who, items: [wanted] }, now)))),
    );
  assert.equal(outcomes.filter(({ kind }) => kind === 'booked').length, 50);
  assert.deepEqual(
    refusals(outcomes),
    Array.from({ length: 50 }, () => 'slot_taken'),
  );
  assert.equal((await bookingsOf(db, business.id)).length, 50);
});

it('gives a slot that ten want at once to one', async () => {
  const { business } = await salon(db);
  const contacts = await Promise.all(Array.from({ length: 10 }, () => newContact(db, business)));
  const outcomes = await Promise.all(
    contacts.map((contact, index) =>
      // Not the same start, but every two of them overlap.
      book(db, business, { contact, items: [proposal(business, `15:${String(index).padStart(2, '0')}`)] }, now),
    ),
  );
  assert.equal(outcomes.filter(({ kind }) => kind === 'booked').length, 1);
  assert.equal(refusals(outcomes).length, 9);
});

it('keeps the buffer free on both sides of a booking', async () => {
  const { business, contact } = await salon(db, { bufferMinutes: 15 });
  const at = (time: string) => book(db, business, { contact, items: [proposal(business, time)] }, now);
  assert.equal((await at('10:00')).kind, 'booked');
  assert.deepEqual(
    refusals([await at('10:30'), await at('10:40'), await at('09:20'), await at('09:30')]),
    Array(4).fill('slot_taken'),
  );
  assert.equal((await at('10:45')).kind, 'booked');
  assert.equal((await at('09:15')).kind, 'booked');
});

it('books no professional in their time off and nobody while the business is closed', async () => {
  const { business, contact } = await salon(db, {}, [
    { professional: 'ana', from: '2026-11-24T14:00', to: '2026-11-24T15:00' },
    { from: '2026-11-24T16:00', to: '2026-11-24T17:00' },
  ]);
  const at = (time: string) => book(db, business, { contact, items: [proposal(business, time)] }, now);
  assert.deepEqual(refusals([await at('13:45'), await at('15:45')]), ['slot_taken', 'closed']);
  assert.equal((await at('15:00')).kind, 'booked');
});

it('lets in as many bookings a day as the business takes, however many come at once', async () => {
  const { business, contact } = await salon(db, { perDayMax: 3 });
  const times = ['09:00', '09:30', '10:00', '10:30', '11:00', '11:30', '12:00', '12:30'];
  const outcomes = await Promise.all(
    times.map((time) => book(db, business, { contact, items: [proposal(business, time)] }, now)),
  );
  assert.equal(outcomes.filter(({ kind }) => kind === 'booked').length, 3);
  assert.deepEqual(refusals(outcomes), Array(5).fill('day_full'));
  const tomorrow = proposal(business, '09:00', 'x', 1);
  assert.equal((await book(db, business, { contact, items: [tomorrow] }, now)).kind, 'booked');
});

it('books within a transaction of its caller, and is gone when that fails', async () => {
  const { business, contact } = await salon(db, { perDayMax: 3 });
  const broken = db.transaction().execute(async (tx) => {
    await book(tx, business, { contact, items: [proposal(business, '09:00')] }, now);
    throw new Error('the turn was lost');
  });
  await assert.rejects(broken, /the turn was lost/);
  assert.deepEqual(await told(business), []);
});

it('waits for a turn that may still fail, and books the slot if it does', async () => {
  const { business, contact } = await salon(db);
  for (const [index, fails] of [true, false].entries()) {
    const wanted = { contact, items: [proposal(business, '09:00', 'x', index)] };
    const [holding, held] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const first = db.transaction().execute(async (tx) => {
      await book(tx, business, wanted, now);
      held.resolve();
      await holding.promise;
      if (fails) throw new Error('the turn was lost');
    });
    await held.promise;
    const second = book(db, business, wanted, now);
    setTimeout(holding.resolve, 50);
    await first.catch(() => undefined);
    assert.equal((await second).kind, fails ? 'booked' : 'refused');
  }
});

it('takes another protocol when one is taken, instead of calling the slot taken', async () => {
  const { business, contact } = await salon(db);
  await sql`create function one_of_two() returns trigger language plpgsql as $$
    begin new.protocol := case when random() < 0.3 then 'BBBBBB' else new.protocol end; return new; end $$`.execute(db);
  await sql`create trigger one_of_two before insert on bookings for each row execute function one_of_two()`.execute(db);
  for (let day = 0; day < 20; day++) {
    const outcome = await book(db, business, { contact, items: [proposal(business, '09:00', 'x', day)] }, now);
    assert.equal(outcome.kind, 'booked');
  }
  await sql`drop trigger one_of_two on bookings`.execute(db);
});

it('books the slot of a booking that was cancelled', async () => {
  const { business, contact } = await salon(db);
  await book(db, business, { contact, items: [proposal(business, '09:00')] }, now);
  await db.updateTable('bookings').set({ status: 'cancelled' }).where('business_id', '=', business.id).execute();
  assert.equal((await book(db, business, { contact, items: [proposal(business, '09:00')] }, now)).kind, 'booked');
});

it('joins no two businesses: a contact, service or professional of another is refused by the database', async () => {
  const [one, other] = [await salon(db), await salon(db)];
  const own = proposal(one.business, '09:00');
  const foreign = proposal(other.business, '09:00');
  const wrong = [
    { contact: other.contact, items: [own] },
    { contact: one.contact, items: [{ ...own, service: foreign.service }] },
    { contact: one.contact, items: [{ ...own, slot: { ...own.slot, professional: foreign.slot.professional } }] },
  ];
  for (const agreed of wrong) await assert.rejects(book(db, one.business, agreed, now), /foreign key/);
  assert.deepEqual(await told(one.business), []);
  assert.deepEqual(await told(other.business), []);
});

it('shows in the agenda what was booked, and then offers it no more', async () => {
  const { business, contact } = await salon(db, { bufferMinutes: 15, perDayMax: 2 });
  const agenda = () => agendaOf(db, business.id, now, now.add({ hours: 24 * 30 }));
  const wish = { service: proposal(business, '14:00').service, professional: null };
  const days = { from: tuesday, to: tuesday };
  const free = async () =>
    slotsOf(business, await agenda(), { ...wish, days }, now).map(({ start }) => localTime(start));
  assert.deepEqual((await free()).slice(0, 2), ['10:30', '11:00']);
  assert((await free()).includes('14:00'));

  await book(db, business, { contact, items: [proposal(business, '14:00')] }, now);
  assert.deepEqual(
    (await free()).filter((time) => time > '13' && time < '15:30'),
    ['13:00', '15:00'],
  );
  const taken = { ...wish, start: proposal(business, '14:00').slot.start };
  assert.equal(whyNot(business, await agenda(), taken, now), 'slot_taken');

  // One of this morning, over by now, counts for the day all the same.
  await book(db, business, { contact, items: [proposal(business, '09:00')] }, now);
  assert.deepEqual(await free(), []);
  assert.deepEqual([...(await agenda()).perDay], [['2026-11-24', 2]]);
  assert.equal(
    whyNot(business, await agenda(), { ...taken, start: proposal(business, '16:00').slot.start }, now),
    'day_full',
  );
});

it('has in an agenda only its own business, time off by whose it is, and what reaches past the end', async () => {
  const { business, contact } = await salon(db, {}, [
    { professional: 'ana', from: '2026-11-25', reason: 'folga' },
    { from: '2026-12-24', to: '2026-12-25', reason: 'Natal' },
    { from: '2026-11-23' },
  ]);
  await salon(db, {}, [{ from: '2026-11-26' }]);
  await book(db, business, { contact, items: [proposal(business, '09:00', 'x', 2)] }, now);
  const agenda = await agendaOf(db, business.id, now, Temporal.Instant.from('2026-11-26T12:00:00Z'));
  assert.deepEqual(
    [...agenda.timeOff.values()].flat().map(({ start }) => start.toString()),
    ['2026-11-25T03:00:00Z'],
  );
  assert.deepEqual(agenda.closed, []);
  assert.deepEqual(
    [...agenda.busy.values()].flat().map(({ start }) => start.toString()),
    ['2026-11-26T12:00:00Z'],
  );
  assert.equal(agenda.perDay.size, 0, 'nothing is counted without a limit');
});

function refusals(outcomes: readonly BookingOutcome[]): string[] {
  return outcomes.flatMap((outcome) => (outcome.kind === 'refused' ? outcome.why : []));
}

async function told(business: Business): Promise<string[]> {
  const bookings = await bookingsOf(db, business.id);
  return bookings.map(
    ({ service, professional, start, end, priceCents, status, name }) =>
      `${service} ${professional} ${localTime(start)}-${localTime(end)} ${priceCents} ${status} ${name}`,
  );
}

function localTime(at: Temporal.Instant): string {
  return at.toZonedDateTimeISO('America/Sao_Paulo').toPlainTime().toString().slice(0, 5);
}

it('keeps what a contact usually wants: twice makes a habit, what was asked for by name goes before it', async () => {
  const { business, contact } = await salon(db, {}, [], { models: { remember: true } });
  const ana = business.professionals[0]?.id ?? null;
  const visit = async (day: number, asked: typeof ana, at = now.add({ minutes: day })) => {
    await book(db, business, { contact, items: [proposal(business, '14:00', 'x', day)] }, at);
    await keepHabit(db, business.id, { contact, asked }, at);
    return habitOf(db, business.id, contact);
  };
  assert.equal(await visit(1, null), null);
  assert.deepEqual(await visit(2, null), { service: 'Corte', professional: 'Ana', asked: false });
  assert.deepEqual(await visit(3, ana), { service: 'Corte', professional: 'Ana', asked: true });
  await forgetHabit(db, business.id, contact, now.add({ minutes: 4 }));
  assert.equal(await habitOf(db, business.id, contact), null);
  assert.equal(await visit(5, null), null);
  assert.deepEqual(await visit(6, null), { service: 'Corte', professional: 'Ana', asked: false });
  await sql`update businesses set models = models || '{"remember": false}' where id = ${business.id}`.execute(db);
  assert.equal(await habitOf(db, business.id, contact), null);
});
