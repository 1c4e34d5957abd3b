import assert from 'node:assert/strict';
import type { Business, ProfessionalId, ServiceId } from '../business/business.ts';
import { isBefore, type Interval } from '../platform/time.ts';
import type { Agenda, Days, SlotsOf } from './agenda.ts';
import type { Refusal, Slot } from './booking.ts';
import { dayOf, freedomOf, horizonOf, isFull, minuteMs, performersOf, roomsOf, type Room } from './calendar.ts';
import { isFree, roundedUp, stretchOf, united, type Stretch } from './timeline.ts';

/** How long the service takes, how far apart slots start, how long before its start a slot is still offered. */
export type SlotRules = {
  readonly duration: Temporal.Duration;
  readonly step: Temporal.Duration;
  readonly notice: Temporal.Duration;
};

/** A start that a contact names fits on these marks too: "14:15", where slots are offered on the half hour. */
const markMs = 5 * minuteMs;

/**
 * The slots a service can take, earliest first.
 *
 * A slot lies whole inside one open interval, starts a number of steps after that opened, overlaps nothing busy and
 * starts at or after `now + notice`. No two slots start at the same time.
 *
 * @param open disjoint opening hours, sorted by start, in whole milliseconds
 * @param busy bookings and time off, in any order
 */
export function freeSlots(
  open: readonly Interval[],
  busy: readonly Interval[],
  rules: SlotRules,
  now: Temporal.Instant,
): Interval[] {
  assert(rules.step.sign > 0, 'a step of zero would never end');
  const pace = {
    durationMs: rules.duration.total('milliseconds'),
    stepMs: rules.step.total('milliseconds'),
    earliest: roundedUp(now.add(rules.notice)),
  };
  const rooms = open.map(stretchOf).map((span) => ({ ...span, until: span.end }));
  const taken = united(busy.map(stretchOf));
  return freeStarts(rooms, (wished) => isFree(taken, wished), pace).map((start) => ({
    start: Temporal.Instant.fromEpochMilliseconds(start),
    end: Temporal.Instant.fromEpochMilliseconds(start + pace.durationMs),
  }));
}

/**
 * `freeSlots` of each local day by the business's rules: the buffer before a professional's next booking stays free,
 * the day lies within the horizon and is not full. A service that the business no longer has, or that the wished
 * professional does not perform, has no slots.
 */
export const slotsOf: SlotsOf = (business, agenda, { service, professional, days }, now) => {
  const freeTo = freedomOf(business, agenda, service);
  const performers = performersOf(business, service, professional).map((id) => ({ id, isFreeAt: freeTo(id) }));
  const roomsOn = roomsOf(business);
  const instantAt = instants();
  const pace = {
    durationMs: minutesOf(business, service) * minuteMs,
    stepMs: business.rules.stepMinutes * minuteMs,
    earliest: roundedUp(now) + business.rules.noticeMinutes * minuteMs,
  };
  return bookableDays(business, agenda, days, now).flatMap((date) =>
    performers
      .flatMap(({ id, isFreeAt }) => freeStarts(roomsOn(id, date), isFreeAt, pace).map((start) => ({ id, start })))
      .toSorted((a, b) => a.start - b.start)
      .map(({ id, start }) => ({ start: instantAt(start), end: instantAt(start + pace.durationMs), professional: id })),
  );
};

/** A wish for one exact start; `null`: any professional will do. */
type Wish = {
  readonly service: ServiceId;
  readonly professional: ProfessionalId | null;
  readonly start: Temporal.Instant;
};

/**
 * Why this very start cannot be had, or `null`: it can. Every slot of `slotsOf` can; so can a start between two of
 * them, on a mark of five minutes, if it fits.
 *
 * `closed`: the business is, for some part of the service. A professional who is not there while the business is open
 * is `slot_taken`, and so is a room of which no unit is free.
 */
export function whyNot(
  business: Business,
  agenda: Agenda,
  { service, professional, start }: Wish,
  now: Temporal.Instant,
): Refusal | null {
  const date = dayOf(business, start);
  if (isBefore(start, now)) return 'past';
  if (isBefore(start, now.add({ minutes: business.rules.noticeMinutes }))) return 'too_soon';
  if (Temporal.PlainDate.compare(date, horizonOf(business, now)) > 0) return 'too_far';

  const wished = stretchOf({ start, end: start.add({ minutes: minutesOf(business, service) }) });
  const performers = performersOf(business, service, professional);
  const roomsOn = roomsOf(business);
  const roomsFor = (owner: ProfessionalId | null) => roomsOn(owner, date).filter((room) => holds(room, wished));
  if (!isFree(united(agenda.closed.map(stretchOf)), wished)) return 'closed';
  if ([null, ...performers].flatMap(roomsFor).length === 0) return 'closed';
  if (isFull(business, agenda, date)) return 'day_full';

  const stepMs = business.rules.stepMinutes * minuteMs;
  const isOnMark = (room: Room) => wished.start % markMs === 0 || (wished.start - room.start) % stepMs === 0;
  const freeTo = freedomOf(business, agenda, service);
  return performers.some((id) => roomsFor(id).some(isOnMark) && freeTo(id)(wished)) ? null : 'slot_taken';
}

/** Is there a moment of this local day at which the business, or one of its professionals, is open? */
export function isOpenOn(business: Business, agenda: Agenda, date: Temporal.PlainDate): boolean {
  const closed = united(agenda.closed.map(stretchOf));
  const roomsOn = roomsOf(business);
  return [null, ...business.professionals.map(({ id }) => id)]
    .flatMap((owner) => roomsOn(owner, date))
    .some(({ start, end }) => !closed.some((off) => off.start <= start && end <= off.end));
}

/** The slots whose starts lie nearest to a wish, in order of time; of several professionals at one start, the first. */
export function nearestSlots(slots: readonly Slot[], wished: Temporal.Instant, count: number): Slot[] {
  const wishedMs = wished.epochMilliseconds;
  const byStart = new Map<number, Slot>();
  for (const slot of slots.toReversed()) byStart.set(slot.start.epochMilliseconds, slot);
  return [...byStart]
    .toSorted(([a], [b]) => Math.abs(a - wishedMs) - Math.abs(b - wishedMs) || a - b)
    .slice(0, count)
    .toSorted(([a], [b]) => a - b)
    .map(([, slot]) => slot);
}

function minutesOf({ services }: Business, service: ServiceId): number {
  return services.find(({ id }) => id === service)?.minutes ?? 0;
}

function holds(room: Room, { start, end }: Stretch): boolean {
  return room.start <= start && start < room.end && end <= room.until;
}

function freeStarts(
  rooms: readonly Room[],
  isFreeAt: (wished: Stretch) => boolean,
  { durationMs, stepMs, earliest }: { durationMs: number; stepMs: number; earliest: number },
): number[] {
  const starts: number[] = [];
  for (const { start, end, until } of rooms) {
    for (let at = start; at < end && at + durationMs <= until; at += stepMs)
      if (at >= earliest && isFreeAt({ start: at, end: at + durationMs })) starts.push(at);
  }
  return starts;
}

function bookableDays(
  business: Business,
  agenda: Agenda,
  { from, to }: Days,
  now: Temporal.Instant,
): Temporal.PlainDate[] {
  const [today, horizon] = [dayOf(business, now), horizonOf(business, now)];
  const first = Temporal.PlainDate.compare(from, today) < 0 ? today : from;
  const last = Temporal.PlainDate.compare(to, horizon) > 0 ? horizon : to;
  const days: Temporal.PlainDate[] = [];
  for (let date = first; Temporal.PlainDate.compare(date, last) <= 0; date = date.add({ days: 1 }))
    if (!isFull(business, agenda, date)) days.push(date);
  return days;
}

/** Instants by millisecond, each made once: professionals share them. */
function instants(): (ms: number) => Temporal.Instant {
  const made = new Map<number, Temporal.Instant>();
  return (ms) => {
    const instant = made.get(ms) ?? Temporal.Instant.fromEpochMilliseconds(ms);
    made.set(ms, instant);
    return instant;
  };
}
