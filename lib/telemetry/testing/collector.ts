import { createServer, type IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';

const attributeSchema = z.object({
  key: z.string(),
  value: z.object({ stringValue: z.string().optional(), intValue: z.coerce.number().optional() }),
});

const spanSchema = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  kind: z.number(),
  attributes: z.array(attributeSchema),
  status: z.object({ code: z.number().optional() }),
});

const exportSchema = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: z.array(attributeSchema) }),
      scopeSpans: z.array(z.object({ scope: z.object({ name: z.string() }), spans: z.array(spanSchema) })),
    }),
  ),
});

/** The kinds of OTLP. */
export const KIND = { internal: 1, server: 2, client: 3 } as const;

export type CollectedSpan = {
  traceId: string;
  spanId: string;
  /** Undefined for the first span of its trace. */
  parentSpanId: string | undefined;
  name: string;
  kind: number;
  hasFailed: boolean;
  attributes: Record<string, unknown>;
  service: unknown;
  scope: string;
};

/** Receives traces as a collector does: OTLP over HTTP, in JSON, on loopback. */
export async function startCollector() {
  const requests: { path: string; headers: IncomingHttpHeaders; body: string }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { url = '', headers } = request;
      requests.push({ path: url, headers, body: Buffer.concat(chunks).toString('utf8') });
      if (!collector.isHanging) response.setHeader('content-type', 'application/json').end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('It does not listen.');
  const collector = {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    /** Takes requests and answers none. */
    isHanging: false,
    spans: (): CollectedSpan[] => requests.flatMap(({ body }) => spansIn(body)),
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
  return collector;
}

function spansIn(body: string): CollectedSpan[] {
  const { resourceSpans } = exportSchema.parse(JSON.parse(body));
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ scope, spans }) =>
      spans.map(({ attributes, status, parentSpanId, ...span }) => ({
        ...span,
        parentSpanId,
        hasFailed: status.code === 2,
        attributes: valuesOf(attributes),
        service: valuesOf(resource.attributes)['service.name'],
        scope: scope.name,
      })),
    ),
  );
}

function valuesOf(attributes: z.infer<typeof attributeSchema>[]): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? value.intValue]));
}
