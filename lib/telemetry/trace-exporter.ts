import 'server-only';
import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout } from 'node:timers/promises';
import {
  context,
  diag,
  DiagLogLevel,
  ProxyTracerProvider,
  ROOT_CONTEXT,
  trace,
  type Context,
  type ContextManager,
} from '@opentelemetry/api';
import { log } from './log';
import { outsideRequest } from './request-id';
import { TRACER } from './tracing';

/** What is said first tells why; a stack follows. */
const REASON_LENGTH = 300;

/** Sluice stops without what a collector has not taken by then. */
const FLUSH_MILLIS = 3000;

/**
 * Exports Sluice's spans by OTLP over HTTP if `OTEL_EXPORTER_OTLP_ENDPOINT` is set; the packages for it are only loaded
 * then. Their other variables hold as well: headers, service name, sampler. Returns how to send what has not been sent,
 * which takes `FLUSH_MILLIS` at most.
 */
export async function exportTraces(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<() => Promise<void>> {
  if (!environment['OTEL_EXPORTER_OTLP_ENDPOINT']) return async () => {};
  const [{ BasicTracerProvider, BatchSpanProcessor }, { OTLPTraceExporter }, resources] = await Promise.all([
    import('@opentelemetry/sdk-trace-base'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ]);
  const { defaultResource, detectResources, envDetector, resourceFromAttributes } = resources;
  const failed = (message: string) =>
    outsideRequest(() => log().warn({ reason: message.slice(0, REASON_LENGTH) }, 'traces'));
  diag.setLogger(
    { error: failed, warn: failed, info: () => {}, debug: () => {}, verbose: () => {} },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
  const provider = new BasicTracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ 'service.name': 'sluice' }))
      .merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  // Next.js makes spans of its own with the URL of each request: searches, and the secrets of one-time links.
  const others = new ProxyTracerProvider();
  trace.setGlobalTracerProvider({
    getTracer: (name, ...rest) => (name === TRACER ? provider : others).getTracer(name, ...rest),
  });
  context.setGlobalContextManager(new AsyncContexts());
  return async () => {
    const late = setTimeout(FLUSH_MILLIS, undefined, { ref: false });
    await Promise.race([provider.forceFlush(), late]).catch((error: unknown) => failed(String(error)));
  };
}

/** Which span what runs belongs to. */
class AsyncContexts implements ContextManager {
  readonly #contexts = new AsyncLocalStorage<Context>();

  active(): Context {
    return this.#contexts.getStore() ?? ROOT_CONTEXT;
  }

  with<A extends unknown[], F extends (...args: A) => ReturnType<F>>(
    of: Context,
    work: F,
    self?: ThisParameterType<F>,
    ...args: A
  ): ReturnType<F> {
    return this.#contexts.run(of, () => work.call(self, ...args));
  }

  bind<T>(of: Context, target: T): T {
    if (typeof target !== 'function') return target;
    const run = (self: unknown, args: unknown[]): unknown =>
      this.#contexts.run(of, () => Reflect.apply(target, self, args));
    return function bound(this: unknown, ...args: unknown[]) {
      return run(this, args);
    } as T;
  }

  enable(): this {
    return this;
  }

  disable(): this {
    return this;
  }
}
