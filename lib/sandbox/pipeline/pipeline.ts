import { randomUUID } from 'node:crypto';
import { Rejected, joined, reject, type Answer, type Fields } from '../answer';
import {
  API_NOT_FOUND,
  FORBIDDEN,
  INTERNAL_ERROR,
  INVALID_FORMAT,
  REGION_NOT_FOUND,
  SERVICE_UNAVAILABLE,
  THROTTLED_USER,
  UNSUPPORTED_METHOD,
  invalidCommon,
  missing,
  type Rejection,
} from '../errors';
import { FAULT_ERRORS } from '../fault-errors';
import type { Operation } from '../operations/operation';
import { parameterReader } from '../operations/parameter-reader';
import { OPERATIONS } from '../operations/table';
import { REGIONS } from '../regions';
import type { Runtime } from '../runtime';
import { authenticate } from './authenticate';
import type { Fault } from './faults';
import { oddAnswer, unpagedAnswer } from './odd-answers';
import { parseCall, type HttpRequest, type ParsedCall } from './parse';
import { regionOf } from './region-of-call';
import { CONTENT_TYPES, serialise, type Format } from './serialise';

/** slb-api.md 1.1. */
const API_VERSION = '2014-05-15';
/** The retry delay of a call that is throttled by a fault, not by a window that ends. */
const FAULT_RETRY_AFTER_MILLIS = 1000;

export type HttpAnswer = {
  readonly httpStatus: number;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  readonly body: string;
  /** The connection breaks off in the middle of the body. */
  readonly isTruncated?: boolean;
};

/** Null: the connection is to be dropped without an answer. */
export type PipelineResult = HttpAnswer | null;

type Outcome =
  | {
      readonly kind: 'answered';
      readonly answer: Answer;
      readonly retryAfterMillis?: number;
      readonly isTruncated?: boolean;
      readonly hasOtherRequestId?: boolean;
    }
  | { readonly kind: 'dropped' };

type Decision =
  | Outcome
  | {
      readonly kind: 'later';
      readonly millis: number;
      readonly decide: () => Decision;
      /** The connection is cut now, and what was sent arrives all the same. */
      readonly isCutNow?: boolean;
    };

/**
 * Takes one request through all steps: parse, authenticate, throttle, faults, dispatch, serialise. Only a latency fault
 * and the reply wait: no response, not even to a read, contains data that is not yet on disk.
 */
export function runPipeline(
  runtime: Runtime,
  request: HttpRequest,
  reply: (result: PipelineResult) => void,
): void {
  const atMillis = runtime.clock.now();
  const call = parseCall(request);
  const format = readFormat(call, runtime.settings.current.defaultFormat);
  const settle = (decide: () => Decision): void => {
    const decision = attempt(call, decide);
    if (decision.kind === 'later') {
      const resets = runtime.resets.count;
      if (decision.isCutNow) reply(null);
      setTimeout(
        () => (runtime.resets.count === resets ? settle(decision.decide) : reply(null)),
        decision.millis,
      );
      return;
    }
    runtime.store.whenSettled((error) => {
      try {
        reply(conclude(runtime, call, atMillis, format, error === null ? decision : failed(call, error)));
      } catch (failure) {
        failed(call, failure);
        reply(null);
      }
    });
  };
  settle(() => decideCall(runtime, call, format === null));
}

function attempt(call: ParsedCall, decide: () => Decision): Decision {
  try {
    return decide();
  } catch (error) {
    return error instanceof Rejected ? rejected(error.rejection) : failed(call, error);
  }
}

/** A fault of our own, or of the disk: nothing has happened, and the client hears so. */
function failed(call: ParsedCall, error: unknown): Outcome {
  process.stderr.write(`The sandbox failed on ${call.action ?? 'a request'}: ${String(error)}\n`);
  return rejected(INTERNAL_ERROR);
}

/** Logs the outcome of a call, and serializes it. */
function conclude(
  runtime: Runtime,
  call: ParsedCall,
  atMillis: number,
  format: Format | null,
  outcome: Outcome,
): PipelineResult {
  const requestId = newRequestId();
  const rejection = outcome.kind === 'answered' && !outcome.answer.ok ? outcome.answer.rejection : null;
  const httpStatus = rejection?.httpStatus ?? 200;
  runtime.log.add({
    atMillis,
    action: call.action ?? '',
    regionId: call.parameters.get('RegionId') ?? '',
    method: call.method,
    query: call.rawQuery,
    form: call.rawForm,
    httpStatus: outcome.kind === 'dropped' ? null : httpStatus,
    code: rejection?.code ?? null,
    requestId,
  });
  if (outcome.kind === 'dropped') return null;
  const { answer, retryAfterMillis, hasOtherRequestId, isTruncated } = outcome;
  const spoken = format ?? defaultFormat(call, runtime.settings.current.defaultFormat);
  const answeredId = hasOtherRequestId ? newRequestId() : requestId;
  return {
    httpStatus,
    headers: [
      'content-type',
      CONTENT_TYPES[spoken],
      'x-acs-request-id',
      requestId,
      // A clock that is set differently shows, as a service's does.
      ...(runtime.clock.shiftMillis === 0 ? [] : ['date', new Date(runtime.clock.now()).toUTCString()]),
      ...(retryAfterMillis === undefined ? [] : ['x-acs-retry-after', String(Math.ceil(retryAfterMillis))]),
    ],
    body: answer.ok
      ? serialise(spoken, `${call.action ?? ''}Response`, joined({ RequestId: answeredId }, answer.fields))
      : serialise(spoken, 'Error', errorFields(answer.rejection, answeredId, call.host)),
    isTruncated,
  };
}

function newRequestId(): string {
  return randomUUID().toUpperCase();
}

/** slb-api.md 1.6. */
function errorFields(rejection: Rejection, requestId: string, host: string): Fields {
  const query = new URLSearchParams({ q: rejection.code, product: 'Slb', requestId });
  return {
    RequestId: requestId,
    HostId: host,
    Code: rejection.code,
    Message: rejection.message,
    Recommend: `https://api.aliyun.com/troubleshoot?${query.toString()}`,
    ...rejection.more,
  };
}

/** The requested format, or null if it is neither (D2). */
function readFormat(call: ParsedCall, defaultForV1: Format): Format | null {
  const requested = call.parameters.get('Format');
  if (requested === undefined) return defaultFormat(call, defaultForV1);
  // SDKs also send `json` (slb-api.md 1.2).
  const upper = requested.toUpperCase();
  return upper === 'JSON' || upper === 'XML' ? upper : null;
}

function defaultFormat(call: ParsedCall, defaultForV1: Format): Format {
  return call.scheme === 'v3' ? 'JSON' : defaultForV1;
}

function rejected(rejection: Rejection, retryAfterMillis?: number): Outcome {
  return { kind: 'answered', answer: { ok: false, rejection }, retryAfterMillis };
}

/** The steps in the order of slb-api.md 4.1. */
function decideCall(runtime: Runtime, call: ParsedCall, isFormatWrong: boolean): Decision {
  if (call.method !== 'GET' && call.method !== 'POST') return rejected(UNSUPPORTED_METHOD);
  if (call.path !== '/') return rejected(API_NOT_FOUND);
  if (call.action === undefined) return rejected(missing('Action'));
  if (call.version === undefined) return rejected(missing('Version'));
  if (call.version !== API_VERSION) return rejected(invalidCommon('Version'));
  // D20: the exact case only.
  const operation = OPERATIONS.get(call.action);
  if (operation === undefined) return rejected(API_NOT_FOUND);
  if (isFormatWrong) return rejected(INVALID_FORMAT);
  const accessKeyId = authenticate(call, runtime.keys.current, runtime.store.nonces, runtime.clock.now());
  const waitMillis = runtime.throttle.waitMillis(
    runtime.settings.current.throttle,
    accessKeyId,
    call.action,
    runtime.clock.now(),
  );
  if (waitMillis !== null) return rejected(THROTTLED_USER, waitMillis);
  const named = withoutAliases(call.parameters, operation);
  const fault = runtime.faults.take(call.action, regionOf(runtime, named));
  return withFault(fault, named, (parameters) =>
    answerOf(() => dispatch(runtime, { ...call, parameters }, operation)),
  );
}

/** The parameters by the names that the operation reads. */
function withoutAliases(
  parameters: ParsedCall['parameters'],
  { aliases }: Operation,
): ParsedCall['parameters'] {
  if (aliases === undefined) return parameters;
  return new Map([...parameters].map(([name, value]) => [aliases[name] ?? name, value]));
}

function withFault(
  fault: Fault | null,
  parameters: ParsedCall['parameters'],
  answerTo: (parameters: ParsedCall['parameters']) => Answer,
): Decision {
  const execute = () => answerTo(parameters);
  switch (fault?.kind) {
    case 'drop-before':
      return { kind: 'dropped' };
    case 'drop-after':
      execute();
      return { kind: 'dropped' };
    case 'error-5xx':
      return rejected(SERVICE_UNAVAILABLE);
    case 'throttle':
      return rejected(THROTTLED_USER, FAULT_RETRY_AFTER_MILLIS);
    case 'error':
      return rejected(FAULT_ERRORS.get(fault.code) ?? INTERNAL_ERROR);
    case 'latency':
      return {
        kind: 'later',
        millis: fault.millis,
        decide: () => ({ kind: 'answered', answer: execute() }),
      };
    case 'late':
      return {
        kind: 'later',
        millis: fault.millis,
        isCutNow: true,
        decide: () => {
          execute();
          return { kind: 'dropped' };
        },
      };
    case 'truncated-body':
      return { kind: 'answered', answer: execute(), isTruncated: true };
    case 'other-request-id':
      return { kind: 'answered', answer: execute(), hasOtherRequestId: true };
    case 'odd-rows':
      return { kind: 'answered', answer: oddAnswer(execute(), fault.variant, fault.row ?? 0) };
    case 'forbidden':
      return rejected(FORBIDDEN);
    case 'unpaged':
      return { kind: 'answered', answer: unpagedAnswer(answerTo, parameters) };
    case undefined:
      return { kind: 'answered', answer: execute() };
  }
}

function answerOf(execute: () => Fields): Answer {
  try {
    return { ok: true, fields: execute() };
  } catch (error) {
    if (error instanceof Rejected) return { ok: false, rejection: error.rejection };
    throw error;
  }
}

function dispatch(runtime: Runtime, call: ParsedCall, operation: Operation): Fields {
  const { parameters } = call;
  const regionId = regionOf(runtime, parameters) ?? '';
  if (operation.scope === 'regional' && regionId === '') return reject(missing('RegionId'));
  const absent = operation.required.find((name) => !parameters.has(name));
  if (absent !== undefined) return reject(missing(absent));
  if (operation.scope === 'regional' && !REGIONS.has(regionId)) return reject(REGION_NOT_FOUND);
  const handle = () =>
    operation.handle({
      regionId,
      parameters,
      read: parameterReader(parameters),
      tables: runtime.store.tables,
      settings: runtime.settings.current,
      nowMillis: runtime.clock.now(),
    });
  if (operation.effect === 'read') return handle();
  return runtime.store.write(handle);
}
