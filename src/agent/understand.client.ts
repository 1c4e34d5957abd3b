import type { Brain, Scene, TurnKey } from './brain.ts';
import { commandsMax } from './command.ts';
import type { Models } from './models.client.ts';
import type { Allowance, ModelCall } from './model-call.ts';
import { readByRule } from './offline.ts';
import { understanding } from './prompt.ts';

export type ModelDeps = {
  readonly models: Models;
  /** What this turn may still spend; nothing, where the business or its budget says so. */
  readonly allowanceOf: (turn: TurnKey, scene: Pick<Scene, 'business'>, now: Temporal.Instant) => Promise<Allowance>;
  readonly record: (turn: TurnKey, calls: readonly ModelCall[], scene: Pick<Scene, 'business'>) => Promise<void>;
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
    const allowance = await allowanceOf(turn, scene, scene.now);
    if (allowance.calls <= 0) return ours;
    const { result, calls } = await models.ask(understanding(scene), allowance, signal);
    await record(turn, calls, scene);
    // A model that knows nothing is no better than rules, which may know something.
    if (result === null || result.every(({ kind }) => kind === 'unknown')) return ours;
    const beside = commands.filter(({ kind }) => ['speak', 'unreadable', 'seen'].includes(kind));
    return { by: 'llm', commands: [...beside, ...result].slice(0, commandsMax) };
  };
}
