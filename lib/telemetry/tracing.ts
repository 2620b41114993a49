import 'server-only';
import { trace, type Attributes, type Span, SpanKind, SpanStatusCode } from '@opentelemetry/api';

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
  return trace.getTracer(TRACER).startActiveSpan(name, { kind, attributes }, async (span) => {
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

/** Marks a span as failed, for a reason that is a code or a kind, never a message. */
export function markFailed(span: Span, type: string): void {
  span.setStatus({ code: SpanStatusCode.ERROR }).setAttribute('error.type', type);
}
