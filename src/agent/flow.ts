import type { Act } from './act.ts';
import type { Asking, Draft } from './draft.ts';
import type { Frame, OpenProposal, Pending } from './state.ts';
import type { Effect, World } from './world.ts';

/** What a flow says at the end of a turn, and what it then waits for. */
export type Question = {
  /** `null`: the flow is over. */
  readonly frame: Frame | null;
  readonly acts: readonly Act[];
  readonly pending: Pending | null;
  /** Shown by `acts`, and what a yes will mean. */
  readonly proposal: OpenProposal | null;
  /** What needs no yes: a note that somebody is late, a place on the waitlist. */
  readonly effects: readonly Effect[];
};

/** The flow waits for the answer to this. */
export function waitingFor(frame: Frame, { act, pending }: Asking): Question {
  return { frame, acts: [act], pending, proposal: null, effects: [] };
}

/** The flow is over, and this is what is left to say. */
export function ended(acts: readonly Act[], pending: Question['pending'] = null): Question {
  return { frame: null, acts, pending, proposal: null, effects: [] };
}

/** One kind of business with a contact. It is asked at the end of each turn and remembers nothing outside its frame. */
export type Flow = { readonly question: (frame: Frame, draft: Draft, world: World) => Question };
