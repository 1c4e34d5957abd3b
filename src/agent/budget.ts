import { turnAllowance, type Allowance } from './model-call.ts';

/** Tokens that were spent, and how many may be. */
export type Budget = { readonly spent: number; readonly limit: number };

/**
 * What a turn may still spend: what a turn may at most, less what it has spent, and no more than is left to its conversation and to its business. Where
 * a whole call does not fit any more there are none.
 */
export function allowanceWithin(turn: Allowance, budgets: readonly Budget[]): Allowance {
  const left = Math.min(...budgets.map(({ spent, limit }) => limit - spent));
  const [calls, input, output] = [
    turnAllowance.calls - turn.calls,
    turnAllowance.inputTokens - turn.inputTokens,
    turnAllowance.outputTokens - turn.outputTokens,
  ];
  if (left < callTokensMin || calls <= 0 || input <= 0 || output <= 0) return nothing;
  const outputTokens = Math.min(output, left);
  return { calls, inputTokens: Math.min(input, left - outputTokens), outputTokens };
}

const nothing: Allowance = { calls: 0, inputTokens: 0, outputTokens: 0 };

/** A call takes at least about so many. */
const callTokensMin = 1000;
