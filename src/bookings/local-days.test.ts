import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Business } from '../business/business.ts';
import { testDatabase } from '../platform/testing.ts';
import { agendaOf } from './agenda.store.ts';
import { book } from './booking.store.ts';
import { isOpenOn, slotsOf, whyNot } from './slots.ts';
import { now, proposal, salon } from './testing.store.ts';

const { db } = await testDatabase();
const always = { 'mon-sun': '00:00-24:00' };

/** The starts of a local day that can be had, as the database has it now. */
async function startsOn(business: Business, date: string): Promise<string[]> {
  const agenda = await agendaOf(db, business.id, now, now.add({ hours: 24 * 90 }));
  const service = business.services[0]?.id ?? assert.fail();
  const day = Temporal.PlainDate.from(date);
  const slots = slotsOf(business, agenda, { service, professional: null, days: { from: day, to: day } }, now);
  return slots.map(({ start }) => start.toZonedDateTimeISO(business.timeZone).toPlainTime().toString().slice(0, 5));
}

async function why(business: Business, local: string): Promise<string | null> {
  const agenda = await agendaOf(db, business.id, now, now.add({ hours: 24 * 90 }));
  const service = business.services[0]?.id ?? assert.fail();
  const start = Temporal.PlainDateTime.from(local).toZonedDateTime(business.timeZone).toInstant();
  return whyNot(business, agenda, { service, professional: null, start }, now);
}

for (const timeZone of ['America/Manaus', 'America/Noronha', 'America/Sao_Paulo'])
  it(`books 23:30 on its own local day in ${timeZone}, and counts it there`, async () => {
    const { business, contact } = await salon(db, { perDayMax: 1 }, [], { timeZone, hours: always });
    const tryAt = (time: string, days: number) =>
      book(db, business, { contact, items: [proposal(business, time, 'x', days)] }, now);
    assert.equal((await tryAt('23:30', 1)).kind, 'booked');
    assert.deepEqual(await tryAt('00:00', 1), { kind: 'refused', why: 'day_full', item: 0 });
    assert.deepEqual(await startsOn(business, '2026-11-25'), []);
    assert.equal((await startsOn(business, '2026-11-26'))[0], '00:00');
    assert.equal((await tryAt('00:00', 2)).kind, 'booked', 'the next day begins at midnight');
    assert.deepEqual(await startsOn(business, '2026-11-26'), []);
  });

it('lasts across midnight and the year, and takes the time from both', async () => {
  const services = [{ id: 'festa', name: 'Festa', minutes: 60, price: 100 }];
  const { business, contact } = await salon(db, {}, [], { services, hours: always, holidays: 'open' });
  const outcome = await book(db, business, { contact, items: [proposal(business, '23:30', 'x', 37)] }, now);
  assert.equal(outcome.kind, 'booked');
  assert.deepEqual((await startsOn(business, '2026-12-31')).slice(-2), ['22:00', '22:30']);
  assert.equal((await startsOn(business, '2027-01-01'))[0], '00:30');
  assert.equal(await why(business, '2027-01-01T00:00'), 'slot_taken');
  assert.deepEqual(await book(db, business, { contact, items: [proposal(business, '00:00', 'x', 38)] }, now), {
    kind: 'refused',
    why: 'slot_taken',
    item: 0,
  });
});

it('books up to the midnight before a holiday and not past it', async () => {
  const services = [{ id: 'festa', name: 'Festa', minutes: 60, price: 100 }];
  const { business } = await salon(db, {}, [], { services, hours: always });
  assert.equal((await startsOn(business, '2026-12-24')).at(-1), '23:00');
  assert.deepEqual(await startsOn(business, '2026-12-25'), []);
  assert.equal(await why(business, '2026-12-24T23:30'), 'closed');
  assert.equal((await startsOn(business, '2026-12-26'))[0], '00:00');
});

it('leaves the lunch break alone where a day opens twice', async () => {
  const hours = { 'mon-fri': ['09:00-12:00', '14:00-18:00'] };
  const services = [{ id: 'tinta', name: 'Tinta', minutes: 90, price: 200 }];
  const { business } = await salon(db, {}, [], { hours, services });
  const starts = await startsOn(business, '2026-11-25');
  assert.deepEqual(starts, ['09:00', '09:30', '10:00', '10:30', '14:00', '14:30', '15:00', '15:30', '16:00', '16:30']);
  assert.equal(await why(business, '2026-11-25T11:00'), 'closed');
  assert.equal(await why(business, '2026-11-25T10:30'), null);
});

it('is closed on a holiday of its state and open in the next state', async () => {
  const hours = { 'mon-sun': '09:00-18:00' };
  const [bahia, minas] = await Promise.all(
    ['BA', 'MG'].map((state) => salon(db, { horizonDays: 300 }, [], { hours, state })),
  );
  assert(bahia && minas);
  const day = Temporal.PlainDate.from('2027-07-02');
  const told = async ({ business }: typeof bahia) => {
    const agenda = await agendaOf(db, business.id, now, now.add({ hours: 24 * 300 }));
    return [
      isOpenOn(business, agenda, day),
      await why(business, '2027-07-02T10:00'),
      (await startsOn(business, '2027-07-02')).length,
    ];
  };
  assert.deepEqual(await told(bahia), [false, 'closed', 0]);
  assert.deepEqual(await told(minas), [true, null, 18]);
});

it('says slot_taken of who is off every week, and closed when the whole business is', async () => {
  const professionals = ['ana', 'bia'].map((id) => ({ id, name: id }));
  const weeklyTimeOff = [
    { professional: 'ana', hours: { wed: '09:00-12:00' } },
    { hours: { wed: '15:00-16:00' }, from: '2026-11-01', to: '2026-11-30' },
  ];
  const { business } = await salon(db, {}, [], { professionals, weeklyTimeOff });
  const [ana, bia] = business.professionals.map(({ id }) => id);
  const agenda = await agendaOf(db, business.id, now, now.add({ hours: 24 * 90 }));
  const service = business.services[0]?.id ?? assert.fail();
  const whyFor = (professional: typeof ana, local: string) => {
    const start = Temporal.PlainDateTime.from(local).toZonedDateTime(business.timeZone).toInstant();
    return whyNot(business, agenda, { service, professional: professional ?? null, start }, now);
  };
  assert.equal(whyFor(ana, '2026-11-25T10:00'), 'slot_taken');
  assert.equal(whyFor(bia, '2026-11-25T10:00'), null);
  assert.equal(whyFor(ana, '2026-11-25T12:00'), null);
  assert.equal(whyFor(bia, '2026-11-25T15:00'), 'closed');
  assert.equal(whyFor(bia, '2026-12-02T15:00'), null);
});
