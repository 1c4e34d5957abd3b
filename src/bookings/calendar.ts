import type { Business, ProfessionalId, ServiceId } from '../business/business.ts';
import { openIntervals } from '../business/hours.ts';
import type { Agenda } from './agenda.ts';
import { stretchOf, united, type Stretch } from './timeline.ts';

export const minuteMs = 60_000;

/** Where a service may start (`start` to `end`), and when it must be over: after `end`, if the next day opens at midnight. */
export type Room = Stretch & { readonly until: number };

/** Who could perform it, in the business's order: nobody, if the service is unknown or not the wished professional's. */
export function performersOf(business: Business, service: ServiceId, wished: ProfessionalId | null): ProfessionalId[] {
  const performers = new Set(business.services.find(({ id }) => id === service)?.professionals);
  return business.professionals.map(({ id }) => id).filter((id) => performers.has(id) && (wished ?? id) === id);
}

/** When no service of theirs may last: bookings, the buffer it needs before each of them, time off, closed days. */
export function takenOf({ rules }: Business, agenda: Agenda, professional: ProfessionalId): Stretch[] {
  const bufferMs = rules.bufferMinutes * minuteMs;
  const bookings = (agenda.busy.get(professional) ?? []).map(stretchOf);
  const off = [...(agenda.timeOff.get(professional) ?? []), ...agenda.closed].map(stretchOf);
  return united([...bookings.map(({ start, end }) => ({ start: start - bufferMs, end })), ...off]);
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
