import { request, type Server } from 'node:http';
import { SpanStatusCode, trace } from '@opentelemetry/api';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { forgetConfig } from '../config';
import { callSlb } from '../slb/client';
import { reject, SOME_REQUEST_ID, succeed } from '../slb/testing/answering-server';
import { callOf, endpoints } from '../slb/testing/endpoint';
import { outsideRequest } from '../telemetry/request-id';
import { KIND, startCollector, type CollectedSpan } from '../telemetry/testing/collector';
import { exportTraces } from '../telemetry/trace-exporter';
import { inSpan } from '../telemetry/tracing';
import { createWebServer } from './server';

const endpoint = endpoints();
const PARENT = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) };
const TRACEPARENT = `00-${PARENT.traceId}-${PARENT.spanId}-01`;

let collector: Awaited<ReturnType<typeof startCollector>>;
let flush: () => Promise<void>;
let server: Server;
/** What Next does with a request. */
let work: () => Promise<unknown>;

beforeAll(async () => {
  collector = await startCollector();
  vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', collector.url);
  vi.stubEnv('OTEL_EXPORTER_OTLP_HEADERS', 'authorization=Bearer%20planted');
  vi.stubEnv('OTEL_SERVICE_NAME', 'sluice-of-the-test');
  flush = await exportTraces(process.env);
  server = createWebServer({
    files: new Map(),
    development: false,
    next: async (_, response) => {
      await work();
      response.end('a page');
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

beforeEach(() => {
  work = async () => {};
});

afterAll(() => {
  server.close();
  collector.stop();
});

/** The spans of a request. */
async function spansOf(path: string, headers: Record<string, string> = {}): Promise<CollectedSpan[]> {
  collector.requests.length = 0;
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('It does not listen.');
  const host = `127.0.0.1:${address.port}`;
  await new Promise<void>((resolve, fail) => {
    request({ host: '127.0.0.1', port: address.port, path, headers: { host, ...headers } }, (answer) =>
      answer.resume().once('close', resolve),
    )
      .on('error', fail)
      .end();
  });
  await flush();
  return collector.spans();
}

function named(spans: CollectedSpan[], name: string): CollectedSpan {
  const found = spans.find((span) => span.name === name);
  if (found === undefined) throw new Error(`There is no span ${name}.`);
  return found;
}

function trustProxy(addresses: string): void {
  const { port } = server.address() as { port: number };
  vi.stubEnv('PORT', String(port));
  vi.stubEnv('SLUICE_TRUSTED_PROXIES', addresses);
  forgetConfig();
}

test('a request is a span, and each attempt of a call for it one below: action, region, code and RequestId', async () => {
  await endpoint((_request, response) => reject(response, 400, 'Forbidden.RAM'));
  trustProxy('');
  work = () => callSlb(callOf('write', { Description: 'planted-words' }));
  const spans = await spansOf('/listeners?q=planted-words', { accept: 'text/html' });
  const [call, page] = [named(spans, 'SLB SomeAction'), named(spans, 'GET page')];
  expect(page).toMatchObject({
    kind: KIND.server,
    scope: 'sluice',
    service: 'sluice-of-the-test',
    hasFailed: false,
    attributes: { 'http.request.method': 'GET', 'url.path': '/listeners', 'http.response.status_code': 200 },
  });
  expect(page.parentSpanId).toBeUndefined();
  expect(call).toMatchObject({
    kind: KIND.client,
    traceId: page.traceId,
    parentSpanId: page.spanId,
    hasFailed: true,
    attributes: {
      'rpc.method': 'SomeAction',
      'cloud.region': 'cn-hangzhou',
      'error.type': 'Forbidden.RAM',
      'sluice.cloud.request_id': SOME_REQUEST_ID,
    },
  });
  expect(collector.requests[0]).toMatchObject({
    path: '/v1/traces',
    headers: { authorization: 'Bearer planted' },
  });
  for (const { body } of collector.requests) expect(body).not.toMatch(/planted|Signature|LTAI|ACS3/);
});

test('the trace of a proxy is continued only if the proxy is trusted', async () => {
  const requestWith = async (traceparent: string) =>
    named(await spansOf('/listeners', { traceparent }), 'GET data');
  trustProxy('');
  expect((await requestWith(TRACEPARENT)).traceId).not.toBe(PARENT.traceId);
  trustProxy('127.0.0.1');
  expect(await requestWith(TRACEPARENT)).toMatchObject({
    traceId: PARENT.traceId,
    parentSpanId: PARENT.spanId,
  });
  for (const traceparent of ['00-x-y-01', `00-${'0'.repeat(32)}-${PARENT.spanId}-01`])
    expect((await requestWith(traceparent)).parentSpanId).toBeUndefined();
});

test('no span has the secret of a one-time link, and Next neither makes any nor writes into them', async () => {
  trustProxy('');
  const token = 'planted'.repeat(7);
  work = () =>
    trace.getTracer('next.js').startActiveSpan(`GET /reset/${token}`, async (span) => {
      await inSpan('inner', {}, async () => {
        // As Next notes what a page threw.
        trace.getActiveSpan()?.recordException(new Error('planted'));
        trace.getActiveSpan()?.setAttribute('words', 'planted');
      });
      span.recordException(new Error('planted'));
      trace.getActiveSpan()?.setStatus({ code: SpanStatusCode.ERROR, message: 'planted' });
      span.end();
    });
  const spans = await spansOf(`/reset/${token}?next=planted`);
  expect(spans.map(({ name }) => name).toSorted()).toEqual(['GET data', 'inner']);
  const page = named(spans, 'GET data');
  expect(named(spans, 'inner').parentSpanId).toBe(page.spanId);
  expect(page.attributes['url.path']).toBe('/reset/…');
  for (const { body } of collector.requests) expect(body).not.toContain('planted');
});

test('what goes on in the background begins a trace of its own, and what throws says only its kind', async () => {
  trustProxy('');
  work = async () => {
    await outsideRequest(() => inSpan('later', {}, async () => {}));
    await inSpan('failing', {}, async () => {
      throw new TypeError('planted');
    }).catch(() => {});
  };
  const spans = await spansOf('/listeners');
  expect(named(spans, 'later').parentSpanId).toBeUndefined();
  expect(named(spans, 'failing')).toMatchObject({
    hasFailed: true,
    attributes: { 'error.type': 'TypeError' },
  });
  for (const { body } of collector.requests) expect(body).not.toContain('planted');
});

test('calls whose outcome is good name their RequestId and have not failed', async () => {
  await endpoint((_request, response) => succeed(response));
  trustProxy('');
  work = () => callSlb(callOf('read'));
  expect(named(await spansOf('/listeners'), 'SLB SomeAction')).toMatchObject({
    hasFailed: false,
    attributes: { 'sluice.cloud.request_id': SOME_REQUEST_ID },
  });
});

test('a collector that does not answer keeps nobody waiting for long', async () => {
  trustProxy('');
  collector.isHanging = true;
  const begun = performance.now();
  expect(named(await spansOf('/listeners'), 'GET data').kind).toBe(KIND.server);
  expect(performance.now() - begun).toBeLessThan(4000);
});
