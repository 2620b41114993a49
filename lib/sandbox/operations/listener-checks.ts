import { reject } from '../answer';
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
} from '../errors';
import type { Listener, LoadBalancer, ServerGroup } from '../store/models';
import type { Call } from './operation';

/** slb-api.md 5.7. */
const MAXIMUM_LISTENERS_PER_ACL = 50;

/** What must fit together in a listener as it would be, on Create and Set alike. */
export function checkBackend(listener: Listener): void {
  const { vServerGroupId, masterSlaveServerGroupId, backendServerPort, healthCheckOn } = listener;
  if (vServerGroupId !== undefined && masterSlaveServerGroupId !== undefined) reject(GROUPS_EXCLUDE);
  // D9: a primary/secondary group does not spare the port.
  if (vServerGroupId === undefined && backendServerPort === undefined) reject(BACKEND_MISSING);
  if (masterSlaveServerGroupId !== undefined && !healthCheckOn) reject(HEALTH_CHECK_CLOSED);
}

/** D28: an unknown group, or one of another instance. */
export function checkGroup({ tables }: Call, listener: Listener): void {
  const { loadBalancerId, vServerGroupId, masterSlaveServerGroupId } = listener;
  const isUnknown = (kind: ServerGroup['kind'], groupId: string | undefined) =>
    groupId !== undefined && tables.serverGroups.find(loadBalancerId, kind, groupId) === undefined;
  if (isUnknown('v-server', vServerGroupId)) reject(V_SERVER_GROUP_NOT_FOUND);
  if (isUnknown('master-slave', masterSlaveServerGroupId)) reject(MASTER_SLAVE_GROUP_NOT_FOUND);
}

export function checkAcl({ tables, regionId }: Call, { acl }: Listener, loadBalancer: LoadBalancer): void {
  if (acl === undefined) return;
  const list = tables.accessControlLists.find(regionId, acl.aclId) ?? reject(ACL_NOT_EXIST);
  if (list.addressIpVersion !== loadBalancer.addressIpVersion) reject(IP_VERSION_CONFLICT);
}

/** The listeners that one list may serve. */
export function checkAclQuota({ tables, regionId }: Call, { acl }: Listener): void {
  if (acl === undefined) return;
  const bound = tables.listeners.withAcl(regionId, acl.aclId).length;
  if (bound >= MAXIMUM_LISTENERS_PER_ACL) reject(ACL_LISTENER_OVER_LIMIT);
}

export function isHashScheduler(scheduler: string): boolean {
  return scheduler === 'sch' || scheduler === 'tch';
}

/** D7. */
export function checkScheduler(
  { settings }: Call,
  { scheduler }: Listener,
  loadBalancer: LoadBalancer,
): void {
  if (!isHashScheduler(scheduler)) return;
  const isTaken = settings.hashSchedulers === 'high-performance' && isHighPerformance(loadBalancer);
  if (!isTaken) reject(specNotSupport(scheduler));
}

/** An instance with a specification, or one that pays by consumption; the others are of the shared type. */
export function isHighPerformance(loadBalancer: LoadBalancer): boolean {
  return loadBalancer.spec !== undefined || loadBalancer.paysByConsumption === true;
}

/** D1b. */
export function checkUnlimited({ settings }: Call, listener: Listener, loadBalancer: LoadBalancer): void {
  if (listener.bandwidthMbps !== -1 || !hasFixedBandwidth(loadBalancer)) return;
  if (settings.unlimitedOnFixedBandwidth !== 'allowed') reject(UNLIMITED_NOT_ALLOWED);
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
