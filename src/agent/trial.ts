import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { Agenda } from '../bookings/agenda.ts';
import type { Habit } from '../bookings/habit.ts';
import type { Business } from '../business/business.ts';
import { tapsIn, type Content, type Said } from '../conversations/content.ts';
import type { ReplyPlan } from './act.ts';
import type { Command } from './command.ts';
import { decide } from './dialogue.ts';
import { outcomeOf, type Ledger } from './ledger.ts';
import { offline } from './offline.ts';
import { phrase } from './replies.ts';
import { settle } from './settle.ts';
import { DialogueState, freshState } from './state.ts';
import type { Effect, World } from './world.ts';

/**
 * A conversation that happens nowhere: our rules understand, the dialogue decides and the catalogues speak as in a turn,
 * and what would be stored is held here. No database is within its reach.
 */
export type Trial = Ledger & {
  readonly contactName: string | null;
  readonly habit: Habit | null;
  now: Temporal.Instant;
  state: DialogueState;
  /** A person has the conversation. */
  handedOver: boolean;
  readonly exchanges: Exchange[];
};

/** One exchange, as a trace would keep it. */
export type Exchange = {
  readonly commands: readonly Command[];
  readonly effects: readonly Effect[];
  readonly plan: ReplyPlan;
  readonly replies: readonly Content[];
};

type Setting = {
  readonly business: Business;
  readonly agenda: Agenda;
  readonly now: Temporal.Instant;
  readonly contactName?: string | null;
  readonly habit?: Habit | null;
};

export function beginTrial({ business, agenda, now, contactName = null, habit = null }: Setting): Trial {
  const nothing = { own: [], bookings: [], exchanges: [], handedOver: false };
  return { business, agenda, now, contactName, habit, state: freshState, ...nothing };
}

/** Says one thing after the other and has each answered. Between two of them others have the thread. */
export async function play(trial: Trial, said: readonly Said[]): Promise<Trial> {
  for (const each of said) {
    answer(trial, each);
    await letOthersRun();
  }
  return trial;
}

/** Answers what is said, unless a person has the conversation: then nothing is answered. */
function answer(trial: Trial, said: Said): void {
  const { business, contactName, state, now } = trial;
  if (trial.handedOver) {
    trial.exchanges.push({
      commands: [],
      effects: [],
      plan: { acts: [], facts: [], language: state.language },
      replies: [],
    });
    return;
  }
  const meant = asShown(said, trial.exchanges.at(-1)?.replies ?? []);
  obeyIn(trial, offline({ business, contactName, said: [meant], state, now }));
}

/** A tap on what was shown last. Where the business has changed since, the same title may have another id, or be gone. */
function asShown(said: Said, shown: readonly Content[]): Said {
  if (said.kind !== 'tap') return said;
  const options = shown.flatMap(tapsIn);
  const option = options.find(({ id }) => id === said.option) ?? options.find(({ title }) => title === said.title);
  return option ? { kind: 'tap', option: option.id, title: option.title } : { kind: 'text', text: said.title };
}

/** Does as commands ask, as a turn does; the ledger stands for the database. */
export function obeyIn(trial: Trial, commands: readonly Command[], proposalShown = true): Exchange {
  const world = (): World => {
    const { business, contactName, habit, agenda, now, own: bookings } = trial;
    return { business, contactName, bookings, habit, proposalShown, agenda, now };
  };
  const decision = decide(trial.state, commands, world());
  const outcomes = decision.effects.map((effect) => outcomeOf(effect, trial));
  const settled = outcomes.length > 0 ? settle(decision, outcomes, world()) : decision;
  const replies = phrase(settled.plan, trial.business, trial.exchanges.length);
  const exchange = { commands, effects: decision.effects, plan: settled.plan, replies };
  // As it would come back from the database.
  trial.state = DialogueState.parse(JSON.parse(JSON.stringify(settled.state)));
  trial.handedOver ||= decision.effects.some(({ kind }) => kind === 'handoff');
  trial.exchanges.push(exchange);
  return exchange;
}
