import { isBefore } from '../platform/time.ts';
import type { Act } from './act.ts';
import { briefOf } from './brief.ts';
import { commandsMax, type Command, type HandoffReason } from './command.ts';
import { effectOf, isConsented } from './consent.ts';
import { draftOf, frameOf, putAside, saying, talk, withFrame, withState, type Draft } from './draft.ts';
import type { Question } from './flow.ts';
import { flows } from './flows.ts';
import { groundsOf } from './grounds.ts';
import { idle } from './idle.ts';
import { obey } from './obey.ts';
import { freshState, type DialogueState, type Frame } from './state.ts';
import type { Decision, Effect, World } from './world.ts';

/** Misunderstandings in a row after which a person takes over. */
const missedMax = 2;

/** After this long a flow that is still open is named when the contact comes back; after that long it is forgotten. */
const awayHours = 6;
const forgottenDays = 7;

/**
 * Decides what to do and what to say to what a contact asks for. Pure.
 *
 * When it asks for effects, its plan holds only what can be said before they are done: `settle` says the rest.
 */
export function decide(state: DialogueState, commands: readonly Command[], world: World): Decision {
  const before = remembered(state, world);
  const obeyed = commands
    .slice(0, commandsMax)
    .reduce((draft, command) => obey(draft, command, world), draftOf(before));
  const missed = obeyed.understood ? 0 : before.missed + 1;
  const unread = obeyed.state.unread > before.unread ? obeyed.state.unread : 0;
  const draft = withState(obeyed, { missed, unread, greeted: true, at: world.now });
  const reason = draft.handoff ?? (missed >= missedMax ? 'notUnderstood' : null);
  return reason ? handOff(draft, reason, world) : conclude(before, draft, world);
}

/** Of a conversation of long ago only the name and the language are left. */
export function remembered(state: DialogueState, { now }: Pick<World, 'now'>): DialogueState {
  const isOld = state.at !== null && isBefore(state.at.add({ hours: 24 * forgottenDays }), now);
  if (!isOld) return state;
  const { name, language, serial, booked } = state;
  return { ...freshState, name, language, booked, serial: serial + 1 };
}

function handOff(draft: Draft, reason: HandoffReason, world: World): Decision {
  const brief = briefOf(draft, reason, world);
  const { state, acts, effects } = withState(putAside(draft), { missed: 0, unread: 0 });
  return decided(state, acts, [...effects, { kind: 'handoff', reason, brief }], world);
}

/** All commands are obeyed: does what there is consent to, else asks what is still open. */
function conclude(before: DialogueState, draft: Draft, world: World): Decision {
  const frame = frameOf(draft);
  if (!frame) {
    const { acts, pending } = idle(before, draft);
    return decided({ ...draft.state, pending: pending ?? stillOpen(before, draft) }, acts, draft.effects, world);
  }
  const question = flows[frame.flow].question(frame, draft, world);
  const { proposal } = question;
  const isAgreed = proposal !== null && !draft.question && isConsented(before, draft, proposal, world);
  const effect = isAgreed ? effectOf(proposal, frame.professional) : null;
  // A proposal of a reminder is the question's own from here on: the outcome is told of it.
  if (effect)
    return decided(
      { ...withFrame(draft, question.frame ?? {}).state, proposal },
      draft.acts,
      [...draft.effects, effect],
      world,
    );
  const lost: Act[] = draft.understood ? [] : [{ act: 'lost' }];
  const resumed: Act[] = isBack(before, draft, world) ? [talk('resumed')] : [];
  return ask(saying(draft, ...lost, ...resumed), question, world);
}

/** A question about something else leaves that of a reminder, or of a visit that is over, where it was. */
function stillOpen({ pending, proposal }: DialogueState, { effects, acts, state }: Draft): DialogueState['pending'] {
  const isUnasked = pending?.kind === 'reminder' || pending?.kind === 'rating';
  const isAside = effects.length === 0 && acts.some(({ act }) => act === 'inform' || act === 'missing');
  return isUnasked && isAside && state.proposal?.id === proposal?.id ? pending : null;
}

/** They come back to what was left open, without saying more. */
function isBack({ at, stack }: DialogueState, { touched }: Draft, { now }: World): boolean {
  return stack.length > 0 && !touched && at !== null && isBefore(at.add({ hours: awayHours }), now);
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
  const acts = [...draft.acts.filter((act) => !isRepeatedBy(question, act)), ...question.acts];
  const effects = [...draft.effects, ...question.effects];
  if (question.frame === null) return over(draft, { ...question, acts, effects }, world);
  return decided(closed(draft.state, leftWith(draft, question.frame, question)), acts, effects, world);
}

/** The flow has ended; the one below it, if there is one, asks its question again in the same message. */
function over(draft: Draft, { acts, effects, pending }: Question, world: World): Decision {
  const state = closed(draft.state, { ...draft.state, stack: draft.state.stack.slice(0, -1), pending, proposal: null });
  const done = decided(state, acts, effects, world);
  return pending ? done : resume(done, world);
}

/** The question of the flow that waits below, added to what is said. */
export function resume({ state, plan, effects }: Decision, world: World): Decision {
  const draft: Draft = { ...draftOf(state), acts: plan.acts, understood: true };
  const frame = frameOf(draft);
  if (!frame) return { state, plan, effects };
  const question = flows[frame.flow].question(frame, draft, world);
  if (question.frame === null) return { state, plan, effects };
  return decided(leftWith(draft, question.frame, question), [...plan.acts, ...question.acts], effects, world);
}

/** The flow waits for what it asked. */
function leftWith(draft: Draft, frame: Frame, { pending, proposal }: Question): DialogueState {
  return { ...withFrame(draft, frame).state, pending, proposal };
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

export function decided(
  state: DialogueState,
  acts: readonly Act[],
  effects: readonly Effect[],
  { business }: Pick<World, 'business'>,
): Decision {
  const language = business.style.language === 'auto' ? state.language : business.style.language;
  return { state, effects, plan: { acts, facts: groundsOf(acts, business), language } };
}
