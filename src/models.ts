import { chainOf } from './agent/chain.ts';
import { openModels } from './agent/models.client.ts';
import { turnAllowance } from './agent/model-call.ts';
import { modelBrain } from './agent/understand.client.ts';
import type { Brain } from './agent/brain.ts';
import type { Config } from './platform/config.ts';

/** The brain of models that the settings name. Loaded only where there are any: its libraries are large. */
export function openBrain(config: Config): Brain {
  const models = openModels({
    chain: chainOf(config),
    callTimeout: config.LLM_CALL_TIMEOUT,
    clock: () => Temporal.Now.instant(),
    elapsed: () => performance.now(),
  });
  return modelBrain({ models, allowanceOf: async () => turnAllowance, record: async () => undefined });
}
