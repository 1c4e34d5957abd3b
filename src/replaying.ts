import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Scene } from './agent/brain.ts';
import { turnAllowance, type ModelCall } from './agent/model-call.ts';
import type { Models } from './agent/models.client.ts';
import { costMicros, type Prices } from './agent/prices.ts';
import { instructionsHash } from './agent/prompt.ts';
import { anonymousSaid, commandsInWords, nameless } from './agent/replay.ts';
import { tracedSince, type TracedTurn } from './agent/replay.store.ts';
import { DialogueState } from './agent/state.ts';
import { modelBrain } from './agent/understand.client.ts';
import { cachedBusiness, type BusinessCache } from './business/business.store.ts';
import { StoredSaid } from './conversations/conversation.store.ts';
import type { Db } from './platform/db.ts';

/** A turn of the past, understood anew. */
type Replayed = {
  readonly at: string;
  readonly said: string;
  readonly before: { readonly brain: string; readonly commands: string };
  readonly now: { readonly brain: string; readonly commands: string };
  readonly changed: boolean;
  readonly models: readonly string[];
  readonly instructions: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
};

type Deps = {
  readonly db: Db;
  readonly models: Models;
  readonly prices: Prices;
  /** How long one turn may take. */
  readonly thought: Temporal.Duration;
};

type Past = { readonly since: Temporal.Instant; readonly limit: number; readonly folder: string };

/**
 * Lets the prompt of this release and the configured models understand turns of the past again, each from the state it
 * began with, and says what changed. Nothing is booked, said, or counted as spent by the turn; names, phones and e-mail
 * addresses are replaced before anything leaves.
 */
export async function replay(deps: Deps, { since, limit, folder }: Past): Promise<string[]> {
  const businesses: BusinessCache = new Map();
  const calls: ModelCall[] = [];
  const replayed: Replayed[] = [];
  const conversations = new Set<string>();
  for (const turn of await tracedSince(deps.db, since, limit)) {
    const again = await replayOne(turn, deps, businesses, calls);
    if (!again) continue;
    conversations.add(turn.conversation);
    replayed.push(again);
  }
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'replay.jsonl');
  writeFileSync(path, replayed.map((each) => `${JSON.stringify(each)}\n`).join(''));
  return [
    ...replayed.filter(({ changed }) => changed).flatMap(linesOf),
    ...summary(replayed, conversations.size, calls, deps),
    `A line a turn: ${path}`,
  ];
}

async function replayOne(
  turn: TracedTurn,
  { db, models, thought }: Deps,
  businesses: BusinessCache,
  all: ModelCall[],
): Promise<Replayed | null> {
  const state = DialogueState.safeParse(turn.state).data;
  const said = z.array(StoredSaid).safeParse(turn.said).data;
  if (!state || !said) return null;
  const business = await cachedBusiness(businesses, db, turn.business, turn.revision);
  const calls: ModelCall[] = [];
  const record = async (_: unknown, made: readonly ModelCall[]) => void calls.push(...made);
  const brain = modelBrain({ models, allowanceOf: async () => turnAllowance, record });
  const scene: Scene = { business, state, contactName: null, said: anonymousSaid(said, turn.names), now: turn.at };
  const { by, commands } = await brain(scene, AbortSignal.timeout(thought.total('milliseconds')), turn);
  all.push(...calls);
  const told = (each: readonly { readonly kind: string }[]) => nameless(commandsInWords(each, business), turn.names);
  const [before, now] = [
    { brain: turn.brain, commands: told(turn.commands) },
    { brain: by, commands: told(commands) },
  ];
  return {
    at: turn.at.toString({ smallestUnit: 'second' }),
    said: scene.said.map((each) => (each.kind === 'text' ? each.text : `[${each.kind}]`)).join(' / '),
    before,
    now,
    changed: before.commands !== now.commands,
    models: [...new Set(calls.map(({ model }) => model))],
    instructions: instructionsHash,
    inputTokens: calls.reduce((sum, { inputTokens }) => sum + inputTokens, 0),
    outputTokens: calls.reduce((sum, { outputTokens }) => sum + outputTokens, 0),
  };
}

function linesOf({ at, said, before, now }: Replayed): string[] {
  return [
    `${at}  ${said}`,
    `    then  ${before.brain.padEnd(7)}  ${before.commands}`,
    `    now   ${now.brain.padEnd(7)}  ${now.commands}`,
  ];
}

function summary(
  replayed: readonly Replayed[],
  conversations: number,
  calls: readonly ModelCall[],
  { prices }: Deps,
): string[] {
  if (replayed.length === 0) return ['No turn of that time can be replayed.'];
  const changed = replayed.filter((each) => each.changed).length;
  const costs = calls.map((call) => costMicros(prices, call));
  const cost = costs.includes(null)
    ? 'price unknown'
    : `US$ ${(costs.reduce<number>((sum, each) => sum + (each ?? 0), 0) / 1_000_000).toFixed(4)}`;
  return [
    `${replayed.length} turns of ${conversations} conversations: ${changed} changed (${((100 * changed) / replayed.length).toFixed(1)} %); ${calls.length} calls, ${cost}`,
  ];
}
