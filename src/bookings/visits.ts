import type { Business, ProfessionalId, ServiceId } from '../business/business.ts';
import { isBefore, type Interval } from '../platform/time.ts';
import type { Agenda, Days } from './agenda.ts';
import type { Slot } from './booking.ts';
import { bufferOf } from './calendar.ts';
import { slotsOf, whyNot } from './slots.ts';

/** One service at one time with one professional. */
export type VisitItem = Slot & { readonly service: ServiceId };

/** What is done when somebody comes once: one or more services, one after the other or side by side. Never empty. */
export type Visit = Interval & { readonly items: readonly VisitItem[] };

/** What a visit is to hold. */
export type VisitWish = {
  /** In the order in which they are performed; never empty. */
  readonly services: readonly ServiceId[];
  /** So many people have each of them done at the same time, or one after the other where only one can serve. */
  readonly people: number;
  /** Asked for; who performs only some of the services is asked for those. */
  readonly professional: ProfessionalId | null;
};

/** How long people wait between two services of one visit at the most, beside the buffer. */
const pauseMinutes = 30;

/**
 * The visits that can be had on these days, earliest first. Of several that begin at one moment with one professional,
 * the one that is over first.
 *
 * A visit of one service is a slot of `slotsOf`. Each item of a longer one is such a slot too; no two of them share a
 * professional at one time, with the buffer between.
 */
export function visitsOf(
  business: Business,
  agenda: Agenda,
  wish: VisitWish & { readonly days: Days },
  now: Temporal.Instant,
): Visit[] {
  const [firsts = [], ...rest] = servicesWanted(wish).map((service) =>
    itemsOf(business, agenda, { ...wish, service }, now),
  );
  return firsts.flatMap((first) => completed([first], rest, { business, wish }) ?? []);
}

/** The visit that begins with this very item, which may lie between two slots; null when the rest does not fit. */
export function visitFrom(
  business: Business,
  agenda: Agenda,
  { first, ...wish }: VisitWish & { readonly first: VisitItem; readonly day: Temporal.PlainDate },
  now: Temporal.Instant,
): Visit | null {
  const { service, professional, start } = first;
  if (whyNot(business, agenda, { service, professional, start }, now) !== null) return null;
  const days = { from: wish.day, to: wish.day };
  const rest = servicesWanted(wish)
    .slice(1)
    .map((each) => itemsOf(business, agenda, { ...wish, days, service: each }, now));
  return completed([first], rest, { business, wish });
}

/** Each service as often as people want it. */
function servicesWanted({ services, people }: VisitWish): ServiceId[] {
  return services.flatMap((service) => Array.from({ length: people }, () => service));
}

type ItemWish = Pick<VisitWish, 'professional'> & { readonly service: ServiceId; readonly days: Days };

function itemsOf(
  business: Business,
  agenda: Agenda,
  { service, professional, days }: ItemWish,
  now: Temporal.Instant,
): VisitItem[] {
  const performs = business.services.some(
    ({ id, professionals }) => id === service && isAmong(professionals, professional),
  );
  const wished = performs ? professional : null;
  return slotsOf(business, agenda, { service, professional: wished, days }, now).map((slot) => ({ ...slot, service }));
}

function isAmong(professionals: readonly ProfessionalId[], wished: ProfessionalId | null): boolean {
  return wished !== null && professionals.includes(wished);
}

type Rules = { readonly business: Business; readonly wish: VisitWish };

/** The items with the earliest that fit after them, of each further list one; null when one of the lists has none. */
function completed(items: readonly VisitItem[], rest: readonly (readonly VisitItem[])[], rules: Rules): Visit | null {
  const [first, last] = [items[0], items.at(-1)];
  if (!first || !last) return null;
  const [next, ...others] = rest;
  if (!next) return { start: first.start, end: latestEnd(items), items };
  const found = next.find((item) => follows(item, items, rules));
  return found ? completed([...items, found], others, rules) : null;
}

/** May this item join those? People come together or in a row; one person's services are in a row. */
function follows(item: VisitItem, items: readonly VisitItem[], { business, wish }: Rules): boolean {
  const [first] = items;
  if (!first || isBefore(item.start, first.start)) return false;
  const buffer = bufferOf(business, item.service);
  const ready = wish.people > 1 ? first.start : latestEnd(items);
  const until = latestEnd(items).add({ minutes: pauseMinutes + buffer + business.rules.stepMinutes });
  if (isBefore(item.start, ready) || isBefore(until, item.start)) return false;
  const beside = items.filter((other) => !isApart(item, other, business));
  return beside.every(({ professional }) => professional !== item.professional) && hasUnits(item, beside, business);
}

/** Does one end, and its buffer with it, before the other begins? */
function isApart(a: VisitItem, b: VisitItem, business: Business): boolean {
  const isOver = (x: VisitItem, y: VisitItem) =>
    !isBefore(y.start, x.end.add({ minutes: bufferOf(business, x.service) }));
  return isOver(a, b) || isOver(b, a);
}

/** Are there rooms and chairs enough for all who come at once? That others use some is seen when it is booked. */
function hasUnits(item: VisitItem, beside: readonly VisitItem[], business: Business): boolean {
  const needs = (each: VisitItem) => business.services.find(({ id }) => id === each.service)?.resources ?? [];
  return business.resources
    .filter(({ id }) => needs(item).includes(id))
    .every(({ id, count }) => beside.filter((other) => needs(other).includes(id)).length < count);
}

function latestEnd(items: readonly Interval[]): Temporal.Instant {
  return items.map(({ end }) => end).reduce((a, b) => (isBefore(a, b) ? b : a));
}
