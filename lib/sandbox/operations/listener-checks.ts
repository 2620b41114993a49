import {
  ACL_LISTENER_OVER_LIMIT,
  ACL_NOT_EXIST,
  BACKEND_MISSING,
  BANDWIDTH_EXCEEDED,
  GROUPS_EXCLUDE,
  HEALTH_CHECK_CLOSED,
  IP_VERSION_CONFLICT,
  MASTER_SLAVE_GROUP_NOT_FOUND,
  UNLIMITED_NOT_ALLOWED,
  V_SERVER_GROUP_NOT_FOUND,
  specNotSupport,
  type Rejection,
} from '../errors';
import type { Listener, LoadBalancer } from '../store/models';
import type { Call } from './operation';

/** slb-api.md 5.7. */
const MAXIMUM_LISTENERS_PER_ACL = 50;

/** What must fit together in a listener as it would be, on Create and Set alike. */
export function backendRejection(listener: Listener): Rejection | null {
  const { vServerGroupId, masterSlaveServerGroupId, backendServerPort, healthCheckOn } = listener;
  if (vServerGroupId !== undefined && masterSlaveServerGroupId !== undefined) return GROUPS_EXCLUDE;
  // D9: a primary/secondary group does not spare the port.
  if (vServerGroupId === undefined && backendServerPort === undefined) return BACKEND_MISSING;
  if (masterSlaveServerGroupId !== undefined && !healthCheckOn) return HEALTH_CHECK_CLOSED;
  return null;
}

/** D28: an unknown group, or one of another instance. */
export function groupRejection({ tables }: Call, listener: Listener): Rejection | null {
  const { loadBalancerId, vServerGroupId, masterSlaveServerGroupId } = listener;
  if (
    vServerGroupId !== undefined &&
    tables.serverGroups.find(loadBalancerId, 'v-server', vServerGroupId) === undefined
  ) {
    return V_SERVER_GROUP_NOT_FOUND;
  }
  if (
    masterSlaveServerGroupId !== undefined &&
    tables.serverGroups.find(loadBalancerId, 'master-slave', masterSlaveServerGroupId) === undefined
  ) {
    return MASTER_SLAVE_GROUP_NOT_FOUND;
  }
  return null;
}

export function aclRejection(
  { tables, regionId }: Call,
  listener: Listener,
  loadBalancer: LoadBalancer,
): Rejection | null {
  if (listener.acl === undefined) return null;
  const acl = tables.accessControlLists.find(regionId, listener.acl.aclId);
  if (acl === undefined) return ACL_NOT_EXIST;
  return acl.addressIpVersion === loadBalancer.addressIpVersion ? null : IP_VERSION_CONFLICT;
}

/** The listeners that one list may serve. */
export function aclQuotaRejection({ tables, regionId }: Call, listener: Listener): Rejection | null {
  if (listener.acl === undefined) return null;
  const bound = tables.listeners.countWithAcl(regionId, listener.acl.aclId);
  return bound >= MAXIMUM_LISTENERS_PER_ACL ? ACL_LISTENER_OVER_LIMIT : null;
}

export function isHashScheduler(scheduler: string): boolean {
  return scheduler === 'sch' || scheduler === 'tch';
}

/** D7. */
export function schedulerRejection(
  { settings }: Call,
  listener: Listener,
  loadBalancer: LoadBalancer,
): Rejection | null {
  if (!isHashScheduler(listener.scheduler)) return null;
  const isTaken = settings.hashSchedulers === 'high-performance' && isHighPerformance(loadBalancer);
  return isTaken ? null : specNotSupport(listener.scheduler);
}

/** An instance with a specification, or one that pays by consumption; the others are of the shared type. */
export function isHighPerformance(loadBalancer: LoadBalancer): boolean {
  return loadBalancer.spec !== undefined || loadBalancer.paysByConsumption === true;
}

/** D1b. */
export function unlimitedRejection(
  { settings }: Call,
  listener: Listener,
  loadBalancer: LoadBalancer,
): Rejection | null {
  if (listener.bandwidthMbps !== -1 || !hasFixedBandwidth(loadBalancer)) return null;
  return settings.unlimitedOnFixedBandwidth === 'allowed' ? null : UNLIMITED_NOT_ALLOWED;
}

/** The sum rule (slb-api.md 5.2); `heldMbps` is what the instance's other listeners have. */
export function bandwidthRejection(
  heldMbps: number,
  listener: Listener,
  loadBalancer: LoadBalancer,
): Rejection | null {
  const isExceeded =
    hasFixedBandwidth(loadBalancer) &&
    heldMbps + Math.max(listener.bandwidthMbps, 0) > loadBalancer.bandwidthMbps;
  return isExceeded ? BANDWIDTH_EXCEEDED : null;
}

function hasFixedBandwidth(loadBalancer: LoadBalancer): boolean {
  return loadBalancer.addressType === 'internet' && loadBalancer.internetChargeType === 'paybybandwidth';
}
