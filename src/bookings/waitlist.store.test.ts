import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Business } from '../business/business.ts';
import type { ContactId } from '../contacts/contact.ts';
import { testDatabase } from '../platform/testing.ts';
import type { Slot } from './booking.ts';
import { booked, newContact, now, proposal, salon, tuesday } from './testing.store.ts';
import { joinWaitlist, leaveWaitlist, offerSlot, waitingFor } from './waitlist.store.ts';

const { db } = await testDatabase();

const team = {
  professionals: [
    { id: 'ana', name: 'Ana' },
    { id: 'joao', name: 'João' },
  ],
  services: [
    { id: 'corte', name: 'Corte', minutes: 30, price: 45 },
    { id: 'tinta', name: 'Tinta', minutes: 90, price: 200, professionals: ['joao'] },
  ],
};

type Wanted = {
  professional?: number;
  service?: number;
  days?: [number, number];
  times?: [string | null, string | null];
};

async function joins(business: Business, contact: ContactId, wanted: Wanted = {}, minutes = 0): Promise<void> {
  const { professional, service = 0, days: [first, last] = [0, 7], times: [fromTime, toTime] = [null, null] } = wanted;
  const timeOf = (time: string | null) => (time === null ? null : Temporal.PlainTime.from(time));
  await joinWaitlist(
    db,
    business.id,
    {
      contact,
      service: business.services[service]?.id ?? assert.fail(),
      professional: professional === undefined ? null : (business.professionals[professional]?.id ?? assert.fail()),
      from: tuesday.add({ days: first }),
      to: tuesday.add({ days: last }),
      fromTime: timeOf(fromTime),
      toTime: timeOf(toTime),
    },
    now.add({ minutes }),
  );
}

const waiters = async (business: Business, slot: Slot) =>
  (await waitingFor(db, business, slot)).map(({ contact }) => contact);

it('has a wish that is said twice once, and in the place it came first', async () => {
  const { business, contact } = await salon(db);
  const other = await newContact(db, business);
  await joins(business, contact, {}, 0);
  await joins(business, other, {}, 1);
  await joins(business, contact, {}, 2);
  const { slot } = proposal(business, '15:00');
  assert.deepEqual(await waiters(business, slot), [contact, other]);
  await leaveWaitlist(db, business.id, contact);
  assert.deepEqual(await waiters(business, slot), [other]);
});

it('knows who would come: by service, professional, day and time', async () => {
  const { business, contact } = await salon(db, {}, [], team);
  const slot = proposal(business, '15:00', 'x', 1).slot;
  const waitsWith = async (wanted: Wanted) => {
    await leaveWaitlist(db, business.id, contact);
    await joins(business, contact, wanted);
    return (await waiters(business, slot)).length === 1;
  };
  const yes: Wanted[] = [
    {},
    { professional: 0 },
    { days: [1, 1] },
    { times: ['15:00', '15:01'] },
    { times: [null, '00:00'] },
  ];
  const no: Wanted[] = [
    { professional: 1 },
    { service: 1 },
    { days: [0, 0] },
    { days: [2, 7] },
    { times: ['12:00', '15:00'] },
    { times: ['15:01', null] },
  ];
  for (const wanted of yes) assert.equal(await waitsWith(wanted), true, JSON.stringify(wanted));
  for (const wanted of no) assert.equal(await waitsWith(wanted), false, JSON.stringify(wanted));
});

it('offers as much of a longer slot as the service takes, and nothing that is too short', async () => {
  const { business, contact } = await salon(db, {}, [], team);
  const joao = business.professionals[1]?.id ?? assert.fail();
  await joins(business, contact, { service: 1 });
  const { start } = proposal(business, '14:00', 'x', 1).slot;
  const free = (minutes: number) => ({ start, end: start.add({ minutes }), professional: joao });
  assert.deepEqual(await waitingFor(db, business, free(60)), []);
  const [waiting] = await waitingFor(db, business, free(120));
  assert.equal(waiting?.slot.end.toString(), start.add({ minutes: 90 }).toString());
});

it('looks at the business clock in Noronha, also where the day there has ended elsewhere', async () => {
  const { business, contact } = await salon(db, {}, [], {
    timeZone: 'America/Noronha',
    hours: { 'mon-sun': '00:00-24:00' },
  });
  await joins(business, contact, { days: [0, 0], times: ['23:00', null] });
  assert.deepEqual(await waiters(business, proposal(business, '23:30').slot), [contact]);
  assert.deepEqual(await waiters(business, proposal(business, '00:00', 'x', 1).slot), []);
});

it('forgets who has booked meanwhile what they waited for, and who opted out', async () => {
  const { business, contact } = await salon(db);
  const [outside, gone] = [await newContact(db, business), await newContact(db, business)];
  for (const who of [contact, outside, gone]) await joins(business, who, { days: [0, 3] });
  await booked(db, business, { contact, item: proposal(business, '09:00', 'x', 2) });
  await booked(db, business, { contact: outside, item: proposal(business, '09:00', 'x', 5) });
  await db.updateTable('contacts').set({ opted_out_at: now }).where('id', '=', gone).execute();
  assert.deepEqual(await waiters(business, proposal(business, '15:00').slot), [outside]);
});

it('offers a slot to one at a time, for half an hour, and never twice to the same', async () => {
  const { business, contact } = await salon(db);
  const other = await newContact(db, business);
  await joins(business, contact);
  await joins(business, other, {}, 1);
  const slot = proposal(business, '15:00').slot;
  const offerTo = async (who: ContactId, minutes: number) => {
    const waiting = (await waitingFor(db, business, slot)).find((one) => one.contact === who);
    return waiting ? offerSlot(db, business.id, waiting, now.add({ minutes })) : null;
  };
  assert.equal(await offerTo(contact, 0), true);
  assert.equal(await offerTo(other, 29), false);
  assert.equal(await offerTo(other, 30), true);
  assert.equal(await offerTo(contact, 90), null);
});

it('lets one of fifty offers of a slot in that are made at once', async () => {
  const { business } = await salon(db);
  for (let index = 0; index < 50; index++) await joins(business, await newContact(db, business), {}, index);
  const waiting = await waitingFor(db, business, proposal(business, '15:00').slot);
  assert.equal(waiting.length, 50);
  const offered = await Promise.all(waiting.map((one) => offerSlot(db, business.id, one, now)));
  assert.equal(offered.filter(Boolean).length, 1);
});
