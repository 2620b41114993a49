import { reject, type Fields } from '../answer';
import {
  COMBINATION_MISSING,
  GROUPS_EXCLUDE,
  INVALID_PARAMETER,
  LISTENER_NOT_FOUND,
  LISTENER_STATUS_NOT_SUPPORT,
  WRONG_PROTOCOL,
} from '../errors';
import { aclIdsOf } from '../store/listeners';
import type { Listener, LoadBalancer } from '../store/models';
import {
  checkAcl,
  checkAclQuota,
  checkBackend,
  checkBandwidth,
  checkGroup,
  checkScheduler,
  checkUnlimited,
  isHashScheduler,
} from './listener-checks';
import { findListeners, statusOf } from './listener-lookup';
import { beginTransition } from './listener-states';
import { bindingOf, over, readListenerValues } from './listener-values';
import type { Call } from './operation';

/**
 * slb-api.md 3.8: what is not sent stays as it is. The listener is `configuring` for a while, then what it was before; a
 * call that changes nothing does not touch it.
 */
export function setTcpListenerAttribute(call: Call): Fields {
  const requested = readChange(call);
  if (requested.vServerGroup === 'on' && requested.masterSlaveServerGroup === 'on') reject(GROUPS_EXCLUDE);

  const { loadBalancer, listeners } = findListeners(call);
  const stored = listeners.find(({ listener }) => listener.protocol === 'tcp');
  if (stored === undefined) return reject(listeners.length === 0 ? LISTENER_NOT_FOUND : WRONG_PROTOCOL);
  const old = stored.listener;
  const listener = merge(old, requested);

  checkResources(call, old, listener, loadBalancer);
  const status = statusOf(stored.state, call.nowMillis);
  // slb-api.md 5.8: Set directly after Start is answered so.
  if (status !== 'running' && status !== 'stopped') return reject(LISTENER_STATUS_NOT_SUPPORT);
  checkQuotas(call, old, listener, loadBalancer);
  if (JSON.stringify(listener) === JSON.stringify(old)) return {};
  call.tables.listeners.update(listener);
  beginTransition(call, listener, 'configuring', status);
  return {};
}

type Change = ReturnType<typeof readChange>;

function readChange(call: Call) {
  const { read } = call;
  // Undocumented, and without effect here.
  read.boolean('DryRun');
  return {
    ...readListenerValues(call, 'HealthCheckInterval'),
    vServerGroup: read.oneOf('VServerGroup', ['on', 'off']),
    masterSlaveServerGroup: read.oneOf('MasterSlaveServerGroup', ['on', 'off']),
    synProxy: read.oneOf('SynProxy', ['enable', 'disable']),
  };
}

/** The listener as it would be. */
function merge(old: Listener, change: Change): Listener {
  const acl = mergedAcl(old, change);
  const drain =
    change.connectionDrain === 'off'
      ? undefined
      : change.connectionDrain === 'on' || old.connectionDrainTimeoutSeconds !== undefined
        ? (change.drainTimeoutSeconds ?? old.connectionDrainTimeoutSeconds)
        : undefined;
  if (change.connectionDrain === 'on' && drain === undefined) reject(COMBINATION_MISSING);
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
  checkBackend(listener);
  return listener;
}

/** A group is bound by its switch and its id together. The id of the one that is bound says nothing new. */
function bound(
  requested: 'on' | 'off' | undefined,
  groupId: string | undefined,
  old: string | undefined,
): string | undefined {
  if (requested === 'off') return undefined;
  if (requested === 'on') return groupId ?? reject(COMBINATION_MISSING);
  return groupId === undefined || groupId === old ? old : reject(COMBINATION_MISSING);
}

/** Turning it on needs type and id; while it is on each may be changed alone; while it is off they mean nothing. */
function mergedAcl(old: Listener, change: Change): Listener['acl'] {
  if ((change.aclStatus ?? (old.acl === undefined ? 'off' : 'on')) === 'off') return undefined;
  const binding = bindingOf(change.aclType ?? old.acl?.type, change.aclIds ?? aclIdsOf(old.acl));
  return binding ?? reject(COMBINATION_MISSING);
}

/** Checks only what the call changes: an old value that a rule forbids today does not block the rest. */
function checkResources(call: Call, old: Listener, listener: Listener, loadBalancer: LoadBalancer): void {
  checkGroup(call, listener);
  if (bindsOtherLists(old, listener)) checkAcl(call, listener, loadBalancer);
  if (listener.scheduler !== old.scheduler) {
    checkScheduler(call, listener, loadBalancer);
    // Newer rule of slb-api.md 3.8: from and to a hash there is no way, nor between the two hashes.
    if (isHashScheduler(old.scheduler) || isHashScheduler(listener.scheduler)) reject(INVALID_PARAMETER);
  }
  if (listener.bandwidthMbps !== old.bandwidthMbps) checkUnlimited(call, listener, loadBalancer);
}

function checkQuotas(call: Call, old: Listener, listener: Listener, loadBalancer: LoadBalancer): void {
  const held = call.tables.listeners.totalsOf(old.loadBalancerId).bandwidthMbps;
  const heldByOthers = held - Math.max(old.bandwidthMbps, 0);
  if (listener.bandwidthMbps !== old.bandwidthMbps) checkBandwidth(heldByOthers, listener, loadBalancer);
  if (bindsOtherLists(old, listener)) checkAclQuota(call, listener, old);
}

function bindsOtherLists(old: Listener, listener: Listener): boolean {
  return aclIdsOf(old.acl).join(',') !== aclIdsOf(listener.acl).join(',');
}
