import 'server-only';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { context, ROOT_CONTEXT, SpanKind, trace, type Context } from '@opentelemetry/api';
import { below, markFailed, TRACER } from '../telemetry/tracing';
import { kindOf, loggedPath } from './request-log';

/** W3C Trace Context, version 00. What it says was checked: `guardHeaders` leaves it to trusted proxies only. */
const TRACEPARENT = /^00-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})$/;

/** Runs `work` in the span of a request, which ends with its response. It says no more than the line of the log. */
export function withRequestSpan<T>(request: IncomingMessage, response: ServerResponse, work: () => T): T {
  const { method = '', headers } = request;
  const path = loggedPath(request.url ?? '');
  const kind = kindOf(request, path);
  const parent = parentOf(headers['traceparent']?.toString());
  const attributes = {
    'http.request.method': method,
    'url.path': path,
    'sluice.request.kind': kind,
    'sluice.request.id': headers['x-request-id']?.toString() ?? '',
  };
  const options = { kind: SpanKind.SERVER, attributes };
  const span = trace.getTracer(TRACER).startSpan(`${method} ${kind}`, options, parent);
  response.once('close', () => {
    span.setAttribute('http.response.status_code', response.statusCode);
    if (!response.writableFinished) markFailed(span, 'aborted');
    else if (response.statusCode >= 500) markFailed(span, String(response.statusCode));
    span.end();
  });
  return context.with(below(span, parent), work);
}

function parentOf(traceparent: string | undefined): Context {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(traceparent ?? '') ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return ROOT_CONTEXT;
  const remote = { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1, isRemote: true };
  return trace.setSpanContext(ROOT_CONTEXT, remote);
}
