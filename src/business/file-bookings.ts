import { overlaps, type Interval } from '../platform/time.ts';
import type { Service } from './business.ts';
import type { FileShape } from './file-shape.ts';
import { instantOf } from './hours.ts';

export type FileService = Omit<Service, 'id' | 'professionals' | 'resources'> & {
  readonly professionals: readonly string[];
  readonly resources: readonly string[];
};

/** A booking that the business brings along, with a professional who is free for it. */
export type FileBooking = Interval & {
  readonly service: string;
  readonly professional: string;
  /** The end and the buffer after it. */
  readonly busyUntil: Temporal.Instant;
  readonly priceCents: number;
  readonly name: string | null;
  readonly contact: FileContact;
};

/** One of the two is there: a booking without a contact has a user id of its own. */
type FileContact = { readonly userId: string | null; readonly waId: string | null };

/** Hears what is wrong and where. */
export type Problem = (path: PropertyKey[], message: string) => void;

/** A booking in its place, and which unit it has of each resource: as the database will give them out. */
type Placed = FileBooking & { readonly units: ReadonlyMap<string, number> };

/**
 * The bookings of a file, in its order. Where no professional is named, the first who performs the service and is free
 * takes it; free means for the buffer after it, too.
 */
export function placed(shape: FileShape, services: readonly FileService[], problem: Problem): FileBooking[] {
  const all: Placed[] = [];
  for (const [index, { service: key, start: local, ...booking }] of shape.bookings.entries()) {
    const service = services.find((other) => other.key === key);
    const performers = service?.professionals.filter((id) => id === (booking.professional ?? id)) ?? [];
    const start = instantOf(Temporal.PlainDateTime.from(local), shape.timeZone);
    const slot = slotOf(service, start, shape);
    const met = all.filter((other) => overlaps(busy(other), busy(slot)));
    const professional = performers.find((id) => !met.some((other) => other.professional === id));
    const units = unitsFor(service, met, shape);
    const used = service?.resources.find((resource) => !units.has(resource));
    if (!service) problem(['bookings', index, 'service'], `is "${key}", but no service has this id`);
    else if (performers.length === 0) problem(['bookings', index, 'professional'], `does not perform "${key}"`);
    else if (professional === undefined)
      problem(['bookings', index, 'start'], 'overlaps a booking above, or its buffer');
    else if (used !== undefined)
      problem(['bookings', index, 'start'], `needs "${used}", which bookings above use then`);
    else all.push({ ...slot, units, professional, ...detailsOf(service, booking, index) });
  }
  return all;
}

type Busy = { readonly start: Temporal.Instant; readonly busyUntil: Temporal.Instant };

function busy({ start, busyUntil }: Busy): Interval {
  return { start, end: busyUntil };
}

function slotOf(service: FileService | undefined, start: Temporal.Instant, { rules }: FileShape): Interval & Busy {
  const end = start.add({ minutes: service?.minutes ?? 0 });
  return { start, end, busyUntil: end.add({ minutes: service?.bufferMinutes ?? rules.bufferMinutes }) };
}

/** The first unit of each resource that none of the bookings met has; a resource without any is absent. */
function unitsFor(
  service: FileService | undefined,
  met: readonly Placed[],
  { resources }: FileShape,
): ReadonlyMap<string, number> {
  const units = new Map<string, number>();
  for (const { id, count } of resources.filter((resource) => service?.resources.includes(resource.id))) {
    const taken = new Set(met.map((other) => other.units.get(id)));
    const unit = Array.from({ length: count }, (_, index) => index + 1).find((each) => !taken.has(each));
    if (unit !== undefined) units.set(id, unit);
  }
  return units;
}

function detailsOf(
  { key, priceCents }: FileService,
  { name, contact }: Omit<FileShape['bookings'][number], 'service' | 'start'>,
  index: number,
) {
  return { service: key, priceCents, name: name ?? null, contact: contactOf(contact ?? `file-booking-${index + 1}`) };
}

/** A phone number, however it is spaced, or a user id. */
function contactOf(text: string): FileContact {
  const digits = text.replaceAll(/[\s().+-]/g, '');
  return /^\d{8,15}$/.test(digits) ? { userId: null, waId: digits } : { userId: text, waId: null };
}
