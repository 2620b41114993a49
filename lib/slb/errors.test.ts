import { describe, expect, it } from 'vitest';
import { aborted, classify, lost, malformed, noCredentials } from './errors';
import { connectionFailure } from './connection-failure';
import { isGone, type SlbFailureKind } from './result';

function kindOf(httpStatus: number, code: string, message = '') {
  return classify({ code, message, requestId: 'R', httpStatus }, 'write').kind;
}

describe('the kind of a failure', () => {
  const kinds: [SlbFailureKind, number, string, string?][] = [
    ['throttled', 400, 'Throttling'],
    ['throttled', 400, 'Throttling.User'],
    ['throttled', 400, 'Throttling.Api'],
    ['throttled', 400, 'Rejected.Throttling'],
    ['throttled', 503, 'Throttling.User'],
    ['busy', 400, 'ServiceIsConfiguring'],
    ['busy', 409, 'ServiceIsStopping'],
    ['busy', 409, 'BackendServer.configuring'],
    ['busy', 400, 'OperationBusy'],
    ['busy', 449, 'SystemBusy'],
    ['busy', 400, 'SystemBusy'],
    ['busy', 400, 'VServerGroupProcessing'],
    ['busy', 400, 'ListenerProcessing'],
    ['busy', 400, 'BackendServerProcessing'],
    ['busy', 400, 'AclEntryProcessing'],
    ['busy', 400, 'OperationFailed.ServiceGroupProcessing'],
    ['busy', 400, 'VpcSystemBusy'],
    ['busy', 400, 'OperationFailed.ListenerStatusNotSupport'],
    ['busy', 400, 'ProcessingSameRequest'],
    ['busy', 400, 'OperationFailed.TokenIsProcessing'],
    ['busy', 400, 'LocationServiceTimeout'],
    ['busy', 409, 'OperationConflict'],
    ['busy', 400, 'Operation.Deny', 'The specified listener is configuring, please try again later.'],
    ['refused', 400, 'Operation.Deny', 'The operation is denied.'],
    ['unavailable', 500, 'InternalError'],
    ['unavailable', 500, 'InternalInvokeError'],
    ['unavailable', 503, 'ServiceUnavailable'],
    ['unavailable', 503, 'ServiceUnavailable.RegionMaintaining'],
    [
      'unavailable',
      503,
      'InvalidParameter',
      'The request has failed due to a temporary failure of the server.',
    ],
    ['refused', 400, 'InvalidParameter'],
    ['refused', 404, 'InvalidLoadBalancerId.NotFound'],
    ['refused', 400, 'ListenerAlreadyExists'],
    ['refused', 400, 'Operation.NotAllowed'],
    ['refused', 403, 'Forbidden.RAM'],
    ['refused', 400, 'SignatureNonceUsed'],
    ['refused', 400, 'InvalidTimeStamp.Expired'],
    ['unauthenticated', 404, 'InvalidAccessKeyId.NotFound'],
    ['unauthenticated', 400, 'InvalidAccessKeyId.Inactive'],
    ['unauthenticated', 403, 'Forbidden.AccessKeyDisabled'],
    ['unauthenticated', 400, 'SignatureDoesNotMatch'],
    ['unauthenticated', 400, 'IncompleteSignature'],
  ];
  it.each(kinds)('is %s for %i %s', (kind, httpStatus, code, message) => {
    expect(kindOf(httpStatus, code, message)).toBe(kind);
  });
});

describe('what a failure means for a write', () => {
  const rejection = { message: '', requestId: 'R', httpStatus: 400 };

  it('is that nothing was done if the service rejected it', () => {
    for (const code of ['Throttling', 'SystemBusy', 'ListenerAlreadyExists', 'SignatureDoesNotMatch']) {
      expect(classify({ ...rejection, code }, 'write').outcome).toBe('not-done');
    }
  });

  it('is that it may be sent again only if it was throttled or met a pending change', () => {
    expect(classify({ ...rejection, code: 'Throttling' }, 'write').retrySafe).toBe(true);
    expect(classify({ ...rejection, code: 'SystemBusy' }, 'write').retrySafe).toBe(true);
    expect(classify({ ...rejection, code: 'AclNotExist' }, 'write').retrySafe).toBe(false);
    expect(noCredentials([]).retrySafe).toBe(false);
  });

  it('is unknown if the service failed, or the response was lost, unreadable, or not awaited', () => {
    const failures = [
      classify({ ...rejection, httpStatus: 500, code: 'InternalError' }, 'write'),
      lost('write'),
      malformed('write', 'x'),
      aborted('write', true),
    ];
    for (const failure of failures) {
      expect(failure).toMatchObject({ outcome: 'unknown', retrySafe: false });
    }
  });

  it('is that nothing was done if nothing was sent', () => {
    for (const neverConnected of [{ code: 'ECONNREFUSED' }, { code: 'ETIMEDOUT', syscall: 'connect' }])
      expect(connectionFailure(neverConnected, 'write', { host: null, proxy: null })).toMatchObject({
        code: 'Sluice.Unreachable',
        outcome: 'not-done',
        retrySafe: true,
      });
    expect(
      connectionFailure({ code: 'ETIMEDOUT', syscall: 'read' }, 'write', { host: null, proxy: null }),
    ).toMatchObject({ code: 'Sluice.NoAnswer', outcome: 'unknown' });
    expect(aborted('write', false)).toMatchObject({ outcome: 'not-done', retrySafe: true });
    expect(noCredentials([]).outcome).toBe('not-done');
  });
});

describe('what a failure means for a read', () => {
  it('is never that something may have been done', () => {
    const failures = [
      classify({ code: 'InternalError', message: '', requestId: null, httpStatus: 500 }, 'read'),
      lost('read'),
      malformed('read', 'x'),
      aborted('read', true),
    ];
    for (const failure of failures) {
      expect(failure).toMatchObject({ outcome: 'not-done', retrySafe: true });
    }
  });
});

describe('isGone', () => {
  it('recognizes the code of a missing listener, and the generic code with exactly its text', () => {
    expect(isGone({ code: 'ListenerNotFound', message: 'You have not created a listener …' })).toBe(true);
    expect(isGone({ code: 'InvalidParameter', message: 'The specified resource does not exist.' })).toBe(
      true,
    );
  });

  it('does not take other uses of the generic code for a missing listener', () => {
    expect(isGone({ code: 'InvalidParameter', message: 'The specified parameter is not valid.' })).toBe(
      false,
    );
    expect(
      isGone({ code: 'InvalidParameter', message: 'The specified VServerGroupId does not exist.' }),
    ).toBe(false);
    expect(
      isGone({ code: 'InvalidLoadBalancerId.NotFound', message: 'The specified resource does not exist.' }),
    ).toBe(false);
  });
});
