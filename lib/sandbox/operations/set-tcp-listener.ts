import { answer, reject, type Answer } from '../answer';
import {
  COMBINATION_MISSING,
  GROUPS_EXCLUDE,
  INVALID_PARAMETER,
  LISTENER_NOT_FOUND,
  LISTENER_STATUS_NOT_SUPPORT,
  WRONG_PROTOCOL,
  type Rejection,
} from '../errors';
import type { Listener, LoadBalancer } from '../store/models';
import {
  aclRejection,
  aclQuotaRejection,
  backendRejection,
  bandwidthRejection,
  groupRejection,
  isHashScheduler,
  schedulerRejection,
  unlimitedRejection,
} from './listener-checks';
import { findListeners, statusOf } from './listener-lookup';
import { over, readListenerValues } from './listener-values';
import type { Call, Result } from './operation';
import { parameterReader, type ParameterReader } from './parameter-reader';

/**
 * slb-api.md 3.8: what is not sent stays as it is. The listener is `configuring` for a while, then what it was before; a
 * call that changes nothing does not touch it.
 */
export function setTcpListenerAttribute(call: Call): Answer {
  const read = parameterReader(call.parameters);
  const change = readChange(read);
  const rejection = read.rejection();
  if (rejection !== null) return reject(rejection);
  const conflict = switchRejection(change);
  if (conflict !== null) return reject(conflict);

  const found = findListeners(call);
  if (!found.ok) return reject(found.rejection);
  const stored = found.listeners.find(({ listener }) => listener.protocol === 'tcp');
  if (stored === undefined) return reject(found.listeners.length === 0 ? LISTENER_NOT_FOUND : WRONG_PROTOCOL);
  const old = stored.listener;
  const merged = merge(old, change);
  if (!merged.ok) return reject(merged.rejection);
  const listener = merged.value;

  const status = statusOf(stored.state, call.nowMillis);
  const broken =
    resourceRejection(call, old, listener, found.loadBalancer) ??
    // slb-api.md 5.8: Set directly after Start is answered so.
    (status !== 'running' && status !== 'stopped' ? LISTENER_STATUS_NOT_SUPPORT : null) ??
    quotaRejection(call, old, listener, found.loadBalancer);
  if (broken !== null) return reject(broken);
  if (JSON.stringify(listener) === JSON.stringify(old)) return answer();
  call.tables.listeners.update(listener);
  call.tables.listeners.setState(listener, {
    stable: status === 'running' ? 'running' : 'stopped',
    changing: 'configuring',
    settlesAtMillis: call.nowMillis + call.settings.transitionMillis,
  });
  return answer();
}

type Change = ReturnType<typeof readChange>;

function readChange(read: ParameterReader) {
  // Undocumented, and without effect here.
  read.boolean('DryRun');
  return {
    ...readListenerValues(read, 'HealthCheckInterval'),
    vServerGroup: read.oneOf('VServerGroup', ['on', 'off']),
    masterSlaveServerGroup: read.oneOf('MasterSlaveServerGroup', ['on', 'off']),
    synProxy: read.oneOf('SynProxy', ['enable', 'disable']),
  };
}

/** A group is bound by its switch and its id together. */
function switchRejection(change: Change): Rejection | null {
  const { vServerGroup, vServerGroupId, masterSlaveServerGroup, masterSlaveServerGroupId } = change;
  if (vServerGroup === 'on' && masterSlaveServerGroup === 'on') return GROUPS_EXCLUDE;
  return isHalf(vServerGroup, vServerGroupId) || isHalf(masterSlaveServerGroup, masterSlaveServerGroupId)
    ? COMBINATION_MISSING
    : null;
}

function isHalf(requested: 'on' | 'off' | undefined, groupId: string | undefined): boolean {
  return requested === 'on' ? groupId === undefined : requested === undefined && groupId !== undefined;
}

/** The listener as it would be. */
function merge(old: Listener, change: Change): Result<Listener> {
  const acl = mergedAcl(old, change);
  if (acl === 'incomplete') return { ok: false, rejection: COMBINATION_MISSING };
  const drain =
    change.connectionDrain === 'off'
      ? undefined
      : change.connectionDrain === 'on' || old.connectionDrainTimeoutSeconds !== undefined
        ? (change.drainTimeoutSeconds ?? old.connectionDrainTimeoutSeconds)
        : undefined;
  if (change.connectionDrain === 'on' && drain === undefined)
    return { ok: false, rejection: COMBINATION_MISSING };
  const listener: Listener = {
    ...over(old, {
      bandwidthMbps: change.bandwidthMbps,
      scheduler: change.scheduler,
      persistenceTimeoutSeconds: change.persistenceTimeoutSeconds,
      establishedTimeoutSeconds: change.establishedTimeoutSeconds,
      healthCheckOn: change.healthCheckSwitch === undefined ? undefined : change.healthCheckSwitch === 'on',
      description: change.description,
      proxyProtocolV2Enabled: change.proxyProtocolV2Enabled,
      synProxy: change.synProxy,
    }),
    healthCheck: over(old.healthCheck, change.healthCheck),
    vServerGroupId: bound(change.vServerGroup, change.vServerGroupId, old.vServerGroupId),
    masterSlaveServerGroupId: bound(
      change.masterSlaveServerGroup,
      change.masterSlaveServerGroupId,
      old.masterSlaveServerGroupId,
    ),
    acl,
    connectionDrainTimeoutSeconds: drain,
  };
  const broken = backendRejection(listener);
  return broken === null ? { ok: true, value: listener } : { ok: false, rejection: broken };
}

function bound(
  requested: 'on' | 'off' | undefined,
  groupId: string | undefined,
  old: string | undefined,
): string | undefined {
  return requested === undefined ? old : requested === 'on' ? groupId : undefined;
}

/** Turning it on needs type and id; while it is on each may be changed alone; while it is off they mean nothing. */
function mergedAcl(old: Listener, change: Change): Listener['acl'] | 'incomplete' {
  if ((change.aclStatus ?? (old.acl === undefined ? 'off' : 'on')) === 'off') return undefined;
  const type = change.aclType ?? old.acl?.type;
  if (type === undefined) return 'incomplete';
  if (change.aclId !== undefined) return { type, aclId: change.aclId };
  return old.acl === undefined ? 'incomplete' : { ...old.acl, type };
}

/** Checks only what the call changes: an old value that a rule forbids today does not block the rest. */
function resourceRejection(
  call: Call,
  old: Listener,
  listener: Listener,
  loadBalancer: LoadBalancer,
): Rejection | null {
  return (
    groupRejection(call, listener) ??
    (listener.acl?.aclId === old.acl?.aclId ? null : aclRejection(call, listener, loadBalancer)) ??
    (listener.scheduler === old.scheduler
      ? null
      : (schedulerRejection(call, listener, loadBalancer) ?? schedulerChangeRejection(old, listener))) ??
    (listener.bandwidthMbps === old.bandwidthMbps ? null : unlimitedRejection(call, listener, loadBalancer))
  );
}

/** Newer rule of slb-api.md 3.8: from and to a hash there is no way, nor between the two hashes. */
function schedulerChangeRejection(old: Listener, listener: Listener): Rejection | null {
  return isHashScheduler(old.scheduler) || isHashScheduler(listener.scheduler) ? INVALID_PARAMETER : null;
}

function quotaRejection(
  call: Call,
  old: Listener,
  listener: Listener,
  loadBalancer: LoadBalancer,
): Rejection | null {
  const held = call.tables.listeners.totalsOf(old.loadBalancerId).bandwidthMbps;
  const heldByOthers = held - Math.max(old.bandwidthMbps, 0);
  return (
    (listener.bandwidthMbps === old.bandwidthMbps
      ? null
      : bandwidthRejection(heldByOthers, listener, loadBalancer)) ??
    (listener.acl?.aclId === old.acl?.aclId ? null : aclQuotaRejection(call, listener))
  );
}
