import { reject } from '../answer';
import { boundsOf } from '../editions';
import {
  ACLS_OVER_LIMIT,
  ACL_ENTRY_DUPLICATED,
  ACL_LISTENER_OVER_LIMIT,
  ACL_NOT_EXIST,
  BACKEND_MISSING,
  BANDWIDTH_EXCEEDED,
  GROUPS_EXCLUDE,
  HEALTH_CHECK_CLOSED,
  INVALID_PARAMETER,
  IP_VERSION_CONFLICT,
  MASTER_SLAVE_GROUP_NOT_FOUND,
  UNLIMITED_NOT_ALLOWED,
  V_SERVER_GROUP_NOT_FOUND,
  specNotSupport,
} from '../errors';
import { aclIdsOf } from '../store/listeners';
import type { Listener, LoadBalancer, ServerGroup } from '../store/models';
import type { Call } from './operation';

/** slb-api.md 5.7. */
const MAXIMUM_LISTENERS_PER_ACL = 50;
/** D13. */
const MAXIMUM_ACLS_PER_LISTENER = 3;

/** Checks that the settings of the listener fit together, for Create and Set. */
export function checkBackend(listener: Listener): void {
  const { vServerGroupId, masterSlaveServerGroupId, backendServerPort, healthCheckOn } = listener;
  if (isRedirect(listener)) return;
  if (vServerGroupId !== undefined && masterSlaveServerGroupId !== undefined) reject(GROUPS_EXCLUDE);
  // D9: the port is required with a primary/secondary group as well.
  if (vServerGroupId === undefined && backendServerPort === undefined) reject(BACKEND_MISSING);
  if (masterSlaveServerGroupId !== undefined && !healthCheckOn) reject(HEALTH_CHECK_CLOSED);
}

/** A redirect answers every request with the address of an HTTPS listener: it needs neither servers nor bandwidth. */
export function isRedirect(listener: Listener): boolean {
  return listener.protocol === 'http' && listener.forwardPort !== undefined;
}

/** D28: rejects an unknown group, and one of another instance. */
export function checkGroup({ tables }: Call, listener: Listener): void {
  const { loadBalancerId, vServerGroupId, masterSlaveServerGroupId } = listener;
  const isUnknown = (kind: ServerGroup['kind'], groupId: string | undefined) =>
    groupId !== undefined && tables.serverGroups.find(loadBalancerId, kind, groupId) === undefined;
  if (isUnknown('v-server', vServerGroupId)) reject(V_SERVER_GROUP_NOT_FOUND);
  if (isUnknown('master-slave', masterSlaveServerGroupId)) reject(MASTER_SLAVE_GROUP_NOT_FOUND);
}

export function checkAcl({ tables, regionId }: Call, { acl }: Listener, loadBalancer: LoadBalancer): void {
  const held = new Set<string>();
  for (const aclId of aclIdsOf(acl)) {
    const list = tables.accessControlLists.find(regionId, aclId) ?? reject(ACL_NOT_EXIST);
    if (list.addressIpVersion !== loadBalancer.addressIpVersion) reject(IP_VERSION_CONFLICT);
    for (const { entry } of list.entries) {
      if (held.has(entry)) reject(ACL_ENTRY_DUPLICATED);
      held.add(entry);
    }
  }
}

/** How many lists a listener may have, and how many listeners a newly bound list may have. */
export function checkAclQuota({ tables, regionId }: Call, { acl }: Listener, old?: Listener): void {
  const aclIds = aclIdsOf(acl);
  if (aclIds.length > MAXIMUM_ACLS_PER_LISTENER) reject(ACLS_OVER_LIMIT);
  const before = aclIdsOf(old?.acl);
  for (const aclId of aclIds.filter((id) => !before.includes(id))) {
    const bound = tables.listeners.withAcl(regionId, aclId).length;
    if (bound >= MAXIMUM_LISTENERS_PER_ACL) reject(ACL_LISTENER_OVER_LIMIT);
  }
}

export function isHashScheduler(scheduler: string): boolean {
  return ['sch', 'tch', 'qch'].includes(scheduler);
}

/** D7: hash schedulers need an instance that is not of the shared type, and an edition that has them. */
export function checkScheduler(
  { settings }: Call,
  { scheduler }: Listener,
  loadBalancer: LoadBalancer,
): void {
  if (!isHashScheduler(scheduler)) return;
  if (!isHighPerformance(loadBalancer)) reject(specNotSupport(scheduler));
  if (!boundsOf(settings).hashSchedulers) reject(INVALID_PARAMETER);
}

/** An instance with a specification, or one that pays by consumption; the others are of the shared type. */
export function isHighPerformance(loadBalancer: LoadBalancer): boolean {
  return loadBalancer.spec !== undefined || loadBalancer.paysByConsumption === true;
}

/** D1b: -1 on an instance that is billed by bandwidth. */
export function checkUnlimited({ settings }: Call, listener: Listener, loadBalancer: LoadBalancer): void {
  if (listener.bandwidthMbps !== -1 || isRedirect(listener) || !hasFixedBandwidth(loadBalancer)) return;
  if (!boundsOf(settings).unlimitedOnFixedBandwidth) reject(UNLIMITED_NOT_ALLOWED);
}

/** The sum rule (slb-api.md 5.2); `heldMbps` is what the instance's other listeners have. */
export function checkBandwidth(heldMbps: number, listener: Listener, loadBalancer: LoadBalancer): void {
  if (!hasFixedBandwidth(loadBalancer)) return;
  const totalMbps = heldMbps + Math.max(listener.bandwidthMbps, 0);
  if (totalMbps > loadBalancer.bandwidthMbps) reject(BANDWIDTH_EXCEEDED);
}

function hasFixedBandwidth(loadBalancer: LoadBalancer): boolean {
  return loadBalancer.addressType === 'internet' && loadBalancer.internetChargeType === 'paybybandwidth';
}
