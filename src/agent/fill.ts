import type { Business, ProfessionalId, ServiceId } from '../business/business.ts';
import type { Command } from './command.ts';
import { localOf } from './local.ts';
import { frameOf, mention, opened, saying, talk, withFrame, withState, type Draft } from './draft.ts';
import { optionOf } from './option.ts';
import type { Frame } from './state.ts';
import type { Doubt, TimeWish, Wish } from './wish.ts';
import type { World } from './world.ts';

type Filling = Extract<Command, { kind: 'set' | 'correct' }>;

/** Puts what was said into the flow; a wish without a flow begins a booking. What was known of that slot is replaced. */
export function fill(draft: Draft, filling: Filling, world: World): Draft {
  switch (filling.slot) {
    case 'service':
      return withService(draft, filling.value, world);
    case 'professional':
      return withProfessional(draft, filling.value, world);
    case 'when':
      return withWish(draft, filling.value, world);
    case 'name':
      return withName(draft, filling.value);
    case 'people':
    case 'sessions':
      return filling.value > 1 ? { ...draft, handoff: 'unsupported' } : draft;
    case 'repeat':
      return { ...draft, handoff: 'unsupported' };
    case 'booking':
    case 'minutes':
    case 'rating':
      return draft;
  }
}

/** The flow under way, or a booking that begins. */
function begun(draft: Draft): Draft {
  return opened(draft, frameOf(draft)?.flow ?? 'book');
}

function withService(draft: Draft, service: ServiceId, { business }: World): Draft {
  if (!business.services.some(({ id }) => id === service)) return draft;
  return mention(withFrame(begun(draft), { service, pick: null }), service);
}

function withProfessional(draft: Draft, professional: ProfessionalId | null, { business }: World): Draft {
  const isKnown = professional === null || business.professionals.some(({ id }) => id === professional);
  return isKnown ? withFrame(begun(draft), { professional, pick: null }) : draft;
}

function withName(draft: Draft, name: string): Draft {
  const named = withFrame(withState(draft, { name }), {});
  const met = frameOf(draft) ? named : saying(named, talk('met', name));
  return { ...met, effects: [...draft.effects, { kind: 'name', name }] };
}

/** A new wish over what was wished before: what it names replaces, what it leaves open stays. */
function withWish(draft: Draft, wish: Wish, world: World): Draft {
  const open = begun(draft);
  const offer = wish.date ? null : offeredAt(wish, draft, world);
  if (offer) return withFrame(open, picked(offer, world.business));
  return withTime(withDate(withFrame(open, { pick: null }), wish), wish, world);
}

function withDate(draft: Draft, wish: Wish): Draft {
  const doubts = merged(frameOf(draft)?.doubts ?? [], wish, 'whichWeek');
  if (wish.date && wish.date.kind !== 'same')
    return withFrame(draft, { date: wish.date, doubts, problem: wish.problem });
  return wish.problem ? withFrame(draft, { problem: wish.problem }) : draft;
}

function withTime(draft: Draft, wish: Wish, world: World): Draft {
  const time = wish.time && wish.time.kind !== 'same' ? wish.time : shifted(wish, draft, world);
  const doubts = merged(frameOf(draft)?.doubts ?? [], wish, 'halfOfDay');
  if (!time) return draft;
  // What was over by then need not be over at another time.
  const problem = frameOf(draft)?.problem === 'past' ? wish.problem : frameOf(draft)?.problem;
  return withFrame(draft, { time, doubts, problem: problem ?? null, approximate: wish.approximate });
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
    doubts: [],
    problem: null,
    approximate: false,
    pick: { start, professional },
  };
}

/** "mais tarde" than what was proposed or offered: all that begins after it. */
function shifted({ shift }: Wish, draft: Draft, world: World): TimeWish | null {
  const shown = [...offered(draft, world), draft.state.proposal];
  const starts = shown.flatMap((slot) => (slot ? [slot.start] : [])).toSorted((a, b) => Temporal.Instant.compare(a, b));
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
  if (frame.time || frame.pick) return withFrame(draft, { time: null, pick: null, doubts: [] });
  if (frame.date) return withFrame(draft, { date: null, problem: null, doubts: [] });
  return withFrame(draft, { service: null, professional: null });
}
