import { clientCodes, type CredentialSource, type SlbFailure, type SlbFailureKind } from './result';

/** Whether an operation changes anything. Decides what may be repeated and what a missing response means. */
export type Effect = 'read' | 'write';

/** A rejection in the service's words; `message` is already free of secrets. */
export type ServiceError = {
  code: string;
  message: string;
  requestId: string | null;
  httpStatus: number | null;
};

// slb-api.md 4.2: a previous change is still being applied. All are safe to send again after a short wait.
const busyCodes = new Set([
  'ServiceIsConfiguring',
  'ServiceIsStopping',
  'BackendServer.configuring',
  'OperationBusy',
  'SystemBusy',
  'VServerGroupProcessing',
  'ListenerProcessing',
  'BackendServerProcessing',
  'AclEntryProcessing',
  'OperationFailed.ServiceGroupProcessing',
  'VpcSystemBusy',
  'OperationFailed.ListenerStatusNotSupport',
  'ProcessingSameRequest',
  'OperationFailed.TokenIsProcessing',
  'TokenIsProcessing',
  'LocationServiceTimeout',
  'OperationConflict',
]);

// slb-api.md 4.1: the key pair itself is invalid. A missing permission (Forbidden.RAM) is a rejection like any other.
const unauthenticatedCodes =
  /^(InvalidAccessKeyId\b|(Invalid|Missing)SecurityToken\b|Forbidden\.AccessKeyDisabled$)/;
const signatureCodes = new Set(['SignatureDoesNotMatch', 'IncompleteSignature', 'InvalidSignatureMethod']);

function kindOf({ code, message, httpStatus }: ServiceError): SlbFailureKind {
  if (code.includes('Throttling')) return 'throttled';
  if (busyCodes.has(code)) return 'busy';
  // Start returns this code for several reasons; only the pending configuration resolves by itself.
  if (code === 'Operation.Deny' && /\bis configuring\b/i.test(message)) return 'busy';
  if (unauthenticatedCodes.test(code) || signatureCodes.has(code)) return 'unauthenticated';
  // 503 is classified by its status, because it also comes with the code InvalidParameter (slb-api.md 4.3).
  if (httpStatus !== null && httpStatus >= 500) return 'unavailable';
  if (/^(InternalError|InternalInvokeError|ServiceUnavailable)\b/.test(code)) return 'unavailable';
  return 'refused';
}

// Of the connection. A certificate or the proxy's credentials stay wrong until somebody changes them.
const passingCodes = new Set<string>([
  clientCodes.noAnswer,
  clientCodes.timedOut,
  clientCodes.nameNotFound,
  clientCodes.unreachable,
  clientCodes.proxyUnreachable,
  clientCodes.proxyRejected,
]);

/** Whether the key pair or its token was rejected: a newer one may be accepted. Nothing was executed. */
export function isRejectedKey({ code }: Pick<ServiceError, 'code'>): boolean {
  return unauthenticatedCodes.test(code);
}

/** Whether RAM denied the call; the codes vary by service and year (cloud-api.md 5.3). */
export function isDenial({ code, httpStatus }: Pick<ServiceError, 'code' | 'httpStatus'>): boolean {
  if (code === 'Forbidden.AccessKeyDisabled') return false;
  return (
    /^(Forb{1,2}id{1,2}en|NoPermission|AccessForbidden|AccessDenied)/.test(code) ||
    (httpStatus === 403 && code.startsWith('NotAuthorized'))
  );
}

/**
 * Whether the reason a call was not executed goes away by itself: throttling, a change still being applied, an
 * unavailable service. The same call may succeed later.
 */
export function passesByItself({ code, message }: Pick<ServiceError, 'code' | 'message'>): boolean {
  if (passingCodes.has(code)) return true;
  const kind = kindOf({ code, message, requestId: null, httpStatus: null });
  return kind === 'throttled' || kind === 'busy' || kind === 'unavailable';
}

/** Converts a rejection by the service to a failure. */
export function classify(error: ServiceError, effect: Effect): SlbFailure {
  const kind = kindOf(error);
  // A server error does not reveal how far a write came. Every other rejection came before the work.
  const uncertain = kind === 'unavailable' && effect === 'write';
  return {
    ...error,
    kind,
    retrySafe: kind === 'throttled' || kind === 'busy' || (kind === 'unavailable' && !uncertain),
    outcome: uncertain ? 'unknown' : 'not-done',
  };
}

/** No response came in time. Giving up does not stop the service: a write may still take effect. */
export function timedOut(effect: Effect, timeoutMillis: number): SlbFailure {
  return {
    ...lost(effect),
    kind: 'timed-out',
    code: clientCodes.timedOut,
    message: `The SLB endpoint did not answer within ${timeoutMillis / 1000} s.`,
  };
}

/** The connection broke before a response came. */
export function lost(effect: Effect): SlbFailure {
  return {
    kind: 'lost',
    code: clientCodes.noAnswer,
    message: 'No answer came from the SLB endpoint.',
    requestId: null,
    httpStatus: null,
    retrySafe: effect === 'read',
    outcome: effect === 'read' ? 'not-done' : 'unknown',
  };
}

const notSent = { requestId: null, httpStatus: null, retrySafe: false, outcome: 'not-done' } as const;

/** The caller cancelled. `sent`: the request may have reached the service. */
export function aborted(effect: Effect, sent: boolean): SlbFailure {
  return {
    kind: 'aborted',
    code: clientCodes.aborted,
    message: 'The call was given up before an answer came.',
    requestId: null,
    httpStatus: null,
    retrySafe: effect === 'read' || !sent,
    outcome: effect === 'write' && sent ? 'unknown' : 'not-done',
  };
}

/** A response came but could not be parsed; `detail` names the place, never a value. */
export function malformed(
  effect: Effect,
  detail: string,
  answered: { requestId: string | null; httpStatus: number | null } = { requestId: null, httpStatus: null },
): SlbFailure {
  return {
    kind: 'malformed',
    code: clientCodes.badAnswer,
    message: `The answer of the SLB endpoint was not understood (${detail}).`,
    ...answered,
    retrySafe: effect === 'read',
    outcome: effect === 'read' ? 'not-done' : 'unknown',
  };
}

/** A read was answered, but part of the response cannot be used. */
export function unusable(message: string, requestId: string | null): SlbFailure {
  return { ...malformed('read', '', { requestId, httpStatus: 200 }), message };
}

/** No key pair was found in any of these places, so nothing was sent. */
export function noCredentials(sources: readonly CredentialSource[]): SlbFailure {
  return {
    ...notSent,
    facts: { sources },
    kind: 'unauthenticated',
    code: clientCodes.noCredentials,
    message:
      'No Alibaba Cloud credentials were found. Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, ' +
      'or provide a credentials file or an instance role, for the process that runs Sluice.',
  };
}

/** The key pair is the sandbox's, whose secret is public, so nothing was sent. */
export function sandboxKey(): SlbFailure {
  const message = 'The access key is the one of the sandbox.';
  return { ...notSent, kind: 'unauthenticated', code: clientCodes.sandboxKey, message };
}

/** DescribeRegions does not list the region, so nothing was sent. */
export function unknownRegion(): SlbFailure {
  const message = 'SLB does not name this region (DescribeRegions), so nothing was sent.';
  return { ...notSent, kind: 'refused', code: clientCodes.unknownRegion, message };
}
