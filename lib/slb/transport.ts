import 'server-only';
import * as openApiModule from '@alicloud/openapi-core';
import { z } from 'zod';
import { defaultExportOf } from './default-export';
import type { Endpoint } from './endpoints';
import { classify, lost, malformed, timedOut, unreachable, type Effect } from './errors';
import { bounded, redact, type Secrets } from './redact';
import type { FailedAttempt } from './retry';

const OpenApiClient = defaultExportOf(openApiModule.default);
const { $OpenApiUtil } = openApiModule;

type RuntimeOptions = Parameters<InstanceType<typeof OpenApiClient>['callApi']>[2];

const LIBRARY_GRACE_MILLIS = 1000;

/** One signed request, to be sent once. */
export type SignedRequest = {
  endpoint: Endpoint;
  secrets: Secrets;
  action: string;
  parameters: Readonly<Record<string, string>>;
  effect: Effect;
  timeoutMillis: number;
};

export type AttemptResult = { ok: true; body: unknown } | ({ ok: false } & FailedAttempt);

/**
 * Signs (V3, slb-api.md 1.4) and sends one request, and waits at most `timeoutMillis` for the whole response. The
 * library keeps connections alive. Always resolves. What the library throws may contain the URL, the parameters and the
 * signed text, so only code, message, RequestId and status are taken from it.
 */
export async function sendOnce(request: SignedRequest): Promise<AttemptResult> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<AttemptResult>((resolve) => {
    timer = setTimeout(
      () => resolve(failed(timedOut(request.effect, request.timeoutMillis))),
      request.timeoutMillis,
    );
  });
  const answer = send(request).then(
    (body): AttemptResult => ({ ok: true, body }),
    (thrown: unknown) => failureOf(thrown, request),
  );
  try {
    return await Promise.race([answer, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

async function send({
  endpoint,
  secrets,
  action,
  parameters,
  timeoutMillis,
}: SignedRequest): Promise<unknown> {
  const client = new OpenApiClient(
    new $OpenApiUtil.Config({
      ...secrets,
      endpoint: endpoint.host,
      protocol: endpoint.protocol,
      // A little later than our own, which decides: the library does not distinguish its timeouts from a broken
      // connection.
      readTimeout: timeoutMillis + LIBRARY_GRACE_MILLIS,
      connectTimeout: timeoutMillis + LIBRARY_GRACE_MILLIS,
      userAgent: 'Sluice',
    }),
  );
  const response = await client.callApi(
    new $OpenApiUtil.Params({
      action,
      version: '2014-05-15',
      protocol: endpoint.protocol,
      pathname: '/',
      method: 'POST',
      authType: 'AK',
      style: 'RPC',
      reqBodyType: 'formData',
      bodyType: 'json',
    }),
    new $OpenApiUtil.OpenApiRequest({ query: parameters }),
    // Every setting is the client's own; the class of these options is not one of our dependencies.
    {} as RuntimeOptions,
  );
  return response['body'];
}

function failed(failure: FailedAttempt['failure'], retryAfterMillis?: number): AttemptResult {
  return { ok: false, failure, retryAfterMillis };
}

// The shape of what openapi-core throws for a response with a status of 400 or more; `data` is the parsed response.
const serviceErrorSchema = z.object({
  statusCode: z.number(),
  // The unit is not documented (slb-api.md 1.6); the library itself waits this many milliseconds.
  retryAfter: z.number().nonnegative().optional().catch(undefined),
  data: z.object({
    Code: z.string().regex(/^[\w.-]{1,100}$/),
    Message: z.string().catch(''),
    RequestId: z.unknown(),
  }),
});

const answeredSchema = z.object({ statusCode: z.number() });
const systemErrorSchema = z.object({ code: z.string() });
const neverConnectedCodes = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

function failureOf(thrown: unknown, { effect, secrets }: SignedRequest): AttemptResult {
  const service = serviceErrorSchema.safeParse(thrown);
  if (service.success) {
    const { statusCode, retryAfter, data } = service.data;
    const error = {
      code: data.Code,
      message: bounded(redact(data.Message, secrets)) || data.Code,
      requestId: requestIdOf(data.RequestId),
      httpStatus: statusCode,
    };
    return failed(classify(error, effect), retryAfter);
  }
  const answered = answeredSchema.safeParse(thrown);
  if (answered.success) {
    const { statusCode: httpStatus } = answered.data;
    return failed(malformed(effect, 'an error without a code', { requestId: null, httpStatus }));
  }
  // The library parses inside its own try: a body that is not JSON, or not an object, ends up here.
  if (thrown instanceof SyntaxError || thrown instanceof TypeError) {
    return failed(malformed(effect, 'it is not a JSON object'));
  }
  const system = systemErrorSchema.safeParse(thrown);
  if (system.success && neverConnectedCodes.has(system.data.code)) return failed(unreachable());
  return failed(lost(effect));
}

/** The id of a request as the service gave it, trimmed (slb-api.md D19); null if there is none. */
export function requestIdOf(value: unknown): string | null {
  const parsed = z
    .string()
    .trim()
    .regex(/^[\w-]{1,100}$/)
    .safeParse(value);
  return parsed.success ? parsed.data : null;
}
