import { createAnthropic } from '@ai-sdk/anthropic';
import { createGoogleGenerativeAI } from '@ai-sdk/google';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import {
  APICallError,
  generateText,
  NoObjectGeneratedError,
  NoOutputGeneratedError,
  Output,
  type LanguageModel,
  type ModelMessage,
} from 'ai';
import type { z } from 'zod';
import { spannedCall } from './call-span.client.ts';
import type { ModelChoice } from './chain.ts';
import type { CallOutcome, Picture } from './model-call.ts';

// What it would warn of on the console, our record of calls tells.
globalThis.AI_SDK_LOG_WARNINGS = false;

/** What a model is asked. */
export type Prompt<Shape> = {
  readonly name: string;
  readonly instructions: string;
  readonly data: string;
  readonly picture: Picture | null;
  readonly shape: z.ZodType<Shape>;
  readonly outputTokensMax: number;
};

/** One call: an answer of the wanted form, or how it failed. Never throws, and ends when `signal` does. */
export type Call = <Shape>(prompt: Prompt<Shape>, signal: AbortSignal) => Promise<Heard<Shape>>;

export type Heard<Shape> = {
  /** `null`: there is no answer of that form. */
  readonly value: Shape | null;
  readonly outcome: CallOutcome;
  /** Of HTTP, where it was refused. */
  readonly status: number | null;
  /** What it answered, as far as it could be read; for debug windows alone. */
  readonly answer: string | null;
  /** 0: the provider did not say. */
  readonly inputTokens: number;
  readonly outputTokens: number;
};

/** The model as something to call. */
export function callTo(choice: ModelChoice): Call {
  const model = modelOf(choice);
  return ({ name, instructions, data, picture, shape, outputTokensMax }, signal) =>
    spannedCall(choice, outputTokensMax, () =>
      hear({
        model,
        instructions,
        prompt: picture ? besidePicture(data, picture) : data,
        output: Output.object({ schema: shape, name }),
        maxRetries: 0,
        maxOutputTokens: outputTokensMax,
        abortSignal: signal,
      }),
    );
}

function besidePicture(data: string, { type, bytes }: Picture): ModelMessage[] {
  const picture = { type: 'file' as const, data: bytes, mediaType: type };
  return [{ role: 'user', content: [{ type: 'text', text: data }, picture] }];
}

function modelOf({ dialect, provider, model, baseUrl, apiKey }: ModelChoice): LanguageModel {
  const key = apiKey === null ? {} : { apiKey: apiKey.reveal() };
  switch (dialect) {
    case 'openai':
      return createOpenAICompatible({
        name: provider,
        baseURL: baseUrl,
        supportsStructuredOutputs: true,
        ...key,
        ...(provider === 'openai' ? { transformRequestBody: renamedLimit } : {}),
      })(model);
    // These two look for a key in the environment unless they are given one.
    case 'anthropic':
      return createAnthropic({ baseURL: baseUrl, apiKey: apiKey?.reveal() ?? 'none' })(model);
    case 'google':
      return createGoogleGenerativeAI({ baseURL: baseUrl, apiKey: apiKey?.reveal() ?? 'none' })(model);
  }
}

/** OpenAI's own models take the limit by its newer name alone. */
function renamedLimit({ max_tokens: limit, ...body }: Record<string, unknown>): Record<string, unknown> {
  return { ...body, max_completion_tokens: limit };
}

type Request<Shape> = Parameters<typeof generateText<Record<string, never>, never, Output.Output<Shape>>>[0];

/** What the library throws, as an outcome. */
async function hear<Shape>(request: Request<Shape>): Promise<Heard<Shape>> {
  try {
    const { output, text, usage } = await generateText(request);
    return { ...none, value: output, answer: text, outcome: 'used', ...tokensOf(usage) };
  } catch (error) {
    if (NoObjectGeneratedError.isInstance(error))
      return { ...none, answer: error.text ?? null, outcome: 'malformed', ...tokensOf(error.usage) };
    if (NoOutputGeneratedError.isInstance(error)) return { ...none, outcome: 'malformed' };
    if (APICallError.isInstance(error) && error.statusCode !== undefined && !isTorn(error.statusCode))
      return { ...none, outcome: 'refused', status: error.statusCode };
    const isLate = error instanceof Error && /^(?:TimeoutError|AbortError)$/.test(error.name);
    return { ...none, outcome: isLate ? 'timeout' : 'unreachable' };
  }
}

const none = { value: null, answer: null, status: null, inputTokens: 0, outputTokens: 0 };

/** A good answer that could not be read: its transport was broken off, or it is no answer of that provider. */
const isTorn = (status: number) => status < 300;

function tokensOf(usage: { inputTokens?: number | undefined; outputTokens?: number | undefined } | undefined) {
  return { inputTokens: usage?.inputTokens ?? 0, outputTokens: usage?.outputTokens ?? 0 };
}
