import type { ServiceId } from '../business/business.ts';
import type { Act, SmallTalk } from './act.ts';
import type { FlowName, HandoffReason } from './command.ts';
import { emptyFrame, type DialogueState, type Frame, type Pending } from './state.ts';
import type { Effect, World } from './world.ts';

/** A turn while its commands are obeyed, one after the other. */
export type Draft = {
  readonly state: DialogueState;
  /** Answers given so far; the question that remains is added at the end. */
  readonly acts: readonly Act[];
  readonly effects: readonly Effect[];
  readonly handoff: HandoffReason | null;
  /** The proposal a yes was said to; `tapped` if its own button said it, which proves that it was shown. */
  readonly consent: { readonly proposalId: string; readonly tapped: boolean } | null;
  /** Some command made sense. */
  readonly understood: boolean;
  /** The wish changed in this turn. */
  readonly touched: boolean;
  /** A question that goes before the flow's own. */
  readonly question: { readonly act: Act; readonly pending: Pending } | null;
  /** The contact takes leave: no question follows. */
  readonly leaving: boolean;
};

export function draftOf(state: DialogueState): Draft {
  return {
    state,
    acts: [],
    effects: [],
    handoff: null,
    consent: null,
    understood: false,
    touched: false,
    question: null,
    leaving: false,
  };
}

export function withState(draft: Draft, change: Partial<DialogueState>): Draft {
  return { ...draft, state: { ...draft.state, ...change } };
}

export function saying(draft: Draft, ...acts: readonly Act[]): Draft {
  return { ...draft, acts: [...draft.acts, ...acts] };
}

/** The flow spoken about, if there is one. */
export function frameOf({ state }: Draft): Frame | null {
  return state.stack.at(-1) ?? null;
}

export function withFrame(draft: Draft, change: Partial<Frame>): Draft {
  const frame = frameOf(draft);
  if (!frame) return draft;
  return {
    ...withState(draft, { stack: [...draft.state.stack.slice(0, -1), { ...frame, ...change }] }),
    touched: true,
  };
}

/** Opens a flow unless the same one is under way; what was spoken about last carries over. */
export function opened(draft: Draft, flow: FlowName): Draft {
  if (frameOf(draft)?.flow === flow) return draft;
  const frame = { ...emptyFrame(flow), service: draft.state.mentioned.at(-1) ?? null };
  return { ...withState(draft, { stack: [...draft.state.stack, frame] }), touched: true };
}

/** How many services are remembered as spoken about. */
const mentionedMax = 5;

export function mention(draft: Draft, service: ServiceId): Draft {
  const others = draft.state.mentioned.filter((id) => id !== service);
  return withState(draft, { mentioned: [...others, service].slice(-mentionedMax) });
}

/** The contact's name: as they said it here, else as their profile has it. */
export function nameOf(state: DialogueState, world: World): string | null {
  return state.name ?? world.contactName;
}

export function talk(kind: SmallTalk, name: string | null = null): Act {
  return { act: 'smallTalk', kind, name };
}

/** No flow, no question, nothing on offer; what was spoken about is remembered. */
export function putAside(draft: Draft): Draft {
  return withState(draft, {
    stack: [],
    pending: null,
    proposal: null,
    serial: draft.state.serial + (draft.state.proposal ? 1 : 0),
  });
}
