import type { Agenda } from '../bookings/agenda.ts';
import { freshAgenda } from '../bookings/agenda.store.ts';
import { freedSlots, wishedBefore, type Freed } from '../bookings/freed.store.ts';
import { whyNot } from '../bookings/slots.ts';
import { offerSlot, waitingFor, type Waiting } from '../bookings/waitlist.store.ts';
import type { Business } from '../business/business.ts';
import { holdReach, sayUnasked } from '../conversations/unasked.store.ts';
import { isWindowOpen } from '../conversations/window.ts';
import type { Db } from '../platform/db.ts';
import type { Round } from '../platform/runner.ts';
import type { UnaskedDeps } from './notice.job.ts';
import { mayDisturb } from './quiet.ts';
import { maySpeak, offeringFreed, wordsOf } from './unasked.ts';

/** Offers what a cancelled or moved booking has left to who waits for it, to one at a time, first come first. */
export function waitlistRound(deps: UnaskedDeps): Round<Freed> {
  return {
    name: 'waitlist',
    find: async () => {
      const now = deps.clock();
      const freed = await freedSlots(deps.db, now);
      // It waits for the morning, whenever it begins: an offer is not worth waking somebody.
      return freed.filter(({ timeZone }) => mayDisturb(null, timeZone, now));
    },
    keyOf: ({ business, professional, start }) => [business, professional, start.toString()].join('/'),
    perform: (freed) => offer(freed, deps),
  };
}

/** Goes down the list to the first who can be told now. Who is writing to us at the moment keeps their turn. */
async function offer(freed: Freed, deps: UnaskedDeps): Promise<void> {
  const { db, log } = deps;
  const business = await deps.businessAt(freed.business, freed.revision);
  const agenda = await freshAgenda(db, business, deps.clock());
  for (const waiting of await queueFor(freed, business, deps)) {
    if (!isFree(waiting, business, agenda, deps.clock())) continue;
    const outcome = await db.transaction().execute((tx) => tell(tx, waiting, business, deps));
    if (outcome === 'unreachable') continue;
    if (outcome === 'told') {
      log.info({ business: business.id, waitlist: waiting.id }, 'waitlist.offered');
      deps.said();
    }
    return;
  }
}

async function queueFor(freed: Freed, business: Business, { db }: UnaskedDeps): Promise<Waiting[]> {
  const { professional, start, end } = freed;
  const waiting = (await waitingFor(db, business, { professional, start, end })).filter(
    ({ contact }) => contact !== freed.contact,
  );
  const ids = waiting.map(({ id }) => id);
  const before = await wishedBefore(db, business.id, ids, freed.at);
  return waiting.filter(({ id }) => before.has(id));
}

function isFree({ service, slot }: Waiting, business: Business, agenda: Agenda, now: Temporal.Instant): boolean {
  const { professional, start } = slot;
  return whyNot(business, agenda, { service, professional, start }, now) === null;
}

/** The mark that it is on offer and the message, in one transaction: nobody is told twice, and no offer is forgotten. */
async function tell(
  tx: Db,
  waiting: Waiting,
  business: Business,
  { clock, calm, templates }: UnaskedDeps,
): Promise<'told' | 'unreachable' | 'later'> {
  const now = clock();
  const reach = await holdReach(tx, { business: business.id, contact: waiting.contact });
  if (!reach || reach.isHuman) return 'unreachable';
  if (!maySpeak(reach, calm, now) || !(await offerSlot(tx, business.id, waiting, now))) return 'later';
  const item = { ...waiting.slot, service: waiting.service };
  const unasked = offeringFreed(reach.state, item, { business, now });
  const contents = wordsOf(unasked, business, { isOpen: isWindowOpen(reach.lastInboundAt, now), templates });
  await sayUnasked(tx, reach, { contents, state: unasked.state }, now);
  return 'told';
}
