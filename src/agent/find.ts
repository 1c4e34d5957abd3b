import type { OwnBooking } from '../bookings/booking.ts';
import { dayOf, horizonOf, performersOf } from '../bookings/calendar.ts';
import { isOpenOn, whyNot } from '../bookings/slots.ts';
import { visitFrom, visitsOf, type Visit, type VisitWish } from '../bookings/visits.ts';
import type { Business, ProfessionalId, Service } from '../business/business.ts';
import { instantOf } from '../business/hours.ts';
import { isBefore, overlaps } from '../platform/time.ts';
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
  | { readonly kind: 'several'; readonly visits: readonly Visit[] }
  | { readonly kind: 'fixed'; readonly visit: Visit }
  /** `visits`: what is nearest to it and can be had; empty when the service is not known yet, or nothing is left. */
  | { readonly kind: 'refused'; readonly why: Obstacle; readonly visits: readonly Visit[] };

/** So far around the wished day other times are looked for first, and so far ahead where no day is wished. */
const aroundDays = 7;

/** Looks a wish up. What is said here was found in the agenda of this very turn, never remembered. */
export function find(frame: Frame, world: World): Finding {
  if (frame.problem === 'conflict' && frame.date?.kind === 'either')
    return { kind: 'doubt', slot: 'conflict', options: frame.date.days.map((day) => ({ kind: 'day', day })) };
  const obstacle = obstacleTo(frame, world);
  const service = world.business.services.find(({ id }) => id === frame.service);
  if (obstacle) return { kind: 'refused', why: obstacle, visits: service ? alternatives(frame, service, world) : [] };
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
  const visits = soonest(candidates(frame, service, world), frame);
  const [first, last] = [visits[0], visits.at(-1)];
  if (!first || !last) return { kind: 'refused', why: 'no_slots', visits: alternatives(frame, service, world) };
  if (frame.time?.kind === 'first') return { kind: 'fixed', visit: first };
  if (frame.time?.kind === 'last') return { kind: 'fixed', visit: last };
  return { kind: 'several', visits };
}

/** Of a wish without an end ("qualquer dia") only the first days matter. */
function soonest(visits: readonly Visit[], { date }: Frame): readonly Visit[] {
  const [first] = visits;
  if (!first || date?.kind !== 'days' || date.to) return visits;
  const until = first.start.add({ hours: 24 * aroundDays });
  return visits.filter(({ start }) => isBefore(start, until));
}

type Start = { readonly start: Temporal.Instant; readonly professional: ProfessionalId | null };

/** One start, or one of two: it is had as it was said, or it is refused by name. */
function exactly(frame: Frame, service: Service, starts: readonly Start[], world: World): Finding {
  const theirs = ownOf(frame, service, world);
  const tried = starts.flatMap((start) => attempts(frame, service, start, world));
  const free = byStart(tried.flatMap(({ visit }) => visit ?? []));
  const [only] = free;
  if (only && frame.people === 1 && starts.some((each) => theirs.some((own) => isSame(each, own))))
    return { kind: 'refused', why: 'yours', visits: alternatives(frame, service, world) };
  if (only) return free.length === 1 ? { kind: 'fixed', visit: only } : { kind: 'several', visits: free };
  const [refused] = tried.map(({ why }) => why).filter((why) => why !== null);
  const isOwn = refused === 'slot_taken' && starts.some((each) => theirs.some((own) => isTheirs(each, own, service)));
  return { kind: 'refused', why: isOwn ? 'yours' : named(refused), visits: alternatives(frame, service, world) };
}

/** Each professional who could begin a visit at this moment: the visit, or why there is none. */
function attempts(frame: Frame, service: Service, { start, professional }: Start, world: World) {
  const { business, agenda, now } = world;
  return performersOf(business, service.id, professional).map((id) => {
    const first = { start, end: start.add({ minutes: service.minutes }), professional: id, service: service.id };
    const why = whyNot(business, agenda, { service: service.id, professional: id, start }, now);
    const wish = { ...visitWish(frame, service), first, day: dayOf(business, start) };
    const visit = why === null ? visitFrom(business, agenda, wish, now) : null;
    return { visit, why: why ?? (visit ? null : ('slot_taken' as const)) };
  });
}

/** The contact's own bookings of this service, but for the one that is to move. */
function ownOf(frame: Frame, service: Service, { bookings }: World): readonly OwnBooking[] {
  return bookings.filter((own) => own.status === 'booked' && own.id !== frame.booking && own.service === service.id);
}

/** Do they have this very booking already, whoever else could do it too? A professional asked for by name is another wish. */
function isSame({ start, professional }: Start, own: OwnBooking): boolean {
  return own.start.equals(start) && (professional === null || professional === own.professional);
}

/** Is it their own booking that is in the way? */
function isTheirs({ start }: Start, own: OwnBooking, { minutes }: Service): boolean {
  return overlaps(own, { start, end: start.add({ minutes }) });
}

/** The day itself is open, as `obstacleTo` has seen: what `whyNot` calls closed is the hour. */
function named(refusal: Obstacle | undefined): Obstacle {
  if (refusal === undefined) return 'no_slots';
  return refusal === 'closed' ? 'outside_hours' : refusal;
}

/** What the visit holds. */
export function visitWish({ more, people, professional }: Frame, service: Service): VisitWish {
  return { services: [service.id, ...more], people, professional };
}

function candidates(frame: Frame, service: Service, world: World): Visit[] {
  const { business, agenda, now } = world;
  const days = wishedDays(frame, world);
  if (!days) return [];
  const visits = visitsOf(business, agenda, { ...visitWish(frame, service), days }, now);
  return byStart(visits.filter((visit) => suits(visit, frame, business)));
}

/** Two or three visits that can be had, nearest to the wish; somebody else's where the wished professional has none. */
export function alternatives(frame: Frame, service: Service, world: World): Visit[] {
  const { business, agenda, now } = world;
  const [today, horizon] = [dayOf(business, now), horizonOf(business, now)];
  const day = wishedDay(frame) ?? boundsOf(frame).from ?? today;
  const windows = [
    { from: day.subtract({ days: aroundDays }), to: day.add({ days: aroundDays }) },
    { from: today, to: horizon },
  ];
  const wish = visitWish(frame, service);
  const professionals = frame.professional ? [frame.professional, null] : [null];
  for (const professional of professionals)
    for (const days of windows) {
      const visits = byStart(visitsOf(business, agenda, { ...wish, professional, days }, now));
      if (visits.length > 0) return nearest(visits, { day, times: aimedTimes(frame) }, business);
    }
  return [];
}

/** The wish as far as it is one: a single day, a single time. */
export function wishedOf(frame: Frame): Wished {
  const { service, more, people, professional, time } = frame;
  return { service, more, people, professional, day: wishedDay(frame), time: time?.kind === 'at' ? time.time : null };
}

/** The visit again every so many days: those that can be had, and the days on which it cannot. */
export function seriesOf(
  visit: Visit,
  { everyDays, times }: NonNullable<Frame['repeat']>,
  wish: VisitWish,
  world: World,
): { readonly visits: readonly Visit[]; readonly skipped: readonly Temporal.Instant[] } {
  const { business, agenda, now } = world;
  const all = Array.from({ length: times ?? seriesDefault }, (_, index) => {
    const start = laterBy(visit.start, everyDays * index, business);
    const [first] = visit.items;
    const item = first && { ...first, start, end: start.add(first.start.until(first.end)) };
    const found = item && visitFrom(business, agenda, { ...wish, first: item, day: dayOf(business, start) }, now);
    return { start, found: found ?? null };
  });
  return {
    visits: all.flatMap(({ found }) => found ?? []),
    skipped: all.flatMap(({ start, found }) => (found ? [] : [start])),
  };
}

/** How many visits a series has when nobody said. */
const seriesDefault = 4;

function laterBy(start: Temporal.Instant, days: number, { timeZone }: Business): Temporal.Instant {
  return start.toZonedDateTimeISO(timeZone).add({ days }).toInstant();
}
