import { book, cancel, confirmVisit, move, rate } from '../bookings/booking.store.ts';
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
  { business, now }: Pick<World, 'business' | 'now'>,
): Promise<Outcome> {
  switch (effect.kind) {
    case 'book':
      return { kind: 'book', outcome: await book(tx, business, { contact, items: effect.items }, now), link: null };
    case 'move':
      return { kind: 'move', outcome: await move(tx, business, { contact, ...effect }, now), link: null };
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
