import type { FailureFacts } from '@/lib/slb/result';
import type { FieldPath } from './draft';
import { blockReasons, type BlockReason } from './rules';
import type { IssueKey } from './schema';

/**
 * A failed listener operation as the browser gets it: a value, never a throw, and free of secrets. `code` is SLB's own,
 * or starts with `Sluice.` if Sluice rejected the operation.
 */
export type ListenerError = {
  code: string;
  /** The server's own message. */
  message: string;
  /**
   * The same in the user's language: a key of the `domain.rejection` messages. Null for a rejection that has no
   * explanation yet.
   */
  explanation: Explanation | null;
  requestId: string | null;
  /** `unknown`: no response came, but the call may have taken effect. */
  outcome: 'not-done' | 'unknown';
  fieldErrors: FieldError[];
  /** What is known besides: the action that RAM denies, the difference of the clocks. */
  facts?: FailureFacts;
  /** The pending write, or the one whose outcome is unknown, if that is the reason. */
  awaited?: AwaitedWrite;
};

/** A pending write: its API action, and how long its response is awaited (ISO 8601 in UTC). */
export type AwaitedWrite = {
  operation: string;
  listenerPort: number;
  /** TCP unless given. */
  protocol?: string | undefined;
  until: string;
};

/** A field error: a schema issue, or a rejection by the cloud that maps to this field. */
export type FieldError =
  | { path: FieldPath; kind: 'issue'; issue: IssueKey }
  | { path: FieldPath; kind: 'rejection' };

/** Codes of rejections by Sluice itself. */
export const sluiceCodes = {
  invalidInput: 'Sluice.InvalidInput',
  outcomeUnknown: 'Sluice.OutcomeUnknown',
  anotherListener: 'Sluice.AnotherListener',
  readOnly: 'Sluice.ReadOnly',
  notPermitted: 'Sluice.NotPermitted',
  otherProtocol: 'Sluice.OtherProtocol',
  consoleProtected: 'Sluice.ConsoleProtected',
  deleteProtected: 'Sluice.DeleteProtected',
  protectionUnreadable: 'Sluice.ProtectionUnreadable',
  instanceLocked: 'Sluice.InstanceLocked',
  inTransition: 'Sluice.InTransition',
  instanceBusy: 'Sluice.InstanceBusy',
  instanceLockLost: 'Sluice.InstanceLockLost',
  stopping: 'Sluice.Stopping',
  diskFull: 'Sluice.DiskFull',
  databaseUnreachable: 'Sluice.DatabaseUnreachable',
  notSent: 'Sluice.NotSent',
  writeAwaited: 'Sluice.WriteAwaited',
  unsettledWrite: 'Sluice.UnsettledWrite',
  startedConcurrently: 'Sluice.StartedMeanwhile',
  changedConcurrently: 'Sluice.ChangedMeanwhile',
  readBackDiffers: 'Sluice.ReadBackDiffers',
  notReadBack: 'Sluice.NotReadBack',
} as const;

type KnownRejection = {
  code: string | RegExp;
  /** Some codes cover many errors; the message tells which one. */
  message?: RegExp;
  path?: FieldPath;
  explanation?: Explanation;
};

/** slb-api.md 3.7, 4.1–4.3 and section 7. The first matching row wins. */
const knownRejections = [
  // D10: three codes for one error.
  { code: 'ListenerAlreadyExists', path: 'listenerPort', explanation: 'AlreadyExists' },
  { code: /(?:^|\.)ListenerPortConflict$/, path: 'listenerPort', explanation: 'AlreadyExists' },
  { code: 'InvalidParam.ListenerPort', path: 'listenerPort' },
  { code: 'InvalidParameter', message: /specified port is not valid/i, path: 'listenerPort' },
  {
    code: 'InvalidParameter',
    message: /exceeds the maximum bandwidth/i,
    path: 'bandwidth.mbps',
    explanation: 'BandwidthExceeded',
  },
  {
    code: 'InvalidParameter',
    message: /bandwidth/i,
    path: 'bandwidth.mbps',
    explanation: 'BandwidthInvalid',
  },
  // D28: three codes for a group that is unknown or belongs to another instance.
  {
    code: 'InvalidParameter',
    message: /MasterSlaveServerGroupId/,
    path: 'backend.primarySecondaryServerGroupId',
    explanation: 'MasterSlaveServerGroupNotFound',
  },
  {
    code: 'InvalidParameter',
    message: /VServerGroupId/,
    path: 'backend.vServerGroupId',
    explanation: 'VServerGroupNotFound',
  },
  {
    code: /^(?:InvalidParam\.VServerGroupId|ResourceNotFound\.VServerGroup)$/,
    path: 'backend.vServerGroupId',
    explanation: 'VServerGroupNotFound',
  },
  { code: /^(?:VServerGroupEmpty|VipNotMatchRspool)$/, path: 'backend.vServerGroupId' },
  {
    code: /^(?:MasterSlaveServerConflict|OperationDenied\.HealthCheckClosedForMasterSlaveMode)$/,
    path: 'backend.primarySecondaryServerGroupId',
  },
  {
    code: 'Abs.VServerGroupIdAndMasterSlaveServerGroupId.MissMatch',
    path: 'backend.kind',
    explanation: 'Abs_VServerGroupIdAndMasterSlaveServerGroupId_MissMatch',
  },
  { code: 'MissingParameter', message: /BackendServerPort/, path: 'backend.backendServerPort' },
  { code: 'InvalidRegionId.NotFound', path: 'regionId', explanation: 'InvalidRegionId_NotFound' },
  {
    code: 'InvalidParameter',
    message: /RegionId/,
    path: 'regionId',
    explanation: 'InvalidRegionId_NotFound',
  },
  { code: /^(?:RegionNotSupport|UnauthorizedRegion)$/, path: 'regionId' },
  {
    code: 'InvalidLoadBalancerId.NotFound',
    path: 'loadBalancerId',
    explanation: 'InvalidLoadBalancerId_NotFound',
  },
  {
    code: /^(?:ListenerNumberOverLimit|VipTooManyListeners)$/,
    path: 'loadBalancerId',
    explanation: 'ListenerNumberOverLimit',
  },
  { code: 'ActionNotAllowed', path: 'loadBalancerId', explanation: 'ActionNotAllowed' },
  { code: /^(?:LbStatusNotSupport|TcpNotSupportForHybridLb)$/, path: 'loadBalancerId' },
  { code: sluiceCodes.consoleProtected, path: 'loadBalancerId', explanation: 'Sluice_ConsoleProtected' },
  { code: 'AclNotExist', path: 'acl.aclId', explanation: 'AclNotExist' },
  { code: 'IpVersionConflict', path: 'acl.aclId', explanation: 'IpVersionConflict' },
  { code: /AclListenerOverLimit$/, path: 'acl.aclId', explanation: 'AclListenerOverLimit' },
  {
    code: /^(?:QuotaLimitExceeds\.(?:AclAttachedToListener|TotalAclEntry)|Duplicated\.AclEntry)$/,
    path: 'acl.aclId',
  },
  { code: /^(?:OperationUnsupported\.SetAccessControl|OperationNotSupport\.Acl)$/, path: 'acl.status' },
  { code: 'InvalidParameterValue.SpecNotSupport', path: 'scheduler', explanation: 'SchedulerNotSupported' },
  { code: 'MissingParam.HealthCheckConnectPort', path: 'healthCheck.connectPort' },
  { code: 'IllegalParam.HealthCheck', path: 'healthCheck.type' },
  // The gateway puts the parameter's name in its code (4.1).
  { code: /^(?:Missing|Invalid)RegionId$/, path: 'regionId' },
  { code: /^(?:Missing|Invalid)LoadBalancerId$/, path: 'loadBalancerId' },
  { code: /^(?:Missing|Invalid)ListenerPort$/, path: 'listenerPort' },
  { code: /^(?:Missing|Invalid)Bandwidth$/, path: 'bandwidth.mbps' },
  // About the request as a whole.
  { code: 'ListenerNotFound', explanation: 'ListenerNotFound' },
  {
    code: 'InvalidParameter',
    message: /specified resource does not exist/i,
    explanation: 'ListenerNotFound',
  },
  { code: 'Operation.NotAllowed', explanation: 'OperationNotAllowed' },
  { code: /Throttling/, explanation: 'Throttling' },
  { code: /^InvalidTimeStamp\./, explanation: 'ClockSkew' },
  { code: 'SignatureDoesNotMatch', explanation: 'SignatureDoesNotMatch' },
  {
    code: /^(?:InvalidAccessKeyId\.Inactive|Forbidden\.AccessKeyDisabled)$/,
    explanation: 'AccessKeyInactive',
  },
  { code: /^InvalidAccessKeyId\b/, explanation: 'AccessKeyNotFound' },
  { code: 'InvalidSecurityToken.Expired', explanation: 'TokenExpired' },
  { code: 'InvalidSecurityToken.MismatchWithAccessKey', explanation: 'TokenOfAnotherKey' },
  { code: 'MissingSecurityToken', explanation: 'TokenMissing' },
  { code: /^InvalidSecurityToken\b/, explanation: 'TokenMalformed' },
  { code: 'EntityNotExist.Role', explanation: 'RoleNotFound' },
  {
    code: /^(?:Forb{1,2}id{1,2}en(?:\.|$)|NoPermission|AccessForbidden|AccessDenied)/,
    explanation: 'Forbidden',
  },
  {
    code: /^(?:ServiceIsConfiguring|ServiceIsStopping|OperationBusy|SystemBusy|ListenerProcessing|OperationConflict)$/,
    explanation: 'ServiceBusy',
  },
  { code: /^(?:Operation\.Deny|OperationFailed\.ListenerStatusNotSupport)$/, explanation: 'ServiceBusy' },
  { code: /^(?:InternalError|ServiceUnavailable)/, explanation: 'Unavailable' },
  { code: 'Sluice.NoAnswer', explanation: 'Sluice_NoAnswer' },
  { code: 'Sluice.TimedOut', explanation: 'Sluice_TimedOut' },
  { code: 'Sluice.Aborted', explanation: 'Sluice_Aborted' },
  { code: 'Sluice.BadAnswer', explanation: 'Sluice_BadAnswer' },
  { code: 'Sluice.NoCredentials', explanation: 'Sluice_NoCredentials' },
  { code: 'Sluice.SandboxKey', explanation: 'Sluice_SandboxKey' },
  { code: 'Sluice.NameNotFound', explanation: 'Sluice_NameNotFound' },
  { code: 'Sluice.Unreachable', explanation: 'Sluice_Unreachable' },
  { code: 'Sluice.ProxyUnreachable', explanation: 'Sluice_ProxyUnreachable' },
  { code: 'Sluice.ProxyAuthentication', explanation: 'Sluice_ProxyAuthentication' },
  { code: 'Sluice.ProxyRejected', explanation: 'Sluice_ProxyRejected' },
  { code: 'Sluice.CertificateUntrusted', explanation: 'Sluice_CertificateUntrusted' },
  { code: 'Sluice.CertificateExpired', explanation: 'Sluice_CertificateExpired' },
  { code: 'Sluice.CertificateName', explanation: 'Sluice_CertificateName' },
  { code: 'Sluice.TlsFailed', explanation: 'Sluice_TlsFailed' },
  { code: 'Sluice.UnknownRegion', explanation: 'Sluice_UnknownRegion' },
  { code: sluiceCodes.anotherListener, path: 'listenerPort', explanation: 'Sluice_AnotherListener' },
  { code: sluiceCodes.outcomeUnknown, explanation: 'Sluice_OutcomeUnknown' },
  { code: sluiceCodes.invalidInput, explanation: 'Sluice_InvalidInput' },
  { code: sluiceCodes.readOnly, explanation: 'Sluice_ReadOnly' },
  { code: sluiceCodes.notPermitted, message: /user is disabled/, explanation: 'Sluice_Disabled' },
  { code: sluiceCodes.notPermitted, message: /^Viewers/, explanation: 'Sluice_NotOperator' },
  { code: sluiceCodes.notPermitted, message: /account\.$/, explanation: 'Sluice_LimitAccount' },
  { code: sluiceCodes.notPermitted, message: /region\.$/, explanation: 'Sluice_LimitRegion' },
  { code: sluiceCodes.notPermitted, message: /instance\.$/, explanation: 'Sluice_LimitInstance' },
  { code: sluiceCodes.notPermitted, explanation: 'Sluice_NotPermitted' },
  { code: sluiceCodes.otherProtocol, explanation: 'Sluice_OtherProtocol' },
  { code: sluiceCodes.deleteProtected, explanation: 'Sluice_DeleteProtected' },
  { code: sluiceCodes.protectionUnreadable, explanation: 'Sluice_ProtectionUnreadable' },
  { code: sluiceCodes.instanceLocked, explanation: 'Sluice_InstanceLocked' },
  { code: sluiceCodes.inTransition, explanation: 'Sluice_InTransition' },
  { code: sluiceCodes.instanceBusy, explanation: 'Sluice_InstanceBusy' },
  { code: sluiceCodes.instanceLockLost, explanation: 'Sluice_InstanceLockLost' },
  { code: sluiceCodes.writeAwaited, explanation: 'Sluice_WriteAwaited' },
  { code: sluiceCodes.unsettledWrite, explanation: 'Sluice_UnsettledWrite' },
  { code: sluiceCodes.stopping, explanation: 'Sluice_Stopping' },
  { code: sluiceCodes.diskFull, explanation: 'Sluice_DiskFull' },
  { code: sluiceCodes.databaseUnreachable, explanation: 'Sluice_DatabaseUnreachable' },
  { code: sluiceCodes.notSent, explanation: 'Sluice_NotSent' },
  { code: sluiceCodes.startedConcurrently, explanation: 'Sluice_StartedMeanwhile' },
  { code: sluiceCodes.changedConcurrently, explanation: 'Sluice_ChangedMeanwhile' },
  { code: sluiceCodes.notReadBack, explanation: 'Sluice_NotReadBack' },
] as const satisfies readonly (Omit<KnownRejection, 'explanation'> & { explanation?: string })[];

/** A key of the `domain.rejection` messages. */
export type Explanation = Extract<(typeof knownRejections)[number], { explanation: string }>['explanation'];

/**
 * What is known about a rejection: its field (undefined if it concerns the whole request) and its explanation
 * (undefined if only the server's own message is available).
 */
export function knownRejection(
  code: string,
  message: string,
): { path?: FieldPath; explanation?: Explanation } {
  const rows: readonly KnownRejection[] = knownRejections;
  return (
    rows.find(
      (row) =>
        (typeof row.code === 'string' ? row.code === code : row.code.test(code)) &&
        (row.message?.test(message) ?? true),
    ) ?? {}
  );
}

/** Converts a rejection to an error, attached to its field if it has one. */
export function rejection(rejected: {
  code: string;
  message: string;
  requestId: string | null;
  outcome: 'not-done' | 'unknown';
  facts?: FailureFacts | undefined;
}): ListenerError {
  const known = knownRejection(rejected.code, rejected.message);
  return {
    code: rejected.code,
    message: rejected.message,
    explanation: known.explanation ?? null,
    requestId: rejected.requestId,
    outcome: rejected.outcome,
    fieldErrors: known.path ? [{ path: known.path, kind: 'rejection' }] : [],
    ...(rejected.facts && { facts: rejected.facts }),
  };
}

/** Sluice's own rejection: no call was sent. */
export function notDone(code: string, message: string): ListenerError {
  return rejection({ code, message, requestId: null, outcome: 'not-done' });
}

/**
 * A write whose effect could not be determined. Keeps the failure's own message, and SLB's code if there is one (a
 * 5xx). A lost response has only our code.
 */
export function outcomeUnknown(failure: {
  code: string;
  message: string;
  requestId: string | null;
}): ListenerError {
  const unknown = rejection({ ...failure, code: sluiceCodes.outcomeUnknown, outcome: 'unknown' });
  return failure.requestId === null ? unknown : { ...unknown, code: failure.code };
}

/** One code for all that somebody may not do; the message says why. */
function notPermitted(message: string): { code: string; message: string } {
  return { code: sluiceCodes.notPermitted, message };
}

type Rejecting = Exclude<BlockReason, 'already-running' | 'already-stopped'>;

const rejectionsByRule: Readonly<Record<Rejecting, { code: string; message: string }>> = {
  'read-only': { code: sluiceCodes.readOnly, message: 'Sluice is set to read only.' },
  disabled: notPermitted('The user is disabled.'),
  'not-operator': notPermitted('Viewers cannot change listeners.'),
  'not-admin': notPermitted('Only admins can do this.'),
  'limit-account': notPermitted('The user has no permission in this account.'),
  'limit-region': notPermitted('The user has no permission in this region.'),
  'limit-instance': notPermitted('The user has no permission for this instance.'),
  'other-protocol': {
    code: sluiceCodes.otherProtocol,
    message: 'Only TCP listeners can be edited here.',
  },
  'console-protected': {
    code: sluiceCodes.consoleProtected,
    message: 'The instance is protected against changes from a console.',
  },
  'delete-protected': {
    code: sluiceCodes.deleteProtected,
    message: 'The instance is protected against deletion.',
  },
  'protection-unreadable': {
    code: sluiceCodes.protectionUnreadable,
    message: 'SLB returned a protection status that Sluice cannot read.',
  },
  'instance-locked': { code: sluiceCodes.instanceLocked, message: 'The instance is locked.' },
  'in-transition': { code: sluiceCodes.inTransition, message: 'The status of the listener is changing.' },
  'started-meanwhile': {
    code: sluiceCodes.startedConcurrently,
    message: 'The listener was stopped when its deletion was confirmed, and runs now.',
  },
};

/** Sluice's own rejection by a rule. `reason` is the one the instance's owner gave for its protection. */
export function rejectionByRule(blockReason: BlockReason, reason: string | null): ListenerError {
  // "Already in that state" is an outcome, never an error.
  if (blockReason === 'already-running' || blockReason === 'already-stopped')
    throw new Error(`${blockReason} is not a rejection`);
  const { code, message } = rejectionsByRule[blockReason];
  return notDone(code, reason === null ? message : `${message} ${reason}`);
}

/**
 * The rule behind one of Sluice's own rejections, and the reason the instance's owner gave. Null for any other
 * rejection.
 */
export function blockReasonOf({
  code,
  message,
}: Pick<ListenerError, 'code' | 'message'>): { blockReason: BlockReason; reason: string | null } | null {
  for (const blockReason of blockReasons) {
    if (blockReason === 'already-running' || blockReason === 'already-stopped') continue;
    const rule = rejectionsByRule[blockReason];
    const isIt = rule.code === code && (code !== sluiceCodes.notPermitted || rule.message === message);
    if (isIt) return { blockReason, reason: message.slice(rule.message.length).trim() || null };
  }
  return null;
}
