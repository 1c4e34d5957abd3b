import { isBefore } from '../platform/time.ts';
import type { BookingId } from '../bookings/booking.ts';
import type { Business, ProfessionalId, ServiceId } from '../business/business.ts';
import type { BookingHint, Command, FlowName } from './command.ts';
import { doing, frameOf, isLooking, mention, opened, saying, talk, withFrame, withState, type Draft } from './draft.ts';
import { localOf } from './local.ts';
import { optionOf } from './option.ts';
import { emptyFrame, type Frame } from './state.ts';
import type { Doubt, TimeWish, Wish } from './wish.ts';
import type { World } from './world.ts';

type Filling = Extract<Command, { kind: 'set' | 'correct' }>;
type Slot<Name extends Filling['slot']> = Extract<Filling, { slot: Name }>;

/** Puts what was said into the flow; a wish without a flow begins a booking. What was known of that slot is replaced. */
export function fill(draft: Draft, filling: Filling, world: World): Draft {
  const begun = corrects(draft, filling, world);
  switch (filling.slot) {
    case 'service':
      return withService(begun, filling.value, world);
    case 'professional':
      return withProfessional(begun, filling.value, world);
    case 'when':
      return withWish(begun, filling.value, world);
    case 'name':
      return withName(begun, filling.value);
    case 'booking':
      return withHint(begun, filling.value);
    case 'people':
    case 'sessions':
    case 'repeat':
    case 'minutes':
    case 'rating':
      return withNumber(begun, filling, world);
  }
}

/** More people than these: a person arranges it. */
const peopleMax = 4;

function withNumber(
  draft: Draft,
  filling: Slot<'people' | 'sessions' | 'repeat' | 'minutes' | 'rating'>,
  world: World,
): Draft {
  switch (filling.slot) {
    case 'people':
      // What moves is one booking, of one person.
      if (frameOf(draft)?.flow === 'reschedule') return draft;
      return filling.value > peopleMax
        ? { ...draft, handoff: 'group' }
        : withFrame(begunIn(draft), { people: filling.value, pick: null });
    case 'sessions':
      return withFrame(begunIn(draft), { sessions: filling.value });
    case 'repeat':
      return withFrame(begunIn(draft), { repeat: filling.value });
    case 'minutes':
      return withFrame(opened(draft, 'late'), { minutes: filling.value });
    case 'rating':
      return rated(draft, filling.value, world);
  }
}

/** A mark for the visit that was asked about; without that question there is nothing to rate. */
export function rated(draft: Draft, stars: number, { business, bookings }: World): Draft {
  const options = draft.state.pending?.kind === 'rating' ? draft.state.pending.options : [];
  const option = options.map((id) => optionOf(id, business)).find((each) => each?.kind === 'rate');
  const booking = option?.kind === 'rate' ? bookings.find(({ id }) => id === option.booking) : undefined;
  if (!booking) return draft;
  const done = doing(withState(draft, { pending: null }), { kind: 'rate', booking: booking.id, stars });
  return saying(done, talk(stars <= lowStars ? 'ratedLow' : 'rated'));
}

/** So few stars are a complaint. */
const lowStars = 2;

/** How long after something was done "não, dia 17" still means that. */
const correctableMinutes = 15;

/** A correction of what was just booked or moved moves it: never a second booking. */
function corrects(draft: Draft, { kind, slot }: Filling, { now }: World): Draft {
  const isCorrection = kind === 'correct' && (slot === 'when' || slot === 'service' || slot === 'professional');
  const booking = isCorrection && !frameOf(draft) ? justDone(draft, now) : null;
  return booking ? withFrame(opened(draft, 'reschedule'), { booking }) : draft;
}

/** The one booking that was just made or moved. */
function justDone({ state: { booked } }: Draft, now: Temporal.Instant): BookingId | null {
  if (!booked || booked.proposal.act === 'cancel' || booked.bookings.length > 1) return null;
  const isOver = isBefore(booked.proposal.at.add({ minutes: correctableMinutes }), now);
  return isOver ? null : (booked.bookings[0]?.id ?? null);
}

/** The flow under way, or a booking that begins. */
function begunIn(draft: Draft, flow: FlowName = 'book'): Draft {
  return opened(draft, frameOf(draft)?.flow ?? flow);
}

function withService(draft: Draft, service: ServiceId, { business }: World): Draft {
  if (!business.services.some(({ id }) => id === service)) return draft;
  const begun = begunIn(draft);
  const frame = frameOf(begun);
  // "cancelar o corte": the service says which booking.
  if (frame && !isLooking(frame)) return withHint(begun, { when: frame.hint?.when ?? null, service });
  return mention(withFrame(begun, { service, more: [], pick: null }), service);
}

/** One more service for the visit; the first one, when none is known yet. */
export function withMore(draft: Draft, service: ServiceId, world: World): Draft {
  const frame = frameOf(draft);
  if (frame?.flow !== 'book' || !frame.service) return withService(draft, service, world);
  if (!world.business.services.some(({ id }) => id === service)) return draft;
  if (frame.service === service || frame.more.includes(service)) return draft;
  return mention(withFrame(draft, { more: [...frame.more, service].slice(0, 3), pick: null }), service);
}

function withProfessional(draft: Draft, professional: ProfessionalId | null, { business }: World): Draft {
  const isKnown = professional === null || business.professionals.some(({ id }) => id === professional);
  return isKnown ? withFrame(begunIn(draft), { professional, pick: null }) : draft;
}

function withName(draft: Draft, name: string): Draft {
  const named = withFrame(withState(draft, { name }), {});
  const met = frameOf(draft) ? named : saying(named, talk('met', name));
  return doing(met, { kind: 'name', name });
}

/** Which booking is meant. */
function withHint(draft: Draft, hint: BookingHint): Draft {
  const begun = begunIn(draft, 'reschedule');
  return frameOf(begun)?.flow === 'book' ? begun : withFrame(begun, { hint, booking: null });
}

/** A new wish over what was wished before: what it names replaces, what it leaves open stays. */
function withWish(draft: Draft, wish: Wish, world: World): Draft {
  const open = begunIn(isMoveInstead(draft) ? opened(draft, 'reschedule') : draft);
  const frame = frameOf(open);
  if (frame && !isLooking(frame)) return withHint(open, { when: wish, service: frame.hint?.service ?? null });
  const offer = wish.date ? null : offeredAt(wish, draft, world);
  if (offer) return withFrame(open, picked(offer, world.business));
  return withTime(withDate(withFrame(open, { pick: null }), wish), wish, world);
}

/** Another time, when the cancellation waits for a yes: it is to be moved instead. */
function isMoveInstead(draft: Draft): boolean {
  return frameOf(draft)?.flow === 'cancel' && draft.state.pending?.kind === 'confirm';
}

function withDate(draft: Draft, wish: Wish): Draft {
  const doubts = merged(frameOf(draft)?.doubts ?? [], wish, 'whichWeek');
  if (wish.date && wish.date.kind !== 'same')
    return withFrame(draft, { date: wish.date, doubts, problem: wish.problem });
  return wish.problem ? withFrame(draft, { problem: wish.problem }) : draft;
}

function withTime(draft: Draft, wish: Wish, world: World): Draft {
  if (wish.time?.kind === 'same' && wish.time.of === 'booking') return withFrame(draft, { time: null, sameTime: true });
  const time = wish.time && wish.time.kind !== 'same' ? wish.time : shifted(wish, draft, world);
  const doubts = merged(frameOf(draft)?.doubts ?? [], wish, 'halfOfDay');
  if (!time) return draft;
  return withFrame(draft, {
    time,
    sameTime: false,
    doubts,
    problem: problemLeft(draft, wish),
    approximate: wish.approximate,
  });
}

/** What was over by then need not be over at another time. */
function problemLeft(draft: Draft, wish: Wish): Frame['problem'] {
  const problem = frameOf(draft)?.problem ?? null;
  return problem === 'past' ? wish.problem : problem;
}

/** The doubts once this one is said anew. */
function merged(before: readonly Doubt[], wish: Wish, doubt: Doubt): Doubt[] {
  const others = before.filter((each) => each !== doubt);
  return wish.doubts.includes(doubt) ? [...others, doubt] : others;
}

/** One very slot is wished for now, and with it its day and time. */
export function picked({ start, professional }: NonNullable<Frame['pick']>, business: Business): Partial<Frame> {
  const at = localOf(start, business);
  return {
    date: { kind: 'day', day: at.toPlainDate() },
    time: { kind: 'at', time: at.toPlainTime() },
    sameTime: false,
    doubts: [],
    problem: null,
    approximate: false,
    pick: { start, professional },
  };
}

/** "mais tarde" than what was proposed or offered: all that begins after it. */
function shifted({ shift }: Wish, draft: Draft, world: World): TimeWish | null {
  const shown = [...offered(draft, world), ...(draft.state.proposal?.items.slice(0, 1) ?? [])];
  const starts = shown.map(({ start }) => start).toSorted((a, b) => Temporal.Instant.compare(a, b));
  const edge = shift === 'later' ? starts.at(-1) : starts[0];
  if (!shift || !edge) return null;
  const time = localOf(edge, world.business).toPlainTime();
  return shift === 'later'
    ? { kind: 'between', from: time.add({ minutes: 1 }), to: null }
    : { kind: 'between', from: null, to: time };
}

function offered(draft: Draft, { business }: World) {
  const options = draft.state.pending?.options.map((id) => optionOf(id, business)) ?? [];
  return options.filter((option) => option?.kind === 'slot');
}

/** "o das 16": the one slot among those offered that begins at this time, if it is one. */
function offeredAt({ time, doubts }: Wish, draft: Draft, world: World): Frame['pick'] {
  if (time?.kind !== 'at') return null;
  const period = doubts.includes('halfOfDay') ? 12 : 24;
  const fitting = offered(draft, world).filter(({ start }) => {
    const at = localOf(start, world.business).toPlainTime();
    return at.hour % period === time.time.hour % period && at.minute === time.time.minute;
  });
  const [only] = fitting;
  return only && fitting.length === 1 ? { start: only.start, professional: only.professional } : null;
}

/** One step back: the latest thing known is asked again. */
export function back(draft: Draft): Draft {
  const frame = frameOf(draft);
  if (!frame) return draft;
  if (frame.time || frame.pick) return withFrame(draft, { time: null, sameTime: false, pick: null, doubts: [] });
  if (frame.date) return withFrame(draft, { date: null, problem: null, doubts: [] });
  if (!isLooking(frame) || frame.booking) return withFrame(draft, { booking: null, hint: null });
  return withFrame(draft, { ...emptyFrame(frame.flow) });
}
