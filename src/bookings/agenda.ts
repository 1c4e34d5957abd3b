import type { Business, ProfessionalId, ResourceId, ServiceId } from '../business/business.ts';
import type { Interval } from '../platform/time.ts';
import type { Slot } from './booking.ts';

/** What is taken, from now to the horizon. */
export type Agenda = {
  /** Bookings, each with the buffer that follows it. */
  readonly busy: ReadonlyMap<ProfessionalId, readonly Interval[]>;
  /** Time off of one professional. */
  readonly timeOff: ReadonlyMap<ProfessionalId, readonly Interval[]>;
  /** Time off of the whole business: holidays, closed weeks. */
  readonly closed: readonly Interval[];
  /** Rooms, chairs and the like that bookings use, each with the buffer that follows. */
  readonly units: readonly TakenUnit[];
  /** How many bookings start on a local day, by ISO date (`2026-11-24`). A day without any is absent. */
  readonly perDay: ReadonlyMap<string, number>;
};

/** One unit of a resource, used by the booking that this professional has then. */
type TakenUnit = Slot & { readonly resource: ResourceId; readonly unit: number };

/** Local days, both included, in the business's time zone. */
export type Days = { readonly from: Temporal.PlainDate; readonly to: Temporal.PlainDate };

/**
 * The slots a service can take on these days, earliest first; of several professionals free at the same start, all.
 *
 * Implemented in bookings/slots.ts, next to the arithmetic.
 */
export type SlotsOf = (
  business: Business,
  agenda: Agenda,
  wish: { readonly service: ServiceId; readonly professional: ProfessionalId | null; readonly days: Days },
  now: Temporal.Instant,
) => Slot[];
