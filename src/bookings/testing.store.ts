import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Business } from '../business/business.ts';
import { loadBusiness } from '../business/business.store.ts';
import { putBusiness } from '../business/file.store.ts';
import { parseBusinessFile } from '../business/file.ts';
import { ContactId } from '../contacts/contact.ts';
import type { Db } from '../platform/db.ts';
import { book } from './booking.store.ts';
import type { BookingId, Proposal } from './booking.ts';

/** For tests with a database: a Tuesday at 10:20 in São Paulo. */
export const now = Temporal.Instant.from('2026-11-24T13:20:00Z');
export const tuesday = Temporal.PlainDate.from('2026-11-24');

/** A salon that is open every day; Ana cuts hair for half an hour, and whatever else the file says. */
export async function salon(
  db: Db,
  rules: object = {},
  timeOff: object[] = [],
  more: object = {},
): Promise<{ business: Business; contact: ContactId }> {
  const file = parseBusinessFile({
    name: 'Salão de Teste',
    hours: { 'mon-sun': '09:00-18:00' },
    professionals: [{ id: 'ana', name: 'Ana' }],
    services: [{ id: 'corte', name: 'Corte', minutes: 30, price: 45 }],
    rules,
    timeOff,
    ...more,
  });
  const { business } = await loadBusiness(db, await putBusiness(db, file));
  return { business, contact: await newContact(db, business) };
}

export async function newContact(db: Db, { id }: Business): Promise<ContactId> {
  const row = await db
    .insertInto('contacts')
    .values({ business_id: id, user_id: randomUUID(), name: 'Carla' })
    .returning('id')
    .executeTakeFirstOrThrow();
  return ContactId.parse(row.id);
}

/** The first service with the first professional at a local time of that Tuesday, or of a day so many days later. */
export function proposal(business: Business, time: string, name = 'x', days = 0): Proposal {
  const [service] = business.services;
  const [professional] = service?.professionals ?? [];
  assert(service && professional);
  const start = tuesday.add({ days }).toZonedDateTime({ timeZone: business.timeZone, plainTime: time }).toInstant();
  const slot = { start, end: start.add({ minutes: service.minutes }), professional };
  return { service: service.id, slot, priceCents: service.priceCents, name };
}

/** Books what nothing stands in the way of. */
export async function booked(
  db: Db,
  business: Business,
  { contact, item, at = now }: { contact: ContactId; item: Proposal; at?: Temporal.Instant },
): Promise<{ id: BookingId; protocol: string }> {
  const outcome = await book(db, business, { contact, items: [item] }, at);
  assert(outcome.kind === 'booked' && outcome.bookings[0], JSON.stringify(outcome));
  return outcome.bookings[0];
}
