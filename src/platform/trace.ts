import { context, propagation, SpanKind, SpanStatusCode, trace, type Attributes, type Span } from '@opentelemetry/api';
import { codeOf } from './fault.ts';

/** Spans go nowhere, and cost next to nothing, until `openTracing` was called. */
const tracer = trace.getTracer('whats-agent');

/** Runs something as a span of what is under way. Attributes are ids and numbers: like a log, a trace holds no words of anybody. */
export async function spanned<Result>(
  name: string,
  attributes: Attributes,
  go: () => Promise<Result>,
): Promise<Result> {
  return tracer.startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await go();
    } catch (error) {
      fail(span, codeOf(error));
      throw error;
    } finally {
      span.end();
    }
  });
}

/** A request that comes in, as a part of the trace that its headers name. `go` runs within it; ends it with the returned call. */
export function spannedRequest(
  method: string,
  headers: Readonly<Record<string, unknown>>,
  go: () => void,
): (route: string, status: number) => void {
  const parent = propagation.extract(context.active(), headers);
  const attributes = { 'http.request.method': method };
  const span = tracer.startSpan(method, { kind: SpanKind.SERVER, attributes }, parent);
  context.with(trace.setSpan(parent, span), go);
  return (route, status) => {
    span.updateName(`${method} ${route}`);
    span.setAttributes({ 'http.route': route, 'http.response.status_code': status });
    if (status >= 500) fail(span, String(status));
    span.end();
  };
}

/** A query that has ended, as a span of what is under way. Its text has no values: they travel apart. */
export function recordQuery(text: string, tookMs: number, failed: boolean): void {
  if (!trace.getActiveSpan()?.isRecording()) return;
  const endTime = performance.timeOrigin + performance.now();
  const span = tracer.startSpan(/^\s*(\w+)/.exec(text)?.[1]?.toLowerCase() ?? 'query', {
    kind: SpanKind.CLIENT,
    startTime: endTime - tookMs,
    attributes: { 'db.system.name': 'postgresql', 'db.query.text': text.slice(0, 1_000) },
  });
  if (failed) fail(span, 'failed');
  span.end(endTime);
}

function fail(span: Span, code: string): void {
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.setAttribute('error.type', code || 'unforeseen');
}
