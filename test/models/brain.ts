import type { Brain } from '../../src/agent/brain.ts';
import type { ModelChoice } from '../../src/agent/chain.ts';
import { turnAllowance, type ModelCall } from '../../src/agent/model-call.ts';
import { openModels } from '../../src/agent/models.client.ts';
import { modelBrain, type ModelDeps } from '../../src/agent/understand.client.ts';
import type { Voice } from '../../src/agent/voice.ts';
import { modelVoice } from '../../src/agent/voice.client.ts';

export type BrainOptions = {
  readonly chain: readonly ModelChoice[];
  readonly callMs?: number;
  /** The whole turn's time; absent: the engine's. */
  readonly turnMs?: number;
};

export type WatchedBrain = {
  readonly brain: Brain;
  readonly voice: Voice;
  readonly calls: ModelCall[];
  /** How long brain and voice took where they asked a model, each time. */
  readonly askedMs: number[];
};

/** The brain of models as a worker has it, and the calls it made. */
export function brainOf({ chain, callMs = 8000, turnMs }: BrainOptions): WatchedBrain {
  const calls: ModelCall[] = [];
  const deps: ModelDeps = {
    models: openModels({
      chain,
      callTimeout: Temporal.Duration.from({ milliseconds: callMs }),
      clock: () => Temporal.Now.instant(),
      elapsed: () => performance.now(),
    }),
    allowanceOf: async () => turnAllowance,
    record: async (_, made) => void calls.push(...made),
  };
  const askedMs: number[] = [];
  const watched = async <Result>(go: () => Promise<Result>): Promise<Result> => {
    const [started, before] = [performance.now(), calls.length];
    const result = await go();
    if (calls.length > before) askedMs.push(performance.now() - started);
    return result;
  };
  const [brain, voice] = [modelBrain(deps), modelVoice(deps)];
  return {
    brain: (scene, signal, turn) =>
      watched(() => brain(scene, turnMs === undefined ? signal : AbortSignal.timeout(turnMs), turn)),
    voice: (spoken, scene, signal, turn) => watched(() => voice(spoken, scene, signal, turn)),
    calls,
    askedMs,
  };
}

/** A scripted model as it would be configured. */
export function scripted(url: string, dialect: 'openai' | 'anthropic' = 'openai'): ModelChoice {
  return { provider: `scripted-${dialect}`, dialect, model: 'scripted', baseUrl: url, apiKey: null, sees: false };
}
