import { reject, type Fields } from '../answer';
import { BANDWIDTH_EXCEEDED, INVALID_BANDWIDTH } from '../errors';
import {
  DELETE_PROTECTED,
  INSTANCE_LOCKED,
  INTRANET_BY_BANDWIDTH,
  UNFINISHED_ORDER,
} from '../errors-resources';
import type { LoadBalancer } from '../store/models';
import {
  DEFAULT_PAID_BANDWIDTH_MBPS,
  MAXIMUM_BANDWIDTH_MBPS,
  UNPAID_BANDWIDTH_MBPS,
  createLoadBalancer,
  readModificationProtection,
} from './create-load-balancer';
import { over } from './listener-values';
import { isLoadBalancerName } from './names';
import type { ParameterReader } from './parameter-reader';
import { findLoadBalancer, regionalWrite, type Call, type OperationRows } from './operation';

const LOAD_BALANCER = 'LoadBalancerId';

export const loadBalancerSettingRows: OperationRows = {
  CreateLoadBalancer: regionalWrite(createLoadBalancer),
  DeleteLoadBalancer: regionalWrite(deleteLoadBalancer, LOAD_BALANCER),
  SetLoadBalancerStatus: regionalWrite(setStatus, LOAD_BALANCER, 'LoadBalancerStatus'),
  SetLoadBalancerName: regionalWrite(setName, LOAD_BALANCER, 'LoadBalancerName'),
  ModifyLoadBalancerInternetSpec: regionalWrite(modifyInternetSpec, LOAD_BALANCER),
  SetLoadBalancerDeleteProtection: regionalWrite(setDeleteProtection, LOAD_BALANCER, 'DeleteProtection'),
  SetLoadBalancerModificationProtection: regionalWrite(
    setModificationProtection,
    LOAD_BALANCER,
    'ModificationProtectionStatus',
  ),
};

/** slb-api.md 3.6: the instance with its listeners, groups and tags. */
function deleteLoadBalancer(call: Call): Fields {
  const { loadBalancerId, deleteProtection, subscription } = findLoadBalancer(call);
  if (deleteProtection) return reject(DELETE_PROTECTED);
  // Pay-as-you-go only: what is paid for in advance has an order that runs.
  if (subscription !== undefined) return reject(UNFINISHED_ORDER);
  call.tables.listeners.removeOf(loadBalancerId);
  call.tables.serverGroups.removeOf(loadBalancerId);
  call.tables.loadBalancers.remove(loadBalancerId);
  return {};
}

/**
 * Stores the change of the call's instance. Console protection does not prevent it (slb-api.md 3.17: it only restrains
 * the vendor's console).
 */
function update(call: Call, change: Partial<LoadBalancer>): Fields {
  call.tables.loadBalancers.update(over(findLoadBalancer(call), change));
  return {};
}

/** slb-api.md 3.17: the listeners' own status is untouched. */
function setStatus(call: Call): Fields {
  const status = call.read.oneOf('LoadBalancerStatus', ['active', 'inactive']);
  if (findLoadBalancer(call).status === 'locked') reject(INSTANCE_LOCKED);
  return update(call, { status, isUnstarted: false });
}

function setName(call: Call): Fields {
  return update(call, { name: call.read.checked('LoadBalancerName', isLoadBalancerName) });
}

function setDeleteProtection(call: Call): Fields {
  return update(call, { deleteProtection: call.read.oneOf('DeleteProtection', ['on', 'off']) === 'on' });
}

function setModificationProtection(call: Call): Fields {
  return update(call, { modificationProtection: readModificationProtection(call.read) });
}

/** Terraform sends `PayByTraffic`, in the words of its own documents, to this call only. */
function readInternetChargeType(read: ParameterReader): LoadBalancer['internetChargeType'] | undefined {
  const types = ['paybytraffic', 'paybybandwidth', 'PayByTraffic', 'PayByBandwidth'] as const;
  const requested = read.oneOf('InternetChargeType', types);
  if (requested === undefined) return undefined;
  return requested.toLowerCase() === 'paybytraffic' ? 'paybytraffic' : 'paybybandwidth';
}

/** slb-api.md 3.17. A bandwidth counts only where it is paid for, as on creation. */
function modifyInternetSpec(call: Call): Fields {
  const { read } = call;
  const requested = readInternetChargeType(read);
  read.boolean('AutoPay');
  const bandwidthMbps = read.integer('Bandwidth', 1, MAXIMUM_BANDWIDTH_MBPS, INVALID_BANDWIDTH);
  const loadBalancer = findLoadBalancer(call);
  const internetChargeType = requested ?? loadBalancer.internetChargeType;
  const change = { ...loadBalancer, internetChargeType, bandwidthMbps: UNPAID_BANDWIDTH_MBPS };
  if (internetChargeType === 'paybybandwidth') {
    const wasPaid = loadBalancer.internetChargeType === 'paybybandwidth';
    change.bandwidthMbps =
      bandwidthMbps ?? (wasPaid ? loadBalancer.bandwidthMbps : DEFAULT_PAID_BANDWIDTH_MBPS);
    checkPaidBandwidth(call, change);
  }
  call.tables.loadBalancers.update(change);
  return { OrderId: loadBalancer.subscription?.orderId };
}

/** The listeners' shares must fit into what is paid for, as when one is added (slb-api.md 5.2). */
function checkPaidBandwidth({ tables }: Call, change: LoadBalancer): void {
  if (change.addressType === 'intranet') reject(INTRANET_BY_BANDWIDTH);
  const held = tables.listeners.totalsOf(change.loadBalancerId).bandwidthMbps;
  if (held > change.bandwidthMbps) reject(BANDWIDTH_EXCEEDED);
}
