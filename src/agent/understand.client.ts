import type { Brain, Scene, TurnKey } from './brain.ts';
import { commandsMax, type Command } from './command.ts';
import type { Models } from './models.client.ts';
import type { Allowance, ModelCall } from './model-call.ts';
import { readByRule } from './offline.ts';
import { understanding } from './prompt.ts';

export type ModelDeps = {
  readonly models: Models;
  /** What this turn may still spend; nothing, where the business or its budget says so. */
  readonly allowanceOf: (turn: TurnKey, scene: Scene) => Promise<Allowance>;
  readonly record: (turn: TurnKey, calls: readonly ModelCall[]) => Promise<void>;
};

/**
 * Understands by a model, within our rules. What they decide firmly is decided: the answer to an open question, a yes, a
 * person who is asked for, privacy, orders to the machine, and all that is written down without being asked back; then no
 * model is asked. Of everything else the model reads what is meant, and where nothing usable comes of it in time the
 * rules' own reading of the same turn counts.
 */
export function modelBrain({ models, allowanceOf, record }: ModelDeps): Brain {
  return async (scene, signal, turn) => {
    const { commands, firm } = readByRule(scene);
    const ours = { by: 'offline' as const, commands };
    if (firm) return ours;
    const allowance = await allowanceOf(turn, scene);
    if (allowance.calls <= 0) return ours;
    const { result, calls } = await models.ask(understanding(scene), allowance, signal);
    await record(turn, calls);
    if (result === null || !isBetter(result, commands)) return ours;
    const beside = commands.filter(({ kind }) => kind === 'speak' || kind === 'unreadable');
    return { by: 'llm', commands: [...beside, ...result].slice(0, commandsMax) };
  };
}

/** A model that knows nothing is no better than rules that know something. */
function isBetter(theirs: readonly Command[], ours: readonly Command[]): boolean {
  return (
    theirs.some(({ kind }) => kind !== 'unknown') || ours.every(({ kind }) => kind === 'unknown' || kind === 'speak')
  );
}
