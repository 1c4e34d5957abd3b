import type { BookingOutcome } from '../bookings/booking.ts';
import type { Act } from './act.ts';
import { afterRefusal } from './book.ts';
import { commandsMax, type Command, type HandoffReason } from './command.ts';
import { bookEffect, isConsented } from './consent.ts';
import { draftOf, frameOf, putAside, saying, withFrame, withState, type Draft } from './draft.ts';
import { reopeningOf } from './desk.ts';
import { alternatives } from './find.ts';
import type { Question } from './flow.ts';
import { flows } from './flows.ts';
import { groundsOf } from './grounds.ts';
import { idle } from './idle.ts';
import { obey } from './obey.ts';
import type { DialogueState } from './state.ts';
import type { Decision, Effect, Outcome, World } from './world.ts';

export type { Decision, Effect, Outcome, World } from './world.ts';

/** Misunderstandings in a row after which a person takes over. */
const missedMax = 2;

/**
 * Decides what to do and what to say to what a contact asks for. Pure.
 *
 * When it asks for effects, its plan holds only what can be said before they are done: `settle` says the rest.
 */
export function decide(state: DialogueState, commands: readonly Command[], world: World): Decision {
  const obeyed = commands.slice(0, commandsMax).reduce((draft, command) => obey(draft, command, world), draftOf(state));
  const missed = obeyed.understood ? 0 : state.missed + 1;
  const draft = withState(obeyed, { missed, greeted: true });
  const reason = draft.handoff ?? (missed >= missedMax ? 'notUnderstood' : null);
  return reason ? handOff(draft, reason, world) : conclude(state, draft, world);
}

function handOff(draft: Draft, reason: HandoffReason, world: World): Decision {
  const { state, acts, effects } = withState(putAside(draft), { missed: 0 });
  return decided(state, acts, [...effects, { kind: 'handoff', reason }], world);
}

/** All commands are obeyed: books if there is consent, else asks what is still open. */
function conclude(before: DialogueState, draft: Draft, world: World): Decision {
  const frame = frameOf(draft);
  const flow = frame && flows[frame.flow];
  if (!frame || !flow) {
    const { acts, pending } = idle(before, draft);
    return decided({ ...draft.state, pending }, acts, draft.effects, world);
  }
  const question = flow.question(frame, draft, world);
  const proposal = question.proposal;
  if (proposal && !draft.question && isConsented(before, draft, proposal, world))
    return decided(draft.state, draft.acts, [...draft.effects, bookEffect(proposal)], world);
  const lost: Act[] = draft.understood ? [] : [{ act: 'lost' }];
  return ask(saying(draft, ...lost), question, world);
}

/** Ends the turn with the flow's question, or with one that goes before it. */
function ask(draft: Draft, question: Question, world: World): Decision {
  const own = draft.question;
  // "não, quinta 17h" says already what "o que mudar?" would ask.
  if (own && !(own.pending.kind === 'change' && draft.touched)) {
    const state = { ...draft.state, pending: own.pending, proposal: null };
    return decided(closed(draft.state, state), [...draft.acts, own.act], draft.effects, world);
  }
  // Nothing is asked now, so the next yes answers nothing: the flow waits, and shows where it stands.
  if (draft.leaving) return decided({ ...draft.state, pending: null }, draft.acts, draft.effects, world);
  const { state } = withFrame(draft, question.frame);
  const acts = draft.acts.filter((act) => !isRepeatedBy(question, act));
  const next = { ...state, pending: question.pending, proposal: question.proposal };
  return decided(closed(state, next), [...acts, ...question.acts], draft.effects, world);
}

/** The list of services is in the question itself. */
function isRepeatedBy({ pending }: Question, act: Act): boolean {
  return pending?.kind === 'service' && act.act === 'inform' && act.about.topic === 'services';
}

/** A proposal that is replaced or dropped is closed: its id never comes again. */
function closed(before: DialogueState, after: DialogueState): DialogueState {
  const dropped = before.proposal !== null && before.proposal.id !== after.proposal?.id;
  return dropped && after.proposal === null ? { ...after, serial: before.serial + 1 } : after;
}

function decided(
  state: DialogueState,
  acts: readonly Act[],
  effects: readonly Effect[],
  { business }: World,
): Decision {
  return { state, effects, plan: { acts, facts: groundsOf(acts, business) } };
}

/** The world answered (booked, slot taken, …): what to say now. Called once; `world.agenda` is fresh. */
export function settle(decision: Decision, outcomes: readonly Outcome[], world: World): Decision {
  const begun: Draft = { ...draftOf(decision.state), acts: decision.plan.acts, understood: true };
  return decision.effects.reduce<Decision>(
    (settled, effect, index) => settleOne(settled, effect, outcomes[index], world),
    decided(begun.state, begun.acts, [], world),
  );
}

function settleOne(settled: Decision, effect: Effect, outcome: Outcome | undefined, world: World): Decision {
  const draft: Draft = { ...draftOf(settled.state), acts: settled.plan.acts, understood: true };
  if (effect.kind === 'handoff') {
    const act: Act = { act: 'handoff', reason: effect.reason, reopens: reopeningOf(world) };
    return decided(settled.state, [...settled.plan.acts, act], [], world);
  }
  if (effect.kind !== 'book' || outcome?.kind !== 'book') return settled;
  return settleBooking(draft, effect, outcome.outcome, world);
}

function settleBooking(
  draft: Draft,
  { proposalId }: Extract<Effect, { kind: 'book' }>,
  outcome: BookingOutcome,
  world: World,
): Decision {
  const { proposal, stack, serial } = draft.state;
  const frame = frameOf(draft);
  if (!proposal || !frame || proposal.id !== proposalId) return decided(draft.state, draft.acts, [], world);
  const over = { ...draft.state, proposal: null, pending: null, serial: serial + 1 };
  if (outcome.kind === 'booked') {
    const protocol = outcome.bookings.map((made) => made.protocol).join(', ');
    const booked = { proposalId, protocol, proposal };
    const done: Act = { act: 'done', proposal, protocol, again: false };
    const state = { ...over, stack: stack.slice(0, -1), booked, mentioned: [] };
    return decided(state, [...draft.acts, done], [], world);
  }
  const slots = alternatives(frame, proposal.service, world).filter(({ start }) => !start.equals(proposal.start));
  const question = afterRefusal({ kind: 'refused', why: outcome.why, slots }, frame, draft, world);
  const next = { ...over, stack: [...stack.slice(0, -1), question.frame], pending: question.pending };
  return decided(next, [...draft.acts, ...question.acts], [], world);
}
