import 'server-only';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { config, type Config } from '@/lib/config';
import { metrics } from '@/lib/telemetry/metrics';
import { regionsAnswer } from './answers/regions';
import { credentialsOf, forgetCredentials } from './credentials';
import { endpointOf } from './endpoints';
import { aborted, isRejectedKey, malformed, type Effect } from './errors';
import { withinLimit } from './limiter';
import { whyNotCalled } from './named-regions';
import { observePermission } from './observed-permissions';
import { observeThrottling } from './observed-throttling';
import type { CallOptions, SlbFailure, SlbResult } from './result';
import { retryDelayMillis } from './retry';
import { requestIdOf, sendOnce, SLB, type AttemptResult } from './transport';

/** One SLB operation: wire names, wire values, and the schema of its response. */
export type SlbCall<T> = {
  action: string;
  /** Sent as RegionId and selects the endpoint; null for the one operation that has no region. */
  regionId: string | null;
  parameters: Readonly<Record<string, string>>;
  effect: Effect;
  answer: z.ZodType<T>;
};

/** The schema of a response that contains only its RequestId. */
export const noContent = z.unknown().transform(() => null);

/** Calls an operation that changes nothing. */
export function readSlb<T>(
  action: string,
  regionId: string | null,
  parameters: SlbCall<T>['parameters'],
  answer: SlbCall<T>['answer'],
  options?: CallOptions,
): Promise<SlbResult<T>> {
  return callSlb({ action, regionId, parameters, effect: 'read', answer }, options);
}

/** Calls an operation that changes something. Its response contains only the RequestId. */
export function writeSlb(
  action: string,
  regionId: string,
  parameters: SlbCall<null>['parameters'],
  options?: CallOptions,
): Promise<SlbResult<null>> {
  return callSlb({ action, regionId, parameters, effect: 'write', answer: noContent }, options);
}

// What a cancelled call has to know: whether a request has been sent.
type Progress = { sent: boolean };

/**
 * Signs a call, sends it to its region's endpoint, retries what is safe to retry (`retryDelayMillis`, `mayRepeat`)
 * until the deadline, and parses the response. Nothing is signed for a region SLB does not list. Expected failures are
 * values; a cancelled call resolves at once.
 */
export async function callSlb<T>(call: SlbCall<T>, options: CallOptions = {}): Promise<SlbResult<T>> {
  const { signal } = options;
  const progress: Progress = { sent: false };
  if (signal === undefined) return run(call, progress, options);
  if (signal.aborted) return failure(aborted(call.effect, false));

  const settled = new AbortController();
  const givenUp = new Promise<SlbResult<T>>((resolve) => {
    const onAbort = () => resolve(failure(aborted(call.effect, progress.sent)));
    signal.addEventListener('abort', onAbort, { once: true, signal: settled.signal });
  });
  try {
    return await Promise.race([run(call, progress, options), givenUp]);
  } finally {
    settled.abort();
  }
}

/** The regions SLB lists (slb-api.md 3.1). Requested when a call names a region that has not been listed yet. */
function readRegionIds(): Promise<SlbResult<string[]>> {
  const ids = regionsAnswer.transform(({ items }) => items.map(({ regionId }) => regionId));
  return readSlb('DescribeRegions', null, {}, ids);
}

async function run<T>(
  call: SlbCall<T>,
  progress: Progress,
  { signal, priority = 'interactive', mayRepeat, onSend }: CallOptions,
): Promise<SlbResult<T>> {
  const settings = config();
  if (call.regionId !== null) {
    const reason = await whyNotCalled(settings.connection, call.regionId, readRegionIds);
    if (reason !== null) return failure(reason);
  }
  const { timeoutMillis, deadlineMillis } = settings.slb;
  // The deadline is for the service: time spent waiting in the queue does not count.
  let startedAt: number | null = null;
  const remainingMillis = (): number =>
    deadlineMillis - (performance.now() - (startedAt ?? performance.now()));
  let hasNewCredentials = false;
  for (let attemptsMade = 1; ; attemptsMade += 1) {
    const attempt = await withinLimit(
      (leaves) => {
        startedAt ??= performance.now();
        return attemptOnce(call, settings, progress, { signal, onSend, leaves });
      },
      {
        priority,
        isRead: call.effect === 'read',
        again: attemptsMade > 1,
        wasThrottled: (made) => !made.ok && made.failure.kind === 'throttled',
      },
    );
    if (attempt.ok) return valueOf(call, attempt.body);
    const { effect } = call;
    if (isRejectedKey(attempt.failure) && settings.connection.mode === 'cloud') {
      forgetCredentials(settings.connection);
      // The key pair may have been replaced, or its session ended, since it was found. Nothing was executed.
      if (!hasNewCredentials) {
        hasNewCredentials = true;
        continue;
      }
    }
    const context = { effect, attemptsMade, remainingMillis: remainingMillis(), timeoutMillis };
    const delayMillis = signal?.aborted ? null : retryDelayMillis(attempt, context);
    if (delayMillis === null) return failure(attempt.failure);
    await delay(delayMillis);
    if (mayRepeat === undefined) continue;
    // The time the attempt took comes off the time that is left.
    if (!(await mayRepeat()) || remainingMillis() < timeoutMillis) return failure(attempt.failure);
  }
}

async function attemptOnce<T>(
  call: SlbCall<T>,
  settings: Config,
  progress: Progress,
  { signal, onSend, leaves }: Pick<CallOptions, 'signal' | 'onSend'> & { leaves: () => Promise<void> },
): Promise<AttemptResult> {
  const { connection } = settings;
  const credentials = await credentialsOf(connection);
  if (!credentials.ok) return { ok: false, failure: credentials.failure, retryAfterMillis: undefined };
  await leaves();
  const mayLeave = (await onSend?.()) ?? true;
  // Cancelled while it waited in the queue: send nothing.
  if (signal?.aborted || !mayLeave) {
    return { ok: false, failure: aborted(call.effect, progress.sent), retryAfterMillis: undefined };
  }
  const { action, regionId, parameters, effect } = call;
  progress.sent = true;
  const sentAt = performance.now();
  const attempt = await sendOnce({
    connection,
    service: SLB,
    endpoint: endpointOf(connection, regionId),
    secrets: credentials.secrets,
    action,
    parameters: regionId === null ? parameters : { ...parameters, RegionId: regionId },
    effect,
    // Cancelling a read does no harm. It does not stop a write, so a write's response is awaited for as long as the
    // call may last.
    timeoutMillis: effect === 'read' ? settings.slb.timeoutMillis : settings.slb.writeHorizonMillis,
  });
  const outcome = attempt.ok ? 'ok' : attempt.failure.kind;
  metrics().slbCalls.observe({ action, outcome }, (performance.now() - sentAt) / 1000);
  observePermission(connection, action, attempt);
  if (!attempt.ok && attempt.failure.kind === 'throttled')
    observeThrottling(action, attempt.retryAfterMillis);
  progress.sent = attempt.ok || attempt.failure.outcome === 'unknown';
  return attempt;
}

const envelope = z.looseObject({ RequestId: z.unknown() });

function valueOf<T>(call: SlbCall<T>, body: unknown): SlbResult<T> {
  const enclosed = envelope.safeParse(body);
  const requestId = enclosed.success ? requestIdOf(enclosed.data.RequestId) : null;
  // Every SLB response has one; without it, something else is listening at the endpoint.
  if (requestId === null) return failure(malformed(call.effect, 'it has no RequestId'));
  const parsed = call.answer.safeParse(body);
  if (parsed.success) return { ok: true, value: parsed.data, requestId };
  const places = parsed.error.issues.slice(0, 3).map((issue) => issue.path.join('.') || 'the whole of it');
  const answered = { requestId, httpStatus: 200 };
  return failure(malformed(call.effect, `${call.action}: ${places.join(', ')}`, answered));
}

function failure<T>(error: SlbFailure): SlbResult<T> {
  return { ok: false, error };
}
