import type { Agenda } from '../bookings/agenda.ts';
import {
  BookingId,
  type BookingOutcome,
  type MoveOutcome,
  type OwnBooking,
  type Proposal,
  type Slot,
} from '../bookings/booking.ts';
import { withBooking, withoutBooking } from '../bookings/calendar.ts';
import type { Business } from '../business/business.ts';
import { overlaps } from '../platform/time.ts';
import type { Effect, Outcome } from './world.ts';

/** What a database would hold for one contact of one business. */
export type Ledger = {
  readonly business: Business;
  agenda: Agenda;
  own: OwnBooking[];
  /** All that was ever booked by a yes, as it was then. */
  readonly bookings: Proposal[];
};

/** Nothing booked, nobody away. */
export const emptyAgenda: Agenda = { busy: new Map(), timeOff: new Map(), closed: [], units: [], perDay: new Map() };

/** What the database would say: the slot is free or it is not. */
export function outcomeOf(effect: Effect, memory: Ledger): Outcome {
  switch (effect.kind) {
    case 'book':
      return { kind: 'book', outcome: bookedAs(effect, memory), link: null };
    case 'move':
      return { kind: 'move', outcome: moved(effect, memory), link: null };
    case 'cancel':
      free(effect.booking, memory);
      change(effect.booking, memory, (own) => ({ ...own, status: 'cancelled' }));
      return { kind: 'cancel', outcome: { kind: 'cancelled', protocol: protocolOf(effect.booking, memory) } };
    case 'attend':
    case 'late':
    case 'rate':
    case 'wait':
    case 'privacy':
    case 'handoff':
    case 'name':
      return { kind: 'done' };
  }
}

const refused = { kind: 'refused', why: 'slot_taken' } as const;

function bookedAs({ items }: Effect<'book'>, memory: Ledger): BookingOutcome {
  const item = items.findIndex(({ slot }) => isTaken(slot, memory));
  if (item >= 0) return { ...refused, item };
  memory.bookings.push(...items);
  return { kind: 'booked', bookings: items.map((proposal) => keep(proposal, memory)) };
}

function moved({ booking, slot, service }: Effect<'move'>, memory: Ledger): MoveOutcome {
  free(booking, memory);
  if (isTaken(slot, memory)) return refused;
  change(booking, memory, (own) => ({ ...own, ...slot, service, moves: own.moves + 1 }));
  memory.agenda = withBooking(memory.business, memory.agenda, { service, slot });
  return { kind: 'moved', protocol: protocolOf(booking, memory) };
}

function protocolOf(booking: BookingId, { own }: Ledger): string {
  return own.find(({ id }) => id === booking)?.protocol ?? '';
}

function isTaken(slot: Slot, { agenda }: Ledger): boolean {
  return (agenda.busy.get(slot.professional) ?? []).some((other) => overlaps(slot, other));
}

export function keep({ service, slot, priceCents, name }: Proposal, memory: Ledger): OwnBooking {
  const count = memory.own.length + 1;
  const made: OwnBooking = {
    id: BookingId.parse(`00000004-0000-4000-8000-${String(count).padStart(12, '0')}`),
    protocol: `AB-${count}`,
    service,
    ...slot,
    priceCents,
    name,
    status: 'booked',
    moves: 0,
    confirmed: false,
  };
  memory.own.push(made);
  memory.agenda = withBooking(memory.business, memory.agenda, { service, slot });
  return made;
}

function change(id: BookingId, memory: Ledger, next: (own: OwnBooking) => OwnBooking): void {
  memory.own = memory.own.map((own) => (own.id === id ? next(own) : own));
}

/** The place that a booking had is nobody's. */
function free(id: BookingId, memory: Ledger): void {
  const own = memory.own.find((each) => each.id === id);
  if (own) memory.agenda = withoutBooking(memory.business, memory.agenda, own);
}
