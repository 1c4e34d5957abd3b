import { SpanKind, SpanStatusCode, trace, type Attributes } from '@opentelemetry/api';
import type { Dialect, ModelChoice } from './chain.ts';
import type { Heard } from './llm.client.ts';

const tracer = trace.getTracer('whats-agent');

/** As the conventions call who speaks so. */
const providers: Readonly<Record<Dialect, string>> = { openai: 'openai', anthropic: 'anthropic', google: 'gcp.gemini' };

/**
 * A call as a span of the turn under way: model, tokens, outcome, never a word of what was said. It costs next to nothing
 * where nobody traces.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-spans/
 */
export function spannedCall<Shape>(
  choice: ModelChoice,
  outputTokensMax: number,
  go: () => Promise<Heard<Shape>>,
): Promise<Heard<Shape>> {
  const { model } = choice;
  const options = { kind: SpanKind.CLIENT, attributes: asked(choice, outputTokensMax) };
  return tracer.startActiveSpan(`chat ${model}`, options, async (span) => {
    const heard = await go();
    span.setAttributes({
      'gen_ai.usage.input_tokens': heard.inputTokens,
      'gen_ai.usage.output_tokens': heard.outputTokens,
    });
    if (heard.outcome !== 'used') {
      span.setStatus({ code: SpanStatusCode.ERROR });
      span.setAttribute('error.type', heard.status === null ? heard.outcome : String(heard.status));
    }
    span.end();
    return heard;
  });
}

function asked({ dialect, model, baseUrl }: ModelChoice, outputTokensMax: number): Attributes {
  const { hostname, port, protocol } = new URL(baseUrl);
  return {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': providers[dialect],
    'gen_ai.request.model': model,
    'gen_ai.request.max_tokens': outputTokensMax,
    'gen_ai.output.type': 'json',
    'server.address': hostname,
    'server.port': Number(port) || (protocol === 'https:' ? 443 : 80),
  };
}
