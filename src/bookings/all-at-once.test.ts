import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import type { Business } from '../business/business.ts';
import type { ContactId } from '../contacts/contact.ts';
import { testDatabase } from '../platform/testing.ts';
import { book, cancel, confirmVisit, move, rate } from './booking.store.ts';
import type { BookingId, Proposal } from './booking.ts';
import { noteLate } from './late.store.ts';
import { claimNotice, dueReminders } from './notice.store.ts';
import { cancelForContact, markDone, markNoShow } from './person.store.ts';
import { newContact, now, proposal, salon } from './testing.store.ts';

const { db } = await testDatabase();

const clinic = {
  professionals: ['ana', 'bia', 'caio'].map((id) => ({ id, name: id })),
  resources: [{ id: 'sala', name: 'Sala', count: 2 }],
  services: [
    { id: 'massagem', name: 'Massagem', minutes: 60, price: 100, resources: ['sala'], bufferMinutes: 10 },
    { id: 'corte', name: 'Corte', minutes: 30, price: 45 },
  ],
};

type Step = {
  readonly kind: string;
  readonly who: number;
  readonly which: number;
  readonly items: readonly Proposal[];
};

/** What contacts and people do, in no order, all within one day of three professionals and two rooms. */
const steps = (business: Business) =>
  fc.array(
    fc.record({
      kind: fc.constantFrom(
        'book',
        'book',
        'move',
        'cancel',
        'confirm',
        'rate',
        'late',
        'noShow',
        'done',
        'person',
        'notice',
      ),
      who: fc.nat(9),
      which: fc.nat(100),
      items: fc.array(itemIn(business), { minLength: 1, maxLength: 3 }),
    }),
    { minLength: 200, maxLength: 200 },
  );

function itemIn(business: Business): fc.Arbitrary<Proposal> {
  return fc.record({ service: fc.nat(1), professional: fc.nat(2), quarter: fc.nat(30) }).map((chosen) => {
    const service = business.services[chosen.service] ?? assert.fail();
    const start = proposal(business, '09:00', 'x', 1).slot.start.add({ minutes: chosen.quarter * 15 });
    const professional = business.professionals[chosen.professional]?.id ?? assert.fail();
    const slot = { start, end: start.add({ minutes: service.minutes }), professional };
    return { service: service.id, slot, priceCents: service.priceCents, name: 'x' };
  });
}

it('keeps every invariant, its whole history and its temper, whatever is done at once', async () => {
  const { business } = await salon(db, {}, [], clinic);
  const contacts = await Promise.all(Array.from({ length: 10 }, () => newContact(db, business)));
  let booked = 0;
  await fc.assert(
    fc.asyncProperty(steps(business), async (all) => {
      const made: { id: BookingId; protocol: string; contact: ContactId }[] = [];
      const act = async (step: Step) => {
        const contact = contacts[step.who] ?? assert.fail();
        if (step.kind === 'book') {
          const outcome = await book(db, business, { contact, items: step.items }, now);
          if (outcome.kind === 'booked') made.push(...outcome.bookings.map((one) => ({ ...one, contact })));
          return;
        }
        const one = made[step.which % Math.max(made.length, 1)];
        if (one) await change(business, step, one);
      };
      const queue = all.values();
      // Every worker takes the next step as soon as it is free: ten at a time, as many as there are connections.
      const worker = async () => {
        for (const step of queue) await act(step);
      };
      await Promise.all(Array.from({ length: 10 }, worker));
      booked += made.length;
      await checkWorld(business);
    }),
    // What races is not the same twice: to shrink it would only take long.
    { numRuns: 10, endOnFailure: true },
  );
  assert(booked > 100, `only ${booked} bookings were made`);
});

async function change(
  business: Business,
  { kind, items: [item] }: Step,
  { id: booking, protocol, contact }: { id: BookingId; protocol: string; contact: ContactId },
): Promise<void> {
  const later = now.add({ hours: 48 });
  const meant = { contact, booking };
  if (kind === 'move' && item) await move(db, business, { ...meant, slot: item.slot, service: item.service }, now);
  if (kind === 'cancel') await cancel(db, business, meant, now);
  if (kind === 'confirm') await confirmVisit(db, business, meant, now);
  if (kind === 'rate') await rate(db, business, { ...meant, stars: 4 }, later);
  if (kind === 'late') await noteLate(db, business, { ...meant, minutes: 5 }, now);
  if (kind === 'noShow') await markNoShow(db, business.id, protocol, later);
  if (kind === 'done') await markDone(db, business.id, protocol, later);
  if (kind === 'person') await cancelForContact(db, business.id, protocol, now);
  if (kind === 'notice')
    for (const due of await dueReminders(db, now.add({ hours: 20 }), 5)) await claimNotice(db, due, now);
}

/** Each of these statements finds what must not be there. */
async function checkWorld({ id }: Business): Promise<void> {
  const wrong = {
    overlap: sql`select from bookings a join bookings b on a.professional_id = b.professional_id and a.id < b.id
      where a.status = 'booked' and b.status = 'booked'
        and tstzrange(a.starts_at, a.busy_until) && tstzrange(b.starts_at, b.busy_until)`,
    unit: sql`select from bookings k join services s on s.id = k.service_id where s.key = 'massagem'
      and (k.status = 'booked') <> exists (select from booking_units u where u.booking_id = k.id
        and u.starts_at = k.starts_at and u.busy_until = k.busy_until)`,
    strayUnit: sql`select from booking_units u join bookings k on k.id = u.booking_id join services s on s.id = k.service_id
      where s.key <> 'massagem' or k.status <> 'booked'`,
    lost: sql`select from (select booking_id, before, lag(after) over (partition by booking_id order by id) as previous
      from booking_changes) told where before is distinct from previous`,
    untold: sql`select from bookings k where bookings_told(k) <> (select after from booking_changes c
      where c.booking_id = k.id order by c.id desc limit 1)`,
    letterBox: sql`select from bookings where changed_by is not null or changed_at is not null`,
    system: sql`select from booking_changes where by = 'system'`,
  };
  for (const [name, query] of Object.entries(wrong)) assert.equal((await query.execute(db)).rows.length, 0, name);
  // The next round begins with an empty day.
  await sql`delete from bookings where business_id = ${id}`.execute(db);
}
