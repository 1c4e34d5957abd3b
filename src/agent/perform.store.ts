import { book, cancel, confirmVisit, move, rate } from '../bookings/booking.store.ts';
import type { BookingId } from '../bookings/booking.ts';
import { bookingFilePath } from '../bookings/calendar-feed.store.ts';
import { keepHabit } from '../bookings/habit.store.ts';
import { noteLate } from '../bookings/late.store.ts';
import { joinWaitlist } from '../bookings/waitlist.store.ts';
import type { ContactId } from '../contacts/contact.ts';
import { nameContact } from '../contacts/contact.store.ts';
import { requestPrivacy } from '../contacts/privacy.store.ts';
import type { Db } from '../platform/db.ts';
import type { Effect, Outcome, World } from './world.ts';

/** Does what was decided, in the transaction that closes the turn, and says how it went. */
export async function perform(
  tx: Db,
  effect: Effect,
  contact: ContactId,
  { business, now, publicUrl }: Pick<World, 'business' | 'now'> & { readonly publicUrl: string | null },
): Promise<Outcome> {
  switch (effect.kind) {
    case 'book':
      return booked(tx, effect, contact, { business, now, publicUrl });
    case 'move': {
      const outcome = await move(tx, business, { contact, ...effect }, now);
      const link = outcome.kind === 'moved' ? await linkOf(tx, { business, publicUrl }, effect.booking) : null;
      return { kind: 'move', outcome, link };
    }
    case 'cancel':
      return { kind: 'cancel', outcome: await cancel(tx, business, { contact, ...effect }, now) };
    case 'attend':
      await confirmVisit(tx, business, { contact, ...effect }, now);
      break;
    case 'rate':
      await rate(tx, business, { contact, ...effect }, now);
      break;
    case 'late':
      await noteLate(tx, business, { contact, ...effect }, now);
      break;
    case 'wait':
      await joinWaitlist(tx, business.id, { contact, ...effect.wish }, now);
      break;
    case 'privacy':
      await requestPrivacy(tx, business.id, { contact, kind: effect.request }, now);
      break;
    case 'name':
      await nameContact(tx, business.id, contact, effect.name);
      break;
    case 'handoff':
      // The conversation changes hands last of all: it takes the fence from whoever still thinks.
      break;
  }
  return { kind: 'done' };
}

type Where = Pick<World, 'business'> & { readonly publicUrl: string | null };

/** Of several bookings the first has the link: a calendar takes one at a time. */
async function booked(
  tx: Db,
  { items, asked }: Effect<'book'>,
  contact: ContactId,
  { now, ...where }: Where & Pick<World, 'now'>,
): Promise<Outcome> {
  const { business } = where;
  const outcome = await book(tx, business, { contact, items }, now);
  const [first] = outcome.kind === 'booked' ? outcome.bookings : [];
  if (first && business.models.remember) await keepHabit(tx, business.id, { contact, asked }, now);
  return { kind: 'book', outcome, link: first ? await linkOf(tx, where, first.id) : null };
}

/** Where the contact gets the booking for a calendar; `null`: nobody can reach us from outside. */
async function linkOf(tx: Db, { business, publicUrl }: Where, booking: BookingId): Promise<string | null> {
  const path = publicUrl === null ? null : await bookingFilePath(tx, business.id, booking);
  return path === null ? null : `${publicUrl?.replace(/\/$/, '') ?? ''}${path}`;
}
