import { createHash } from 'node:crypto';
import type { z } from 'zod';

/** What a model is asked for: to understand a burst, answer from knowledge, word a reply, sum up, see a picture, or whether it answers at all. */
export type Purpose = 'understand' | 'answer' | 'word' | 'summarise' | 'see' | 'check';

/**
 * How a call ended. `used`: its answer counts. `malformed`: it was no answer of the wanted form; `unfit`: of that form,
 * and not to be used.
 */
export type CallOutcome = 'used' | 'malformed' | 'unfit' | 'timeout' | 'refused' | 'unreachable';

/** A call word for word; `answer` is `null` where there was none. It is kept only in a debug window. */
type CallWords = { readonly instructions: string; readonly data: string; readonly answer: string | null };

/** One call of a model, for the record: a hash says whether two calls were asked the same. */
export type ModelCall = {
  readonly purpose: Purpose;
  readonly provider: string;
  readonly model: string;
  readonly promptHash: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly tookMs: number;
  readonly outcome: CallOutcome;
  /** Of HTTP; `null`: there was no answer, or a good one. */
  readonly status: number | null;
  readonly at: Temporal.Instant;
  readonly words: CallWords;
};

/** What may still be spent. */
export type Allowance = { readonly calls: number; readonly inputTokens: number; readonly outputTokens: number };

/** As much as one turn may spend. */
export const turnAllowance: Allowance = { calls: 4, inputTokens: 6000, outputTokens: 400 };

/** `type`: its media type, `image/jpeg`. */
export type Picture = { readonly type: string; readonly bytes: Uint8Array };

/** A question to a model, and what makes its answer usable. */
export type Question<Shape, Result> = {
  readonly purpose: Purpose;
  /** The same for everybody: no word of a contact or of a business. */
  readonly instructions: string;
  /** Everything else, as JSON. */
  readonly data: string;
  /** Only models that see are asked about one. */
  readonly picture?: Picture;
  readonly shape: z.ZodType<Shape>;
  readonly check: (given: Shape) => Checked<Result>;
};

/** `wrong`: told to the model once, in words about form alone. */
export type Checked<Result> =
  | { readonly kind: 'right'; readonly result: Result }
  | { readonly kind: 'wrong'; readonly reason: string };

export type Answered<Result> = {
  /** `null`: no model gave an answer that can be used. */
  readonly result: Result | null;
  readonly calls: readonly ModelCall[];
};

export function promptHash(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  parts.forEach((part, index) => hash.update(index === 0 ? '' : '\0').update(part));
  return hash.digest('hex').slice(0, 16);
}

/** How many tokens a text comes to at most, roughly: JSON in Portuguese has about 3.3 characters a token. */
export function tokensIn(text: string): number {
  return Math.ceil(text.length / 3);
}

/** What a question comes to at most. A picture counts as much as providers count a large one. */
export function tokensOf({ instructions, picture }: Asking, data: string): number {
  return tokensIn(instructions + data) + (picture ? pictureTokens : 0);
}

type Asking = Pick<Question<unknown, unknown>, 'instructions' | 'picture'>;

const pictureTokens = 1600;

export function isWithin({ calls, inputTokens, outputTokens }: Allowance, tokens: number): boolean {
  return calls > 0 && outputTokens > 0 && tokens <= inputTokens;
}

/** What is left after a call. One that did not say what it spent is taken at its length. */
export function spent({ calls, inputTokens, outputTokens }: Allowance, call: ModelCall): Allowance {
  return {
    calls: calls - 1,
    inputTokens: inputTokens - call.inputTokens,
    outputTokens: outputTokens - call.outputTokens,
  };
}
