import { reject, type Fields } from '../answer';
import {
  COMBINATION_MISSING,
  INVALID_PARAMETER,
  LISTENER_NOT_FOUND,
  LISTENER_STATUS_NOT_SUPPORT,
} from '../errors';
import { aclIdsOf } from '../store/listeners';
import type { Listener, ListenerOf, LoadBalancer, Protocol } from '../store/models';
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
import { commonFields } from './listener-fields';
import { findListenerOf, isOf, statusOf } from './listener-lookup';
import { beginTransition } from './listener-states';
import { checkTls } from './listener-tls';
import { ON_OFF, bindingOf, type ListenerValues } from './listener-values';
import { requiredText, type Call } from './operation';
import { parameterReader, type ParameterReader } from './parameter-reader';

/**
 * slb-api.md 3.8: what is not sent is not changed. The listener is `configuring` for a while, then in its previous state
 * again; a call that changes nothing has no effect. `merge` returns the listener with the changes.
 */
export function setListener<P extends Protocol>(
  call: Call,
  protocol: P,
  merge: (old: ListenerOf<P>) => ListenerOf<P>,
): Fields {
  // Undocumented, and without effect here.
  call.read.boolean('DryRun');
  const { loadBalancer, listener: old, state } = findListenerOf(call, protocol, LISTENER_NOT_FOUND);
  const listener = merge(old);
  checkBackend(listener);

  checkResources(call, old, listener, loadBalancer);
  const status = statusOf(state, call.nowMillis);
  // slb-api.md 5.8: the response to a Set directly after Start.
  if (status !== 'running' && status !== 'stopped') return reject(LISTENER_STATUS_NOT_SUPPORT);
  checkQuotas(call, old, listener, loadBalancer);
  if (JSON.stringify(listener) === JSON.stringify(old)) return {};
  call.tables.listeners.update(listener);
  beginTransition(call, listener, 'configuring', status);
  return {};
}

/**
 * The call without the values that the listener has already: clients send back everything that they read, including values
 * that the current rules reject.
 */
export function withoutRepeated<P extends Protocol>(
  call: Call,
  protocol: P,
  fieldsOf: (listener: ListenerOf<P>) => Fields,
): Call {
  const { parameters, nowMillis, tables } = call;
  const port = Number(parameters.get('ListenerPort'));
  for (const stored of tables.listeners.onPort(requiredText(call, 'LoadBalancerId'), port)) {
    if (!isOf(stored.listener, protocol)) continue;
    const answered = { ...commonFields(stored, nowMillis), ...fieldsOf(stored.listener) };
    const changes = [...parameters].filter(([name, value]) => String(answered[name]) !== value);
    return { ...call, read: parameterReader(new Map(changes)) };
  }
  return call;
}

type GroupChange = {
  readonly requested: 'on' | 'off' | undefined;
  readonly groupId: string | undefined;
};

export function readGroupChange(
  read: ParameterReader,
  name: 'VServerGroup' | 'MasterSlaveServerGroup',
): GroupChange {
  const requested = read.oneOf(name, ON_OFF);
  const groupId = read.text(`${name}Id`);
  if (requested === 'on' && groupId === undefined) reject(COMBINATION_MISSING);
  return { requested, groupId };
}

/** A group is bound by its switch and its id together. The id of the group that is bound already has no effect. */
export function mergedGroup(
  { requested, groupId }: GroupChange,
  old: string | undefined,
): string | undefined {
  if (requested === 'off') return undefined;
  if (requested === 'on') return groupId;
  return groupId === undefined || groupId === old ? old : reject(COMBINATION_MISSING);
}

/** What a Set changes in listeners of every protocol. */
export function mergedListener(old: Listener, change: ListenerValues, vServerGroup: GroupChange) {
  return {
    bandwidthMbps: change.bandwidthMbps ?? old.bandwidthMbps,
    scheduler: change.scheduler ?? old.scheduler,
    description: change.description ?? old.description,
    vServerGroupId: mergedGroup(vServerGroup, old.vServerGroupId),
    acl: mergedAcl(old, change),
  };
}

/** Turning it on needs type and id; while it is on, each may be changed by itself; while it is off, they have no effect. */
function mergedAcl(old: Listener, change: ListenerValues): Listener['acl'] {
  if ((change.aclStatus ?? (old.acl === undefined ? 'off' : 'on')) === 'off') return undefined;
  const binding = bindingOf(change.aclType ?? old.acl?.type, change.aclIds ?? aclIdsOf(old.acl));
  return binding ?? reject(COMBINATION_MISSING);
}

/** The switch of a call, else the old state. */
export function mergedSwitch(requested: 'on' | 'off' | undefined, old: boolean): boolean {
  return requested === undefined ? old : requested === 'on';
}

/** Checks only what the call changes: an old value that a rule forbids today does not block the rest. */
function checkResources(call: Call, old: Listener, listener: Listener, loadBalancer: LoadBalancer): void {
  checkGroup(call, listener);
  if (bindsOtherLists(old, listener)) checkAcl(call, listener, loadBalancer);
  if (listener.scheduler !== old.scheduler) {
    checkScheduler(call, listener, loadBalancer);
    // Newer rule of slb-api.md 3.8: a hash scheduler cannot be set, and cannot be replaced.
    if (isHashScheduler(old.scheduler) || isHashScheduler(listener.scheduler)) reject(INVALID_PARAMETER);
  }
  checkTls(call, listener, loadBalancer, old);
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
