import { dayOf, horizonOf } from '../bookings/calendar.ts';
import type { Days } from '../bookings/agenda.ts';
import type { Slot } from '../bookings/booking.ts';
import { slotsOf } from '../bookings/slots.ts';
import type { Act, Obstacle } from './act.ts';
import { proposalOf } from './consent.ts';
import { nameOf, type Draft } from './draft.ts';
import { find, wishedOf, type Finding } from './find.ts';
import type { Question } from './flow.ts';
import { offersMax, spread } from './offers.ts';
import { optionId } from './option.ts';
import { pagesOf } from './page.ts';
import { suits } from './reading.ts';
import type { Frame } from './state.ts';
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
    case 'doubt': {
      const options = finding.options.map(optionId);
      return {
        frame,
        acts: [{ act: 'ask', slot: finding.slot, options, wish: wishedOf(frame) }],
        pending: { kind: finding.slot, options, yes: null },
        proposal: null,
      };
    }
    case 'several':
      return offer(frame, spread(finding.slots, offersMax), false);
    case 'fixed':
      return propose(frame, finding.slot, draft, world);
    case 'refused':
      return refuse(frame, finding, draft, world);
  }
}

function askService(frame: Frame, draft: Draft, { business }: World): Question {
  const pages = pagesOf(business);
  const looking = draft.acts.some((act) => act.act === 'inform' && act.about.topic === 'services');
  const page = looking ? Math.min(Math.max(draft.state.page, 1), pages.length) : 1;
  const options = (pages[page - 1] ?? []).map(({ id }) => optionId({ kind: 'service', service: id }));
  const more = page < pages.length ? [optionId({ kind: 'page', page: page + 1 })] : [];
  return {
    frame,
    acts: [{ act: 'ask', slot: 'service', options: [...options, ...more], wish: wishedOf(frame) }],
    pending: { kind: 'service', options, yes: null },
    proposal: null,
  };
}

const daysOffered = 3;

function askDate(frame: Frame, world: World): Question {
  const options = freeDays(frame, world).map((day) => optionId({ kind: 'day', day }));
  return {
    frame,
    acts: [{ act: 'ask', slot: 'date', options, wish: wishedOf(frame) }],
    pending: { kind: 'date', options, yes: null },
    proposal: null,
  };
}

/** The next days on which the wish can still be met; most often they are near, so the near ones are searched first. */
function freeDays(frame: Frame, world: World): Temporal.PlainDate[] {
  const [today, horizon] = [dayOf(world.business, world.now), horizonOf(world.business, world.now)];
  const soon = freeDaysIn({ from: today, to: today.add({ days: 7 }) }, frame, world);
  const days = soon.length < daysOffered ? freeDaysIn({ from: today, to: horizon }, frame, world) : soon;
  return days.slice(0, daysOffered);
}

function freeDaysIn(days: Days, frame: Frame, { business, agenda, now }: World): Temporal.PlainDate[] {
  if (!frame.service) return [];
  const open = { ...frame, date: null, problem: null };
  const slots = slotsOf(business, agenda, { service: frame.service, professional: frame.professional, days }, now);
  const found = slots
    .filter((slot) => suits(slot, open, business))
    .map(({ start }) => dayOf(business, start).toString());
  return [...new Set(found)].map((day) => Temporal.PlainDate.from(day));
}

function offer(frame: Frame, slots: readonly Slot[], near: boolean): Question {
  const options = slots.map(({ start, professional }) => optionId({ kind: 'slot', start, professional }));
  const [only] = options;
  return {
    frame,
    acts: [{ act: 'offer', wish: wishedOf(frame), slots, near }],
    pending: { kind: 'time', options, yes: options.length === 1 ? (only ?? null) : null },
    proposal: null,
  };
}

function propose(frame: Frame, slot: Slot, draft: Draft, world: World): Question {
  const held = { ...frame, pick: { start: slot.start, professional: slot.professional } };
  const name = nameOf(draft.state, world);
  const service = world.business.services.find(({ id }) => id === frame.service);
  if (!name || !service)
    return {
      frame: held,
      acts: [{ act: 'ask', slot: 'name', options: [], wish: wishedOf(frame) }],
      pending: { kind: 'name', options: [], yes: null },
      proposal: null,
    };
  const proposal = proposalOf({ service, slot, name }, draft.state.serial, world);
  const options = (['confirm', 'change', 'cancel'] as const).map((kind) => optionId({ kind, proposal: proposal.id }));
  return {
    frame: held,
    acts: [{ act: 'confirm', proposal, again: draft.state.proposal?.id === proposal.id }],
    pending: { kind: 'confirm', options, yes: optionId({ kind: 'confirm', proposal: proposal.id }) },
    proposal,
  };
}

/** Refusals that leave nothing of the day that was wished for. */
const ofTheDay: ReadonlySet<Obstacle> = new Set(['closed', 'past', 'too_far', 'impossible', 'day_full']);

function refuse(frame: Frame, { why, slots }: Refused, draft: Draft, world: World): Question {
  // Who does not perform the service is not asked for again.
  const left = why === 'not_performed' ? { ...frame, professional: null } : frame;
  const said: Act = { act: 'refuse', why, wish: wishedOf(frame) };
  if (!frame.service) {
    const possible = { ...frame, time: null, date: ofTheDay.has(why) ? null : frame.date };
    const next = askService(possible, draft, world);
    return { ...next, frame: left, acts: draft.touched ? [said, ...next.acts] : next.acts };
  }
  const next = slots.length > 0 ? offer(left, slots, true) : askDate(left, world);
  // Said once: when the contact only asked something else meanwhile, the offer is enough.
  const isNews = draft.touched || draft.consent !== null || slots.length === 0;
  return { ...next, acts: isNews ? [said, ...next.acts] : next.acts };
}
