import 'server-only';
import {
  context,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Context,
  type Span,
} from '@opentelemetry/api';

/** The name under which Sluice makes its spans: only these are exported (trace-exporter.ts). */
export const TRACER = 'sluice';

type Options = { kind?: SpanKind; attributes?: Attributes };

/**
 * Runs `work` as a span, below that of the request or of the work it is part of; free if nothing is exported. What
 * `attributes` hold leaves this machine: never a value that somebody typed, a parameter of a call, or a secret.
 */
export function inSpan<T>(
  name: string,
  { kind = SpanKind.INTERNAL, attributes = {} }: Options,
  work: (span: Span) => Promise<T>,
): Promise<T> {
  const span = trace.getTracer(TRACER).startSpan(name, { kind, attributes });
  return context.with(below(span), async () => {
    try {
      return await work(span);
    } catch (error) {
      // Its message may hold anything.
      markFailed(span, error instanceof Error ? error.name : typeof error);
      throw error;
    } finally {
      span.end();
    }
  });
}

/**
 * The context of what is part of `span`. It holds no span that can be written to: Next.js notes the messages and stacks of
 * errors in whatever span is active.
 */
export function below(span: Span, parent: Context = context.active()): Context {
  return trace.setSpan(parent, trace.wrapSpanContext(span.spanContext()));
}

/** Marks a span as failed, for a reason that is a code or a kind, never a message. */
export function markFailed(span: Span, type: string): void {
  span.setStatus({ code: SpanStatusCode.ERROR }).setAttribute('error.type', type);
}
