import type { BookingId, OwnBooking } from '../bookings/booking.ts';
import type { FlowName, HandoffReason, Topic } from './command.ts';
import {
  asking,
  doing,
  frameOf,
  isLooking,
  mention,
  noWish,
  opened,
  ownBooking,
  putAside,
  saying,
  talk,
  withFrame,
  withState,
  type Draft,
} from './draft.ts';
import { picked, rated } from './fill.ts';
import { answer } from './inform.ts';
import { forOption, optionOf, type ByOption, type MenuEntry, type Option, type OwnVerb } from './option.ts';
import { kept } from './own.ts';
import type { World } from './world.ts';

/** What a tap means now. An option is only a wish: what it wishes for is looked up again, however old the button is. */
export function choose(draft: Draft, id: string, world: World, tapped: boolean): Draft {
  const option = optionOf(id, world.business);
  return option ? forOption(chosen({ ...draft, understood: true }, world, tapped), option) : draft;
}

function chosen(draft: Draft, world: World, tapped: boolean): ByOption<Draft> {
  const looking = () => begunLooking(draft);
  return {
    confirm: ({ proposal }) => onProposal(draft, 'confirm', { id: proposal, tapped }, world),
    change: ({ proposal }) => onProposal(draft, 'change', { id: proposal, tapped }, world),
    cancel: ({ proposal }) => onProposal(draft, 'cancel', { id: proposal, tapped }, world),
    service: ({ service }) => mention(withFrame(looking(), { service, more: [], pick: null }), service),
    habit: ({ service, professional }) =>
      mention(withFrame(looking(), { service, professional, more: [], pick: null }), service),
    about: ({ topic, service }) => answer(draft, topic, [{ kind: 'service', id: service }], world),
    slot: (slot) => withFrame(looking(), picked(slot, world.business)),
    day: ({ day }) => withFrame(looking(), { date: { kind: 'day', day }, doubts: [], problem: null, pick: null }),
    time: ({ time }) => withFrame(looking(), { time: { kind: 'at', time }, doubts: [], pick: null }),
    edit: ({ slot }) => edited(draft, slot),
    page: ({ page }) => answer(withState(draft, { page: page - 1 }), 'moreServices', [], world),
    menu: ({ entry }) => fromMenu(draft, entry, world),
    own: (option) => ofBooking(draft, option, { world, tapped }),
    rate: ({ stars, booking }) => ratedBy(draft, stars, booking, world),
    erase: ({ sure }) => erased(draft, sure),
  };
}

/** A flow that looks for a time goes on with what was tapped; else a booking begins. */
function begunLooking(draft: Draft): Draft {
  return isLooking(frameOf(draft)) ? draft : opened(draft, 'book');
}

type Tap = { readonly id: string; readonly tapped: boolean };

function onProposal(draft: Draft, kind: 'confirm' | 'change' | 'cancel', { id, tapped }: Tap, world: World): Draft {
  const { proposal, booked } = draft.state;
  if (proposal?.id === id) {
    if (kind === 'confirm') return { ...draft, consent: { proposalId: id, tapped } };
    const frame = frameOf(draft);
    if (kind === 'change') return proposal.act === 'cancel' ? opened(draft, 'reschedule') : askingChange(draft);
    return saying(putAside(draft), frame ? kept(frame, world) : talk('ended'));
  }
  if (booked?.proposalId === id) return onDone(draft, kind);
  // Of another time: the flow under way shows where it stands, or we say that the button is spent.
  return frameOf(draft) ? draft : saying(draft, talk('expired'));
}

/** The buttons under what is done already: to confirm twice changes nothing, to change or cancel is about the booking there is. */
function onDone(draft: Draft, kind: 'confirm' | 'change' | 'cancel'): Draft {
  const { booked } = draft.state;
  const [only] = booked?.bookings ?? [];
  if (!booked || !only) return draft;
  const { proposal, bookings } = booked;
  const protocols = bookings.map(({ protocol }) => protocol);
  if (kind === 'confirm') return saying(draft, { act: 'done', proposal, protocols, again: true, link: null });
  if (proposal.act === 'cancel') return saying(draft, talk('expired'));
  const flow = kind === 'change' ? 'reschedule' : 'cancel';
  return bookings.length > 1 ? opened(draft, flow) : withFrame(opened(draft, flow), { booking: only.id });
}

/** "não" to a proposal or an offer: what should be different? */
export function askingChange(draft: Draft): Draft {
  const frame = frameOf(draft);
  const options =
    frame?.flow === 'reschedule' ? ['edit:when', 'edit:service'] : ['edit:when', 'edit:service', 'edit:name'];
  const wish = { ...noWish, service: frame?.service ?? null };
  return { ...draft, question: asking('change', 'change', options, { wish }) };
}

function edited(draft: Draft, slot: 'service' | 'when' | 'name'): Draft {
  const begun = begunLooking(draft);
  if (slot === 'service') return withFrame(begun, { service: null, more: [], professional: null, pick: null });
  if (slot === 'when')
    return withFrame(begun, { date: null, time: null, sameTime: false, doubts: [], problem: null, pick: null });
  return {
    ...draft,
    question: asking('name', 'name', [], { wish: { ...noWish, service: frameOf(draft)?.service ?? null } }),
  };
}

const topics: Readonly<Partial<Record<MenuEntry, Topic>>> = {
  services: 'services',
  prices: 'prices',
  hours: 'hours',
  address: 'address',
  menu: 'menu',
};
const flows: Readonly<Partial<Record<MenuEntry, FlowName>>> = {
  book: 'book',
  bookings: 'check',
  move: 'reschedule',
  drop: 'cancel',
  wait: 'waitlist',
};
const people: Readonly<Partial<Record<MenuEntry, HandoffReason>>> = { human: 'asked', exception: 'exception' };

function fromMenu(draft: Draft, entry: MenuEntry, world: World): Draft {
  const reason = people[entry];
  if (reason) return { ...draft, handoff: reason };
  const topic = topics[entry];
  if (topic) return answer(draft, topic, [], world);
  const flow = flows[entry];
  return flow ? opened(draft, flow) : draft;
}

/** Only the contact's own booking: an id of anybody else's finds nothing. */
function ofBooking(draft: Draft, { verb, booking: id }: Option<'own'>, { world, tapped }: Taps): Draft {
  const booking = ownBooking(world, id);
  if (!booking) return saying(draft, talk('expired'));
  const verbs: Readonly<Record<OwnVerb, () => Draft>> = {
    pick: () => withFrame(frameOf(draft) ? draft : opened(draft, 'reschedule'), { booking: id }),
    attend: () => attending(draft, booking),
    drop: () => dropping(draft, id, tapped),
    move: () => withFrame(opened(draft, 'reschedule'), { booking: id }),
  };
  return verbs[verb]();
}

type Taps = { readonly world: World; readonly tapped: boolean };

/** "1": they come. */
function attending(draft: Draft, booking: OwnBooking): Draft {
  if (booking.status !== 'booked') return saying(draft, talk('expired'));
  const noted = doing(withState(draft, { pending: null, proposal: null }), { kind: 'attend', booking: booking.id });
  return saying(noted, { act: 'attended', booking });
}

/** "2" to a reminder that showed the whole booking is a yes to its cancellation; anywhere else it is only a wish for one. */
function dropping(draft: Draft, id: BookingId, tapped: boolean): Draft {
  const { pending, proposal } = draft.state;
  const begun = withFrame(opened(draft, 'cancel'), { booking: id });
  const isAsked = pending?.kind === 'reminder' && proposal?.act === 'cancel' && proposal.booking?.id === id;
  return isAsked ? { ...begun, consent: { proposalId: proposal.id, tapped } } : begun;
}

function ratedBy(draft: Draft, stars: number, id: BookingId, world: World): Draft {
  const booking = ownBooking(world, id);
  if (!booking) return saying(draft, talk('expired'));
  const options = [`rate:${stars}:${id}`];
  return rated(withState(draft, { pending: { kind: 'rating', options, yes: null } }), stars, world);
}

/** Only as the answer to our own question: an old button erases nobody. */
function erased(draft: Draft, sure: boolean): Draft {
  if (draft.state.pending?.kind !== 'erase') return saying(draft, talk('expired'));
  if (!sure) return saying(putAside(draft), talk('notErased'));
  return saying(doing(putAside(draft), { kind: 'privacy', request: 'erase' }), talk('erasing'));
}
