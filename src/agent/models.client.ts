import { closedBreaker, failed, isOpen, type Breaker } from './breaker.ts';
import type { ModelChoice } from './chain.ts';
import { callTo, type Call, type Heard } from './llm.client.ts';
import {
  isWithin,
  promptHash,
  spent,
  tokensOf,
  type Allowance,
  type Answered,
  type Checked,
  type ModelCall,
  type Question,
} from './model-call.ts';

/** Models that can be asked. */
export type Models = {
  /**
   * Asks one model after the other until one answers; an answer that cannot be used is asked for once more, with the
   * reason. Never throws: where nothing comes of it the result is `null`, at the latest when `signal` ends.
   */
  readonly ask: <Shape, Result>(
    question: Question<Shape, Result>,
    allowance: Allowance,
    signal: AbortSignal,
  ) => Promise<Answered<Result>>;
};

type Deps = {
  readonly chain: readonly ModelChoice[];
  readonly callTimeout: Temporal.Duration;
  readonly clock: () => Temporal.Instant;
  /** Milliseconds that only go forward. */
  readonly elapsed: () => number;
};

type Member = { readonly choice: ModelChoice; readonly call: Call; breaker: Breaker };

/** A question while it is asked. */
type Asking<Shape, Result> = {
  readonly deps: Deps;
  readonly question: Question<Shape, Result>;
  readonly signal: AbortSignal;
  readonly calls: ModelCall[];
  allowance: Allowance;
};

export function openModels(deps: Deps): Models {
  const members = deps.chain.map((choice): Member => ({ choice, call: callTo(choice), breaker: closedBreaker }));
  return {
    async ask<Shape, Result>(question: Question<Shape, Result>, allowance: Allowance, signal: AbortSignal) {
      const asking: Asking<Shape, Result> = { deps, question, signal, allowance, calls: [] };
      for (const member of members) {
        if (question.picture && !member.choice.sees) continue;
        if (isOpen(member.breaker, deps.clock())) continue;
        const end = await askOne(member, asking);
        if (end !== 'silent') return { result: end.result, calls: asking.calls };
      }
      return { result: null, calls: asking.calls };
    },
  };
}

type End<Result> = { readonly result: Result | null };

/** `silent`: it does not answer at all, and the next may. */
async function askOne<Shape, Result>(member: Member, asking: Asking<Shape, Result>): Promise<End<Result> | 'silent'> {
  const { question, deps } = asking;
  const first = await tryOnce(member, asking, question.data);
  if (first === 'over') return { result: null };
  if (first.kind === 'right') {
    member.breaker = closedBreaker;
    return first;
  }
  if (first.kind === 'silent') {
    member.breaker = failed(member.breaker, deps.clock());
    return 'silent';
  }
  const second = await tryOnce(member, asking, again(question.data, first.reason));
  if (second === 'over') return { result: null };
  member.breaker = second.kind === 'right' ? closedBreaker : failed(member.breaker, deps.clock());
  return { result: second.kind === 'right' ? second.result : null };
}

/** `over`: there is no time or no allowance left for it. */
async function tryOnce<Shape, Result>(
  { choice, call }: Member,
  asking: Asking<Shape, Result>,
  data: string,
): Promise<Checked<Result> | { readonly kind: 'silent' } | 'over'> {
  const { question, signal, deps, calls } = asking;
  const { instructions, purpose, picture, shape, check } = question;
  const tokens = tokensOf(question, data);
  if (signal.aborted || !isWithin(asking.allowance, tokens)) return 'over';
  const [at, started] = [deps.clock(), deps.elapsed()];
  const limit = AbortSignal.any([signal, AbortSignal.timeout(deps.callTimeout.total('milliseconds'))]);
  const outputTokensMax = asking.allowance.outputTokens;
  const prompt = { name: purpose, instructions, data, picture: picture ?? null, shape, outputTokensMax };
  const heard = await call(prompt, limit);
  const checked = heard.value === null ? null : check(heard.value);
  const made: ModelCall = {
    purpose,
    provider: choice.provider,
    model: choice.model,
    promptHash: promptHash(instructions, data, ...(picture ? [picture.bytes] : [])),
    inputTokens: heard.inputTokens || tokens,
    outputTokens: heard.outputTokens,
    tookMs: deps.elapsed() - started,
    outcome: checked?.kind === 'wrong' ? 'unfit' : heard.outcome,
    status: heard.status,
    at,
    words: { instructions, data, answer: heard.answer },
  };
  calls.push(made);
  asking.allowance = spent(asking.allowance, made);
  return checked ?? unread(heard);
}

function unread({ outcome }: Heard<unknown>): { readonly kind: 'wrong'; readonly reason: string } | { kind: 'silent' } {
  return outcome === 'malformed' ? { kind: 'wrong', reason: 'it was not JSON of the schema' } : { kind: 'silent' };
}

/** The question once more; the reason is of our own words. */
function again(data: string, reason: string): string {
  return `${data}\n${JSON.stringify({ yourLastAnswerWasRefused: reason })}`;
}
