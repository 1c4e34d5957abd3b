import type { Days } from '../bookings/agenda.ts';
import { dayOf, horizonOf, performersOf } from '../bookings/calendar.ts';
import type { OwnBooking } from '../bookings/booking.ts';
import { visitsOf, type Visit, type VisitItem } from '../bookings/visits.ts';
import type { Act, Obstacle } from './act.ts';
import { proposalOf, proposed } from './consent.ts';
import { asking, nameOf, ownBooking, type Draft } from './draft.ts';
import { find, seriesOf, visitWish, wishedOf, type Finding } from './find.ts';
import { waitingFor, type Question } from './flow.ts';
import { serviceOf } from './lookup.ts';
import { offersMax, spread } from './offers.ts';
import { optionId, type Option } from './option.ts';
import { pagesOf } from './page.ts';
import { suits } from './reading.ts';
import type { Frame, ProposedItem } from './state.ts';
import type { World } from './world.ts';

/** What remains to be asked for a booking, one thing at a time; with everything known, the summary that waits for a yes. */
export function bookQuestion(frame: Frame, draft: Draft, world: World): Question {
  return questionFor(find(frame, world), frame, draft, world);
}

type Refused = Extract<Finding, { kind: 'refused' }>;

/** The booking was refused when it was made: say why, and offer what is nearest to it now. */
export function afterRefusal(finding: Refused, frame: Frame, draft: Draft, world: World): Question {
  return questionFor(finding, { ...frame, pick: null }, { ...draft, touched: true }, world);
}

function questionFor(finding: Finding, frame: Frame, draft: Draft, world: World): Question {
  switch (finding.kind) {
    case 'missing':
      return finding.slot === 'service' ? askService(frame, draft, world) : askDate(frame, world);
    case 'doubt':
      return waitingFor(
        frame,
        asking(finding.slot, finding.slot, finding.options.map(optionId), { wish: wishedOf(frame) }),
      );
    case 'several':
      return offer(frame, spread(finding.visits, offersMax), null);
    case 'fixed':
      return propose(frame, finding.visit, draft, world);
    case 'refused':
      return refuse(frame, finding, draft, world);
  }
}

/** The usual service, with whom they usually want it where that may be; `null`: there is none to offer, or it was offered. */
function usual({ flow, habitOffered, professional: asked }: Frame, world: World): Option<'habit'> | null {
  const { business, habit } = world;
  const service = serviceOf(business, habit?.service ?? null);
  if (!habit || !service || flow !== 'book' || habitOffered) return null;
  const professional = asked ?? habit.professional;
  const performs = professional !== null && performersOf(business, service.id, professional).length > 0;
  // Who they ask for now does not do what they usually want.
  return asked && !performs
    ? null
    : { kind: 'habit', service: service.id, professional: performs ? professional : null };
}

function askHabit(frame: Frame, option: Option<'habit'>): Question {
  const { service, professional } = option;
  const yes = optionId(option);
  const wish = { ...wishedOf(frame), service, professional };
  const asked = asking('habit', 'service', [yes, optionId({ kind: 'menu', entry: 'services' })], { wish, yes });
  return waitingFor({ ...frame, habitOffered: true }, asked);
}

function askService(frame: Frame, draft: Draft, world: World): Question {
  const option = usual(frame, world);
  return option ? askHabit(frame, option) : askAnyService(frame, draft, world);
}

function askAnyService(frame: Frame, draft: Draft, { business }: World): Question {
  const pages = pagesOf(business);
  const looking = draft.acts.some((act) => act.act === 'inform' && act.about.topic === 'services');
  const page = looking ? Math.min(Math.max(draft.state.page, 1), pages.length) : 1;
  const options = (pages[page - 1] ?? []).map(({ id }) => optionId({ kind: 'service', service: id }));
  const more = page < pages.length ? [optionId({ kind: 'page', page: page + 1 })] : [];
  const { act, pending } = asking('service', 'service', [...options, ...more], { wish: wishedOf(frame) });
  return waitingFor(frame, { act, pending: { ...pending, options } });
}

const daysOffered = 3;

function askDate(frame: Frame, world: World): Question {
  const options = freeDays(frame, world).map((day) => optionId({ kind: 'day', day }));
  return waitingFor(frame, asking('date', 'date', options, { wish: wishedOf(frame) }));
}

/** The next days on which the wish can still be met; most often they are near, so the near ones are searched first. */
function freeDays(frame: Frame, world: World): Temporal.PlainDate[] {
  const [today, horizon] = [dayOf(world.business, world.now), horizonOf(world.business, world.now)];
  const soon = freeDaysIn({ from: today, to: today.add({ days: 7 }) }, frame, world);
  const days = soon.length < daysOffered ? freeDaysIn({ from: today, to: horizon }, frame, world) : soon;
  return days.slice(0, daysOffered);
}

function freeDaysIn(days: Days, frame: Frame, { business, agenda, now }: World): Temporal.PlainDate[] {
  const service = serviceOf(business, frame.service);
  if (!service) return [];
  const open = { ...frame, date: null, problem: null };
  const found = visitsOf(business, agenda, { ...visitWish(frame, service), days }, now)
    .filter((visit) => suits(visit, open, business))
    .map(({ start }) => dayOf(business, start).toString());
  return [...new Set(found)].map((day) => Temporal.PlainDate.from(day));
}

/** @param refused why these are only what is nearest; `null`: they are what was wished for */
function offer(frame: Frame, visits: readonly Visit[], refused: Obstacle | null): Question {
  const slots = visits.flatMap(({ items: [first] }) => (first ? [first] : []));
  const options = slots.map(({ start, professional }) => optionId({ kind: 'slot', start, professional }));
  const [only] = options;
  // Who already has a booking, and moves it, does not wait.
  const waits = isWorthWaiting(refused) && frame.flow === 'book' && frame.more.length === 0;
  return {
    frame,
    acts: [{ act: 'offer', wish: wishedOf(frame), visits, near: refused !== null, waits }],
    pending: { kind: 'time', options, yes: options.length === 1 ? (only ?? null) : null },
    proposal: null,
    effects: [],
  };
}

/** The summary that waits for a yes; of a series with all its days, and the days it has to leave out. */
function propose(frame: Frame, visit: Visit, draft: Draft, world: World): Question {
  const [first] = visit.items;
  const held = first ? { ...frame, pick: { start: first.start, professional: first.professional } } : frame;
  const booking = ownBooking(world, frame.booking);
  const name = booking?.name ?? nameOf(draft.state, world);
  const service = serviceOf(world.business, frame.service);
  if (!service || !name) return waitingFor(held, asking('name', 'name', [], { wish: wishedOf(frame) }));
  const { visits, skipped } = frame.repeat
    ? seriesOf(visit, frame.repeat, visitWish(frame, service), world)
    : { visits: [visit], skipped: [] };
  const items = visits.flatMap((each) => each.items.map((item) => itemOf(item, name, booking, world)));
  const act = booking ? 'move' : 'book';
  const question = proposed(held, proposalOf({ act, items, booking }, draft.state.serial, world), draft);
  return skipped.length > 0 ? { ...question, acts: [{ act: 'skipped', starts: skipped }, ...question.acts] } : question;
}

/** At today's price; a booking that moves and keeps its service keeps the price that was agreed. */
function itemOf(
  { service, professional, start, end }: VisitItem,
  name: string,
  booking: OwnBooking | null,
  { business }: World,
): ProposedItem {
  const priceCents =
    booking?.service === service ? booking.priceCents : (serviceOf(business, service)?.priceCents ?? 0);
  return { service, professional, start, end, priceCents, name };
}

/** Somebody has it: it may become free again. */
export function isWorthWaiting(why: Obstacle | null): boolean {
  return why === 'slot_taken' || why === 'no_slots' || why === 'day_full';
}

/** Refusals that leave nothing of the day that was wished for. */
const ofTheDay: ReadonlySet<Obstacle> = new Set(['closed', 'past', 'too_far', 'impossible', 'day_full']);

function refuse(frame: Frame, { why, visits }: Refused, draft: Draft, world: World): Question {
  // Who does not perform the service is not asked for again.
  const kept = why === 'not_performed' ? { ...frame, professional: null } : frame;
  const said: Act = { act: 'refuse', why, wish: wishedOf(frame), booking: null };
  if (!frame.service) {
    const possible = { ...frame, time: null, date: ofTheDay.has(why) ? null : frame.date };
    const next = askAnyService(possible, draft, world);
    return { ...next, frame: kept, acts: draft.touched ? [said, ...next.acts] : next.acts };
  }
  const next = visits.length > 0 ? offer(kept, visits, why) : askDate(kept, world);
  // Said once: when the contact only asked something else meanwhile, the offer is enough.
  const isNews = draft.touched || draft.consent !== null || visits.length === 0;
  return { ...next, acts: isNews ? [said, ...next.acts] : next.acts };
}
