import { freshAgenda } from '../bookings/agenda.store.ts';
import type { Agenda } from '../bookings/agenda.ts';
import { ownBookings } from '../bookings/booking.store.ts';
import type { Business, BusinessId } from '../business/business.ts';
import { presentableName } from '../contacts/contact.ts';
import type { Content } from '../conversations/content.ts';
import { closeTurns, holdTurn, type Closing } from '../conversations/closing.store.ts';
import type { ConversationId } from '../conversations/conversation.ts';
import { handOver, type Opened } from '../conversations/conversation.store.ts';
import { claimTurns, postponeTurn, renewTurn, setTurnAside, type OpenedTurn } from '../conversations/turn.store.ts';
import { batched } from '../platform/batch.ts';
import type { Db } from '../platform/db.ts';
import type { Logger } from '../platform/log.ts';
import type { Job } from '../platform/runner.ts';
import type { Clock } from '../platform/time.ts';
import { spanned } from '../platform/trace.ts';
import { onTrail } from '../platform/trail.ts';
import type { Brain, Understood } from './brain.ts';
import type { Command } from './command.ts';
import { decide } from './dialogue.ts';
import { perform } from './perform.store.ts';
import { phrase } from './replies.ts';
import { settle } from './settle.ts';
import { DialogueState, freshState } from './state.ts';
import type { Voice } from './voice.ts';
import type { Decision, Outcome, World } from './world.ts';

export type TurnDeps = {
  readonly db: Db;
  readonly brain: Brain;
  readonly clock: Clock;
  readonly log: Logger;
  /** The business as it stands at this revision or a later one. */
  readonly businessAt: (business: BusinessId, revision: number) => Promise<Business>;
  /** What is taken, from now to its horizon, at this revision or a later one. */
  readonly agendaAt: (
    business: Business,
    at: { readonly revision: number; readonly now: Temporal.Instant },
  ) => Promise<Agenda>;
  readonly lease: Temporal.Duration;
  /** Says it in other words; `null`: as it is written. */
  readonly voice: Voice | null;
  /** How long brain and voice may take together. */
  readonly thought: Temporal.Duration;
  /** Where our API is reached from outside, for links; `null`: it is not. */
  readonly publicUrl: string | null;
  /** Something was put in the outbox. */
  readonly said: () => void;
  /** The contact may see that this was read, and that we write. */
  readonly read: (phoneNumberId: string, wamid: string) => void;
};

/** Ends turns, those of several callers in one statement; answers which it ended. */
type Close = (closings: readonly Closing[]) => Promise<ReadonlySet<ConversationId>>;

/** From here on a turn is slow, and stands in `performance.log`. */
const slowMs = 1_000;

/** Turns ended in one statement. */
const closingsMax = 50;

/** Answers what is due. A turn that fails for good waits for a person. */
export function turnJob(deps: TurnDeps): Job<OpenedTurn> {
  const { db, lease } = deps;
  const close = batched((closings: readonly Closing[]) => closeTurns(db, closings), closingsMax);
  return {
    name: 'turn',
    triesMax: () => null,
    claim: (limit) => claimTurns(db, { lease, limit, now: deps.clock() }),
    renewal: { everyMs: lease.total('milliseconds') / 3, renew: (turn) => renewTurn(db, turn, lease) },
    spanOf: ({ conversation, fence }) => ({ conversation, fence }),
    async perform(turn) {
      await onTrail({ turn: `${turn.conversation}/${turn.fence}` }, () => takeTurn(turn, deps, close));
    },
    postpone: (turn, delayMs) => postponeTurn(db, turn, delayMs),
    setAside: (turn, fault) => setTurnAside(db, turn, fault.code),
  };
}

/**
 * Answers everything a contact has said since the last answer, and returns the commands it was understood as, or `null`
 * when the turn was no longer ours.
 *
 * The brain only asks. Bookings, handoffs and replies are written here, in the one transaction that closes the turn: a
 * crash at any line costs a second thought, never a second booking or a second reply.
 *
 * @param close may end other turns in the same statement; a turn with effects has a transaction of its own
 * @throws Fault from the brain
 */
export async function takeTurn(turn: OpenedTurn, deps: TurnDeps, close: Close): Promise<readonly Command[] | null> {
  const started = deps.clock();
  const tookMs = () => started.until(deps.clock()).total('milliseconds');
  const last = turn.opened.said.at(-1);
  if (last?.wamid) deps.read(turn.opened.phoneNumberId, last.wamid);
  // A message that was filed between two looks has its answer already: such a turn only ends.
  const thought = turn.opened.said.length === 0 ? null : await think(turn, deps, started);
  const ended = thought
    ? await end(turn, {
        ...thought,
        db: deps.db,
        publicUrl: deps.publicUrl,
        close,
        closing: (settled) => closingOf(turn, thought, settled, tookMs()),
      })
    : (await close([{ turn, answered: 0, state: null, contents: [], at: started, trace: null }])).has(
        turn.conversation,
      );
  if (ended && thought) deps.said();
  const commands = thought?.understood.commands ?? [];
  const fields = { conversation: turn.conversation, ended, commands: commands.length, tookMs: tookMs() };
  deps.log.info(fields, 'turn.taken');
  if (fields.tookMs >= slowMs) deps.log.warn({ ...fields, operation: 'slow turn' }, 'turn.slow');
  return ended ? commands : null;
}

type Thought = {
  /** What the dialogue knew before. */
  readonly before: DialogueState;
  readonly understood: Understood;
  readonly world: World;
  readonly decision: Decision;
  /** What is said where nothing has to be done first; `null`: it depends on what comes of it. */
  readonly contents: readonly Content[] | null;
};

/** No transaction is open while the brain thinks: a connection is too dear to wait for it. */
async function think(
  { business: id, conversation, fence, opened }: OpenedTurn,
  { brain, voice, thought, businessAt, agendaAt }: TurnDeps,
  now: Temporal.Instant,
): Promise<Thought> {
  const business = await businessAt(id, opened.revision);
  const [state, contactName] = [stateOf(opened), nameOf(opened)];
  const said = opened.said.map((message) => message.said);
  const scene = { business, state, contactName, said, now };
  const [signal, key] = [AbortSignal.timeout(thought.total('milliseconds')), { business: id, conversation, fence }];
  const understood = await spanned('understand', {}, () => brain(scene, signal, key));
  const agenda = await agendaAt(business, { revision: opened.agendaRevision, now });
  const { bookings, habit, lastReached: proposalShown } = opened;
  const world = { business, agenda, contactName, bookings, habit, proposalShown, now };
  const decision = decide(state, understood.commands, world);
  if (decision.effects.length > 0) return { before: state, understood, world, decision, contents: null };
  const { plan } = decision;
  const written = phrase(plan, business, fence);
  const contents = voice ? await voice({ plan, contents: written }, scene, signal, key) : written;
  return { before: state, understood, world, decision, contents };
}

/** A state that an older release wrote and this one cannot read is begun again: the contact is asked, nothing is guessed. */
function stateOf({ state }: Opened): DialogueState {
  return DialogueState.safeParse(state).data ?? freshState;
}

function nameOf({ contactName, profileName }: Opened): string | null {
  return contactName ?? (profileName === null ? null : presentableName(profileName));
}

function closingOf(
  turn: OpenedTurn,
  { before, understood: { by, commands }, world, decision, contents }: Thought,
  settled: Decision,
  tookMs: number,
): Closing {
  const { said } = turn.opened;
  return {
    turn,
    answered: said.at(-1)?.id ?? 0,
    state: settled.state,
    contents: contents ?? phrase(settled.plan, world.business, turn.fence),
    at: world.now,
    trace: {
      brain: by,
      state: before,
      said: said.map((message) => message.said),
      commands,
      acts: settled.plan.acts,
      effects: decision.effects,
      tookMs,
    },
  };
}

type Ending = Thought & {
  readonly db: Db;
  readonly publicUrl: string | null;
  readonly close: Close;
  readonly closing: (settled: Decision) => Closing;
};

/** Does what was decided, lets the dialogue say how it went, and ends the turn: all of it or nothing. */
async function end(turn: OpenedTurn, { db, world, decision, close, closing, publicUrl }: Ending): Promise<boolean> {
  if (decision.effects.length === 0) return (await close([closing(decision)])).has(turn.conversation);
  const { business, now } = world;
  return db.transaction().execute(async (tx) => {
    if (!(await holdTurn(tx, turn))) return false;
    const outcomes: Outcome[] = [];
    for (const effect of decision.effects)
      outcomes.push(await perform(tx, effect, turn.opened.contact, { ...world, publicUrl }));
    const agenda = await freshAgenda(tx, business, now);
    const bookings = await ownBookings(tx, business.id, turn.opened.contact, now);
    await closeTurns(tx, [closing(settle(decision, outcomes, { ...world, agenda, bookings }))]);
    // Last, for it takes the fence from whoever still thinks about this conversation.
    for (const effect of decision.effects)
      if (effect.kind === 'handoff') await handOver(tx, turn.business, turn.conversation, { ...effect, at: now });
    return true;
  });
}
