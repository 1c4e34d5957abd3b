import type { BookingOutcome, CancelOutcome, MoveOutcome, Refusal } from '../bookings/booking.ts';
import type { Act } from './act.ts';
import { afterRefusal } from './book.ts';
import { decided, resume } from './dialogue.ts';
import { reopeningOf } from './desk.ts';
import { draftOf, frameOf, noWish, saying, talk, type Draft } from './draft.ts';
import { alternatives } from './find.ts';
import { ended } from './flow.ts';
import { serviceOf } from './lookup.ts';
import { emptyFrame, type DialogueState } from './state.ts';
import type { Decision, Effect, Outcome, World } from './world.ts';

/** The world answered (booked, slot taken, …): what to say now. Called once; `world` is fresh. */
export function settle(decision: Decision, outcomes: readonly Outcome[], world: World): Decision {
  const begun = decided(decision.state, decision.plan.acts, [], world);
  return decision.effects.reduce<Decision>(
    (settled, effect, index) => settleOne(settled, effect, outcomes[index], world),
    begun,
  );
}

function settleOne(settled: Decision, effect: Effect, outcome: Outcome | undefined, world: World): Decision {
  const { state, plan } = settled;
  if (effect.kind === 'handoff') {
    const act: Act = { act: 'handoff', reason: effect.reason, reopens: reopeningOf(world) };
    return decided(state, [...plan.acts, act], [], world);
  }
  if (!outcome || outcome.kind === 'done' || !('proposalId' in effect)) return settled;
  const draft: Draft = { ...draftOf(state), acts: plan.acts, understood: true };
  if (!draft.state.proposal || !frameOf(draft) || draft.state.proposal.id !== effect.proposalId) return settled;
  return settleProposal(draft, outcome, world);
}

type Answer = BookingOutcome | MoveOutcome | CancelOutcome;

function settleProposal(draft: Draft, outcome: Exclude<Outcome, { kind: 'done' }>, world: World): Decision {
  const answer: Answer = outcome.outcome;
  if (answer.kind === 'refused') return refused(draft, answer.why, world);
  const link = outcome.kind === 'cancel' ? null : outcome.link;
  return done(draft, answer, link, world);
}

/** It is done, and said; then the next session is asked for, or the flow that waits below goes on. */
function done(draft: Draft, answer: Exclude<Answer, { kind: 'refused' }>, link: string | null, world: World): Decision {
  const { proposal } = draft.state;
  const frame = frameOf(draft);
  if (!proposal || !frame) return decided(draft.state, draft.acts, [], world);
  const { booking } = proposal;
  const bookings = answer.kind === 'booked' ? answer.bookings : booking ? [booking] : [];
  const protocols = bookings.map(({ protocol }) => protocol);
  const booked = {
    proposalId: proposal.id,
    proposal,
    bookings: bookings.map(({ id, protocol }) => ({ id, protocol })),
  };
  const said: Act = { act: 'done', proposal, protocols, again: false, link };
  const more =
    frame.sessions > 1 ? [{ ...emptyFrame('book'), service: frame.service, sessions: frame.sessions - 1 }] : [];
  const stack = [...draft.state.stack.slice(0, -1), ...more];
  const state = { ...over(draft.state), stack, booked, mentioned: [] };
  const next = more.length > 0 ? [talk('nextSession')] : [];
  return resume(decided(state, [...draft.acts, said, ...next], [], world), world);
}

/** No proposal is open any more, and its id never comes again. */
function over(state: DialogueState): DialogueState {
  return { ...state, proposal: null, pending: null, serial: state.serial + 1 };
}

/** Somebody was faster, or a rule has come to stand in the way meanwhile. */
function refused(draft: Draft, why: Refusal, world: World): Decision {
  const frame = frameOf(draft);
  const { proposal } = draft.state;
  const service = serviceOf(world.business, proposal?.items[0]?.service ?? null);
  if (!frame || !proposal || !service) return decided(draft.state, draft.acts, [], world);
  const rest = draft.state.stack.slice(0, -1);
  if (proposal.act === 'cancel' || why === 'gone') {
    const { acts } = ended([{ act: 'refuse', why, wish: noWish, booking: null }, talk('fine')]);
    return decided({ ...over(draft.state), stack: rest }, [...draft.acts, ...acts], [], world);
  }
  const start = proposal.items[0]?.start;
  const wished = { ...frame, service: service.id };
  const visits = alternatives(wished, service, world).filter((visit) => !start || !visit.start.equals(start));
  const question = afterRefusal({ kind: 'refused', why, visits }, wished, draft, world);
  const next = {
    ...over(draft.state),
    stack: [...rest, ...(question.frame ? [{ ...question.frame, service: frame.service }] : [])],
  };
  return decided({ ...next, pending: question.pending }, saying(draft, ...question.acts).acts, [], world);
}
