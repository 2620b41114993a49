import 'server-only';
import { randomUUID } from 'node:crypto';
import { stringify } from 'node:querystring';
import * as openApiModule from '@alicloud/openapi-core';
import { SpanKind } from '@opentelemetry/api';
import { z } from 'zod';
import type { Connection } from '@/lib/config';
import { inSpan, markFailed } from '@/lib/telemetry/tracing';
import { connectionFailure, type Route } from './connection-failure';
import type { Endpoint } from './endpoints';
import { classify, isDenial, malformed, timedOut, type Effect } from './errors';
import { exchange, type Exchange } from './exchange';
import { bypassesProxy, proxyAddress } from './proxy';
import { bounded, redact, type Secrets } from './redact';
import type { FailureFacts } from './result';
import type { FailedAttempt } from './retry';

const { OpenApiUtil } = openApiModule;

const ALGORITHM = 'ACS3-HMAC-SHA256';

/** A service of the cloud: the version of its API, and the prefix of its actions in RAM. */
export type Service = { version: string; ramPrefix: string };

export const SLB: Service = { version: '2014-05-15', ramPrefix: 'slb' };

/** One signed request, to be sent once. */
export type SignedRequest = {
  connection: Connection;
  service: Service;
  endpoint: Endpoint;
  secrets: Secrets;
  action: string;
  parameters: Readonly<Record<string, string>>;
  effect: Effect;
  timeoutMillis: number;
};

/** `serverAheadMillis`: the clock of the service compared to this machine's; null if the response had no date. */
export type AttemptResult =
  | { ok: true; body: unknown; serverAheadMillis: number | null }
  | ({ ok: false } & FailedAttempt);

/**
 * Signs (V3, slb-api.md 1.4) and sends one request, and waits at most `timeoutMillis` for the whole response. Always
 * resolves. What Node.js throws may contain the URL and the parameters, so only its code is used; of an error response
 * only code, message, RequestId, status and what it says about a denial.
 */
export function sendOnce(request: SignedRequest): Promise<AttemptResult> {
  const { service, action, endpoint, parameters } = request;
  const attributes = {
    'rpc.service': service.ramPrefix,
    'rpc.method': action,
    'server.address': endpoint.host,
    'cloud.region': parameters['RegionId'],
  };
  const name = `${service.ramPrefix.toUpperCase()} ${action}`;
  return inSpan(name, { kind: SpanKind.CLIENT, attributes }, async (span) => {
    const attempt = await signAndSend(request);
    const requestId = attempt.ok ? requestIdIn(attempt.body) : attempt.failure.requestId;
    if (requestId !== null) span.setAttribute('sluice.cloud.request_id', requestId);
    if (!attempt.ok) markFailed(span, attempt.failure.code);
    return attempt;
  });
}

async function signAndSend(request: SignedRequest): Promise<AttemptResult> {
  const { connection, endpoint, effect, timeoutMillis } = request;
  const timeout = AbortSignal.timeout(timeoutMillis);
  try {
    const answer = await exchange(connection, endpoint, { ...signed(request), signal: timeout });
    return resultOf(answer, request);
  } catch (thrown) {
    if (timeout.aborted) return failed(timedOut(effect, timeoutMillis));
    return failed(connectionFailure(thrown, effect, routeOf(connection, endpoint)));
  }
}

/** The path with the parameters, and the headers with the signature. */
function signed({ service, endpoint, secrets, action, parameters }: SignedRequest): {
  path: string;
  headers: Record<string, string>;
} {
  const { accessKeyId, accessKeySecret, securityToken } = secrets;
  const payloadHash = OpenApiUtil.hash(Buffer.alloc(0), ALGORITHM).toString('hex');
  const headers: Record<string, string> = {
    host: endpoint.host,
    accept: 'application/json',
    'user-agent': 'Sluice',
    'content-length': '0',
    'x-acs-action': action,
    'x-acs-version': service.version,
    'x-acs-date': `${new Date().toISOString().slice(0, 19)}Z`,
    'x-acs-signature-nonce': randomUUID(),
    'x-acs-content-sha256': payloadHash,
    ...(securityToken !== undefined && {
      'x-acs-accesskey-id': accessKeyId,
      'x-acs-security-token': securityToken,
    }),
  };
  const query = { ...parameters };
  const request = { method: 'POST', pathname: '/', query, headers } as Parameters<
    typeof OpenApiUtil.getAuthorization
  >[0];
  headers['authorization'] = OpenApiUtil.getAuthorization(
    request,
    ALGORITHM,
    payloadHash,
    accessKeyId,
    accessKeySecret,
  );
  const queryText = stringify(query);
  return { path: queryText === '' ? '/' : `/?${queryText}`, headers };
}

/** What a message may name: in sandbox mode nothing, because there is only one endpoint. */
function routeOf(connection: Connection, { host }: Endpoint): Route {
  if (connection.mode === 'sandbox') return { host: null, proxy: null };
  const { proxy } = connection;
  return { host, proxy: proxy === null || bypassesProxy(proxy, host) ? null : proxyAddress(proxy) };
}

function failed(failure: FailedAttempt['failure'], retryAfterMillis?: number): AttemptResult {
  return { ok: false, failure, retryAfterMillis };
}

const errorSchema = z.object({
  Code: z.string().regex(/^[\w.-]{1,100}$/),
  Message: z.string().catch(''),
  RequestId: z.unknown(),
  // Every field is optional (cloud-api.md 5.3).
  AccessDeniedDetail: z
    .object({
      AuthAction: z
        .string()
        .regex(/^[\w:*-]{1,100}$/)
        .optional()
        .catch(undefined),
      EncodedDiagnosticMessage: z
        .string()
        .regex(/^[\w+/=.-]{1,8192}$/)
        .optional()
        .catch(undefined),
    })
    .optional()
    .catch(undefined),
});

// The unit is not documented (slb-api.md 1.6); the vendor's library waits this many milliseconds.
const retryAfterSchema = z.coerce.number().nonnegative().optional().catch(undefined);

function resultOf(answer: Exchange, request: SignedRequest): AttemptResult {
  const { effect, secrets } = request;
  const { status: httpStatus, headers } = answer;
  const body = parsedJson(answer.body);
  if (httpStatus < 400) {
    if (typeof body !== 'object' || body === null)
      return failed(malformed(effect, 'it is not a JSON object'));
    return { ok: true, body, serverAheadMillis: serverAheadMillis(headers.date) };
  }
  const error = errorSchema.safeParse(body);
  if (!error.success)
    return failed(malformed(effect, 'an error without a code', { requestId: null, httpStatus }));
  const { Code: code, Message, RequestId } = error.data;
  const failure = classify(
    {
      code,
      message: bounded(redact(Message, secrets)) || code,
      requestId: requestIdOf(RequestId),
      httpStatus,
    },
    effect,
  );
  const facts = factsOf(error.data, answer, request);
  const retryAfterMillis = retryAfterSchema.parse(headers['x-acs-retry-after']);
  return failed(facts === null ? failure : { ...failure, facts }, retryAfterMillis);
}

function factsOf(
  { Code: code, AccessDeniedDetail: detail }: z.infer<typeof errorSchema>,
  { status: httpStatus, headers }: Exchange,
  { service, action }: SignedRequest,
): FailureFacts | null {
  if (code.startsWith('InvalidTimeStamp')) {
    const aheadMillis = serverAheadMillis(headers.date);
    return aheadMillis === null ? null : { clockAheadSeconds: -Math.round(aheadMillis / 1000) };
  }
  if (!isDenial({ code, httpStatus })) return null;
  const diagnosis = detail?.EncodedDiagnosticMessage;
  return {
    ramAction: detail?.AuthAction ?? `${service.ramPrefix}:${action}`,
    ...(diagnosis !== undefined && { diagnosis }),
  };
}

function serverAheadMillis(date: string | undefined): number | null {
  const serverMillis = Date.parse(date ?? '');
  return Number.isNaN(serverMillis) ? null : serverMillis - Date.now();
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function requestIdIn(body: unknown): string | null {
  return typeof body === 'object' && body !== null && 'RequestId' in body
    ? requestIdOf(body.RequestId)
    : null;
}

// Made once: making a schema takes a hundred times as long as using it.
const requestIdSchema = z
  .string()
  .trim()
  .regex(/^[\w-]{1,100}$/);

/** The id of a request as the service gave it, trimmed (slb-api.md D19); null if there is none. */
export function requestIdOf(value: unknown): string | null {
  const parsed = requestIdSchema.safeParse(value);
  return parsed.success ? parsed.data : null;
}
