import type { Business, ProfessionalId, ServiceId } from '../business/business.ts';
import { openIntervals } from '../business/hours.ts';
import { overlaps, type Interval } from '../platform/time.ts';
import type { Agenda } from './agenda.ts';
import type { OwnBooking, Proposal } from './booking.ts';
import { isFree, stretchOf, united, type Stretch } from './timeline.ts';

export const minuteMs = 60_000;

/** Where a service may start (`start` to `end`), and when it must be over: after `end`, if the next day opens at midnight. */
export type Room = Stretch & { readonly until: number };

/** Who could perform it, in the business's order: nobody, if the service is unknown or not the wished professional's. */
export function performersOf(business: Business, service: ServiceId, wished: ProfessionalId | null): ProfessionalId[] {
  const performers = new Set(business.services.find(({ id }) => id === service)?.professionals);
  return business.professionals.map(({ id }) => id).filter((id) => performers.has(id) && (wished ?? id) === id);
}

/** Minutes kept free after a service. */
export function bufferOf({ services, rules }: Business, service: ServiceId): number {
  return services.find(({ id }) => id === service)?.bufferMinutes ?? rules.bufferMinutes;
}

/**
 * Can the service be performed then, by this professional? Their bookings, the buffer that the service needs before each
 * of them, time off and closed days stand in the way; and of each thing that it needs, one unit must be free throughout.
 */
export function freedomOf(
  business: Business,
  agenda: Agenda,
  service: ServiceId,
): (professional: ProfessionalId) => (wished: Stretch) => boolean {
  const bufferMs = bufferOf(business, service) * minuteMs;
  const needed = unitsOf(business, agenda, service, bufferMs);
  return (professional) => {
    const taken = takenOf(agenda, professional, bufferMs);
    return (wished) => isFree(taken, wished) && needed.every((units) => units.some((unit) => isFree(unit, wished)));
  };
}

/** When each unit of each thing that the service needs is taken. */
function unitsOf(business: Business, { units }: Agenda, service: ServiceId, bufferMs: number): Stretch[][][] {
  const needs = new Set(business.services.find(({ id }) => id === service)?.resources);
  return business.resources
    .filter(({ id }) => needs.has(id))
    .map(({ id, count }) => {
      const ofResource = units.filter(({ resource }) => resource === id);
      return Array.from({ length: count }, (_, index) =>
        united(
          ofResource.filter(({ unit }) => unit === index + 1).map((unit) => withBuffer(stretchOf(unit), bufferMs)),
        ),
      );
    });
}

function takenOf(agenda: Agenda, professional: ProfessionalId, bufferMs: number): Stretch[] {
  const bookings = (agenda.busy.get(professional) ?? []).map(stretchOf);
  const off = [...(agenda.timeOff.get(professional) ?? []), ...agenda.closed].map(stretchOf);
  return united([...bookings.map((booking) => withBuffer(booking, bufferMs)), ...off]);
}

function withBuffer({ start, end }: Stretch, bufferMs: number): Stretch {
  return { start: start - bufferMs, end };
}

/** The agenda as it is once this booking has left its place: what it can be moved to. */
export function withoutBooking(
  business: Business,
  { busy, units, perDay, ...agenda }: Agenda,
  { professional, start }: Pick<OwnBooking, 'professional' | 'start'>,
): Agenda {
  const isOther = (slot: Interval) => !slot.start.equals(start);
  const day = dayOf(business, start).toString();
  return {
    ...agenda,
    busy: new Map(busy).set(professional, (busy.get(professional) ?? []).filter(isOther)),
    units: units.filter((unit) => unit.professional !== professional || isOther(unit)),
    perDay: new Map([...perDay].map(([date, count]) => [date, date === day ? count - 1 : count])),
  };
}

/** The agenda as it is once this is booked: with the buffer after it, a unit of each thing that it needs, and its day counted. */
export function withBooking(
  business: Business,
  agenda: Agenda,
  { service, slot }: Pick<Proposal, 'service' | 'slot'>,
): Agenda {
  const taken = { ...slot, end: slot.end.add({ minutes: bufferOf(business, service) }) };
  const needs = new Set(business.services.find(({ id }) => id === service)?.resources);
  const units = business.resources
    .filter(({ id }) => needs.has(id))
    .flatMap(({ id, count }) => {
      const used = agenda.units.filter((unit) => unit.resource === id && overlaps(unit, taken));
      const unit = Array.from({ length: count }, (_, index) => index + 1).find(
        (each) => !used.some((other) => other.unit === each),
      );
      return unit === undefined ? [] : [{ ...taken, resource: id, unit }];
    });
  const day = dayOf(business, slot.start).toString();
  return {
    ...agenda,
    busy: new Map(agenda.busy).set(slot.professional, [...(agenda.busy.get(slot.professional) ?? []), taken]),
    units: [...agenda.units, ...units],
    perDay: new Map(agenda.perDay).set(day, (agenda.perDay.get(day) ?? 0) + 1),
  };
}

/** Is the local day as full as the business allows? */
export function isFull({ rules }: Business, agenda: Agenda, date: Temporal.PlainDate): boolean {
  return rules.perDayMax !== null && (agenda.perDay.get(date.toString()) ?? 0) >= rules.perDayMax;
}

/** The local day of a moment. */
export function dayOf({ timeZone }: Business, at: Temporal.Instant): Temporal.PlainDate {
  return at.toZonedDateTimeISO(timeZone).toPlainDate();
}

/** The last local day that may be booked. */
export function horizonOf(business: Business, now: Temporal.Instant): Temporal.PlainDate {
  return dayOf(business, now).add({ days: business.rules.horizonDays });
}

/** The rooms of a local day, of a professional or (`null`) of the business; each day is worked out once. */
export function roomsOf(business: Business): (professional: ProfessionalId | null, date: Temporal.PlainDate) => Room[] {
  const withOwnHours = new Set([...business.hours, ...business.weeklyTimeOff].map(({ professional }) => professional));
  const known = new Map<string, Stretch[]>();
  const openOn = (owner: ProfessionalId | null, date: Temporal.PlainDate): Stretch[] => {
    const key = `${date.toString()} ${owner ?? ''}`;
    const open = known.get(key) ?? openIntervals(business, owner, date).map(stretchOf);
    known.set(key, open);
    return open;
  };
  return (professional, date) => {
    const owner = withOwnHours.has(professional) ? professional : null;
    const [tomorrow] = openOn(owner, date.add({ days: 1 }));
    return openOn(owner, date).map((open) => ({
      ...open,
      until: tomorrow?.start === open.end ? tomorrow.end : open.end,
    }));
  };
}
