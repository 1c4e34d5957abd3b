import { overlaps, type Interval } from '../platform/time.ts';
import type { Service } from './business.ts';
import type { FileShape } from './file-shape.ts';
import { instantOf } from './hours.ts';

export type FileService = Omit<Service, 'id' | 'professionals'> & { readonly professionals: readonly string[] };

/** A booking that the business brings along, with a professional who is free for it. */
export type FileBooking = Interval & {
  readonly service: string;
  readonly professional: string;
  readonly priceCents: number;
  readonly name: string | null;
  readonly contact: FileContact;
};

/** One of the two is there: a booking without a contact has a user id of its own. */
type FileContact = { readonly userId: string | null; readonly waId: string | null };

/** Hears what is wrong and where. */
export type Problem = (path: PropertyKey[], message: string) => void;

/**
 * The bookings of a file, in its order. Where no professional is named, the first who performs the service and is free
 * takes it; free means for the buffer after it, too.
 */
export function placed(shape: FileShape, services: readonly FileService[], problem: Problem): FileBooking[] {
  const all: FileBooking[] = [];
  const isTaken = (professional: string, wished: Interval) =>
    all.some((other) => other.professional === professional && overlaps(busy(other, shape), busy(wished, shape)));
  for (const [index, { service: key, start: local, ...booking }] of shape.bookings.entries()) {
    const service = services.find((other) => other.key === key);
    const performers = service?.professionals.filter((id) => id === (booking.professional ?? id)) ?? [];
    const start = instantOf(Temporal.PlainDateTime.from(local), shape.timeZone);
    const slot = { start, end: start.add({ minutes: service?.minutes ?? 0 }) };
    const professional = performers.find((id) => !isTaken(id, slot));
    if (!service) problem(['bookings', index, 'service'], `is "${key}", but no service has this id`);
    else if (performers.length === 0) problem(['bookings', index, 'professional'], `does not perform "${key}"`);
    else if (professional === undefined)
      problem(['bookings', index, 'start'], 'overlaps a booking above, or its buffer');
    else
      all.push({
        ...slot,
        service: key,
        professional,
        priceCents: service.priceCents,
        name: booking.name ?? null,
        contact: contactOf(booking.contact ?? `file-booking-${index + 1}`),
      });
  }
  return all;
}

function busy({ start, end }: Interval, { rules }: FileShape): Interval {
  return { start, end: end.add({ minutes: rules.bufferMinutes }) };
}

/** A phone number, however it is spaced, or a user id. */
function contactOf(text: string): FileContact {
  const digits = text.replaceAll(/[\s().+-]/g, '');
  return /^\d{8,15}$/.test(digits) ? { userId: null, waId: digits } : { userId: text, waId: null };
}
