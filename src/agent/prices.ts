import { z } from 'zod';
import { Fault } from '../platform/fault.ts';
import type { ModelCall } from './model-call.ts';

const rate = z.number('must be a number of dollars').min(0, 'must be at least 0').max(10_000, 'must be at most 10000');

/** What models cost, by their ids: US dollars a million tokens. Ours by no means: providers change them. */
const Prices = z.record(z.string().min(1), z.strictObject({ input: rate, output: rate }, 'must hold input and output'));
export type Prices = z.output<typeof Prices>;

/** @throws Fault `config.invalid`; its sentence names each model and field that is wrong */
export function parsePrices(value: unknown): Prices {
  const parsed = Prices.safeParse(value);
  if (parsed.success) return parsed.data;
  const sentences = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`.trim());
  throw new Fault('permanent', 'config.invalid', { sentence: `LLM_PRICES: ${[...new Set(sentences)].join('; ')}.` });
}

/** In millionths of a dollar; `null`: the price of the model is not known. A dollar a million tokens is one of them a token. */
export function costMicros(prices: Prices, { model, inputTokens, outputTokens }: ModelCall): number | null {
  const price = Object.hasOwn(prices, model) ? prices[model] : undefined;
  return price ? Math.round(inputTokens * price.input + outputTokens * price.output) : null;
}
