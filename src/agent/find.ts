import { dayOf, horizonOf, performersOf } from '../bookings/calendar.ts';
import type { Refusal, Slot } from '../bookings/booking.ts';
import { isOpenOn, slotsOf, whyNot } from '../bookings/slots.ts';
import type { ProfessionalId, Service, ServiceId } from '../business/business.ts';
import { instantOf } from '../business/hours.ts';
import { isBefore } from '../platform/time.ts';
import type { Obstacle, Wished } from './act.ts';
import { isDayBefore } from './local.ts';
import { byStart, nearest } from './offers.ts';
import type { Option } from './option.ts';
import { aimedTimes, boundsOf, isOpenAt, suits, timeReadings, wishedDay, wishedDays } from './reading.ts';
import type { Frame } from './state.ts';
import type { World } from './world.ts';

/** What the agenda says to a wish. */
export type Finding =
  /** This has to be asked first. */
  | { readonly kind: 'missing'; readonly slot: 'service' | 'date' }
  | { readonly kind: 'doubt'; readonly slot: 'half' | 'conflict'; readonly options: readonly Option[] }
  | { readonly kind: 'several'; readonly slots: readonly Slot[] }
  | { readonly kind: 'fixed'; readonly slot: Slot }
  /** `slots`: what is nearest to it and can be had; empty when the service is not known yet, or nothing is left. */
  | { readonly kind: 'refused'; readonly why: Obstacle; readonly slots: readonly Slot[] };

/** So far around the wished day other times are looked for first, and so far ahead where no day is wished. */
const aroundDays = 7;

/** Looks a wish up. What is said here was found in the agenda of this very turn, never remembered. */
export function find(frame: Frame, world: World): Finding {
  if (frame.problem === 'conflict' && frame.date?.kind === 'either')
    return { kind: 'doubt', slot: 'conflict', options: frame.date.days.map((day) => ({ kind: 'day', day })) };
  const obstacle = obstacleTo(frame, world);
  const service = world.business.services.find(({ id }) => id === frame.service);
  if (obstacle) return { kind: 'refused', why: obstacle, slots: service ? alternatives(frame, service.id, world) : [] };
  if (!service) return { kind: 'missing', slot: 'service' };
  if (frame.pick) return exactly(frame, service, [frame.pick], world);
  if (!frame.date && frame.time?.kind !== 'first') return { kind: 'missing', slot: 'date' };
  return onDays(frame, service, world);
}

/** What stands in the way whatever the agenda holds; it can be said before the service is known. */
function obstacleTo(frame: Frame, world: World): Obstacle | null {
  const { service, professional } = frame;
  if (frame.problem === 'impossible' || frame.problem === 'past') return frame.problem;
  if (service && professional && performersOf(world.business, service, professional).length === 0)
    return 'not_performed';
  return obstacleOnDays(frame, world);
}

function obstacleOnDays(frame: Frame, { business, agenda, now }: World): Obstacle | null {
  const { from, to } = boundsOf(frame);
  if (to && isDayBefore(to, dayOf(business, now))) return 'past';
  if (from && isDayBefore(horizonOf(business, now), from)) return 'too_far';
  const day = wishedDay(frame);
  if (!day) return null;
  if (!isOpenOn(business, agenda, day)) return 'closed';
  const readings = timeReadings(frame);
  return readings.length > 0 && !readings.some((time) => isOpenAt(day, time, business)) ? 'outside_hours' : null;
}

function onDays(frame: Frame, service: Service, world: World): Finding {
  const day = wishedDay(frame);
  const readings = timeReadings(frame);
  return day && readings.length > 0 && !frame.approximate
    ? atTimes(frame, service, { day, readings }, world)
    : among(frame, service, world);
}

type Moments = { readonly day: Temporal.PlainDate; readonly readings: readonly Temporal.PlainTime[] };

/** "às 7" is 07:00 or 19:00: only the open one counts, and where both are open the contact is asked. */
function atTimes(frame: Frame, service: Service, { day, readings }: Moments, world: World): Finding {
  const { business } = world;
  const open = readings.filter((time) => isOpenAt(day, time, business));
  if (frame.time?.kind === 'at' && open.length > 1)
    return { kind: 'doubt', slot: 'half', options: open.map((time) => ({ kind: 'time', time })) };
  const starts = open.map((time) => ({
    start: instantOf(day.toPlainDateTime(time), business.timeZone),
    professional: frame.professional,
  }));
  return exactly(frame, service, starts, world);
}

/** No exact moment is wished for: what the agenda has. */
function among(frame: Frame, service: Service, world: World): Finding {
  const slots = soonest(candidates(frame, service.id, world), frame);
  const [first, last] = [slots[0], slots.at(-1)];
  if (!first || !last) return { kind: 'refused', why: 'no_slots', slots: alternatives(frame, service.id, world) };
  if (frame.time?.kind === 'first') return { kind: 'fixed', slot: first };
  if (frame.time?.kind === 'last') return { kind: 'fixed', slot: last };
  return { kind: 'several', slots };
}

/** Of a wish without an end ("qualquer dia") only the first days matter. */
function soonest(slots: readonly Slot[], { date }: Frame): readonly Slot[] {
  const [first] = slots;
  if (!first || date?.kind !== 'days' || date.to) return slots;
  const until = first.start.add({ hours: 24 * aroundDays });
  return slots.filter(({ start }) => isBefore(start, until));
}

type Start = { readonly start: Temporal.Instant; readonly professional: ProfessionalId | null };

/** One start, or one of two: it is had as it was said, or it is refused by name. */
function exactly(frame: Frame, service: Service, starts: readonly Start[], world: World): Finding {
  const { business, agenda, now } = world;
  const tried = starts.flatMap(({ start, professional }) =>
    performersOf(business, service.id, professional).map((id) => ({
      slot: { start, end: start.add({ minutes: service.minutes }), professional: id },
      why: whyNot(business, agenda, { service: service.id, professional: id, start }, now),
    })),
  );
  const free = byStart(tried.filter(({ why }) => why === null).map(({ slot }) => slot));
  const [only] = free;
  if (only) return free.length === 1 ? { kind: 'fixed', slot: only } : { kind: 'several', slots: free };
  const [refused] = tried.map(({ why }) => why).filter((why) => why !== null);
  return { kind: 'refused', why: named(refused), slots: alternatives(frame, service.id, world) };
}

/** The day itself is open, as `obstacleTo` has seen: what `whyNot` calls closed is the hour. */
function named(refusal: Refusal | undefined): Obstacle {
  if (refusal === undefined) return 'no_slots';
  return refusal === 'closed' ? 'outside_hours' : refusal;
}

function candidates(frame: Frame, service: ServiceId, world: World): Slot[] {
  const { business, agenda, now } = world;
  const days = wishedDays(frame, world);
  if (!days) return [];
  const slots = slotsOf(business, agenda, { service, professional: frame.professional, days }, now);
  return byStart(slots.filter((slot) => suits(slot, frame, business)));
}

/** Two or three slots that can be had, nearest to the wish; somebody else's where the wished professional has none. */
export function alternatives(frame: Frame, service: ServiceId, world: World): Slot[] {
  const { business, agenda, now } = world;
  const [today, horizon] = [dayOf(business, now), horizonOf(business, now)];
  const day = wishedDay(frame) ?? boundsOf(frame).from ?? today;
  const windows = [
    { from: day.subtract({ days: aroundDays }), to: day.add({ days: aroundDays }) },
    { from: today, to: horizon },
  ];
  const professionals = frame.professional ? [frame.professional, null] : [null];
  for (const professional of professionals)
    for (const days of windows) {
      const slots = byStart(slotsOf(business, agenda, { service, professional, days }, now));
      if (slots.length > 0) return nearest(slots, { day, times: aimedTimes(frame) }, business);
    }
  return [];
}

/** The wish as far as it is one: a single day, a single time. */
export function wishedOf(frame: Frame): Wished {
  const { service, professional, time } = frame;
  return { service, professional, day: wishedDay(frame), time: time?.kind === 'at' ? time.time : null };
}
