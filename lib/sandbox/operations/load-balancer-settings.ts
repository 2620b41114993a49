import { answer, reject, type Answer } from '../answer';
import { BANDWIDTH_EXCEEDED, INVALID_BANDWIDTH, type Rejection } from '../errors';
import {
  DELETE_PROTECTED,
  INSTANCE_LOCKED,
  INTRANET_BY_BANDWIDTH,
  UNFINISHED_ORDER,
} from '../errors-resources';
import type { LoadBalancer } from '../store/models';
import {
  DEFAULT_PAID_BANDWIDTH_MBPS,
  UNPAID_BANDWIDTH_MBPS,
  createLoadBalancer,
  readModificationProtection,
} from './create-load-balancer';
import { isLoadBalancerName } from './names';
import { findLoadBalancer, regionalWrite, type Call, type OperationRows, type Result } from './operation';
import { parameterReader, type ParameterReader } from './parameter-reader';

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
function deleteLoadBalancer(call: Call): Answer {
  const found = findLoadBalancer(call);
  if (!found.ok) return reject(found.rejection);
  const { loadBalancerId, deleteProtection, subscription } = found.value;
  if (deleteProtection) return reject(DELETE_PROTECTED);
  // Pay-as-you-go only: what is paid for in advance has an order that runs.
  if (subscription !== undefined) return reject(UNFINISHED_ORDER);
  call.tables.listeners.removeOf(loadBalancerId);
  call.tables.serverGroups.removeOf(loadBalancerId);
  call.tables.loadBalancers.remove(loadBalancerId);
  return answer();
}

/**
 * Reads the call's values, finds its instance and stores what `change` makes of it. Console protection does not
 * prevent it (slb-api.md 3.17: it only restrains the vendor's console).
 */
function changed<Values>(
  call: Call,
  read: (reader: ParameterReader) => Values,
  change: (loadBalancer: LoadBalancer, values: Values) => Result<LoadBalancer>,
): Answer {
  const reader = parameterReader(call.parameters);
  const values = read(reader);
  const rejection = reader.rejection();
  if (rejection !== null) return reject(rejection);
  const found = findLoadBalancer(call);
  if (!found.ok) return reject(found.rejection);
  const result = change(found.value, values);
  if (!result.ok) return reject(result.rejection);
  call.tables.loadBalancers.update(result.value);
  return answer();
}

/** slb-api.md 3.17: the listeners' own status is untouched. */
function setStatus(call: Call): Answer {
  return changed(
    call,
    (read) => read.oneOf('LoadBalancerStatus', ['active', 'inactive'] as const),
    (loadBalancer, status) => {
      if (loadBalancer.status === 'locked') return { ok: false, rejection: INSTANCE_LOCKED };
      return { ok: true, value: { ...loadBalancer, status: status ?? loadBalancer.status } };
    },
  );
}

function setName(call: Call): Answer {
  return changed(
    call,
    (read) => read.checked('LoadBalancerName', isLoadBalancerName),
    (loadBalancer, name) => ({ ok: true, value: { ...loadBalancer, name: name ?? loadBalancer.name } }),
  );
}

function setDeleteProtection(call: Call): Answer {
  return changed(
    call,
    (read) => read.oneOf('DeleteProtection', ['on', 'off']) === 'on',
    (loadBalancer, deleteProtection) => ({ ok: true, value: { ...loadBalancer, deleteProtection } }),
  );
}

function setModificationProtection(call: Call): Answer {
  return changed(call, readModificationProtection, (loadBalancer, modificationProtection) => ({
    ok: true,
    value: { ...loadBalancer, modificationProtection },
  }));
}

/** slb-api.md 3.17. A bandwidth counts only where it is paid for, as on creation. */
function modifyInternetSpec(call: Call): Answer {
  const read = parameterReader(call.parameters);
  const requested = read.oneOf('InternetChargeType', ['paybybandwidth', 'paybytraffic']);
  read.boolean('AutoPay');
  const bandwidthMbps = read.integer('Bandwidth', 1, 5000, INVALID_BANDWIDTH);
  const rejection = read.rejection();
  if (rejection !== null) return reject(rejection);
  const found = findLoadBalancer(call);
  if (!found.ok) return reject(found.rejection);
  const loadBalancer = found.value;
  const internetChargeType = requested ?? loadBalancer.internetChargeType;
  const change = { ...loadBalancer, internetChargeType, bandwidthMbps: UNPAID_BANDWIDTH_MBPS };
  if (internetChargeType === 'paybybandwidth') {
    const wasPaid = loadBalancer.internetChargeType === 'paybybandwidth';
    change.bandwidthMbps =
      bandwidthMbps ?? (wasPaid ? loadBalancer.bandwidthMbps : DEFAULT_PAID_BANDWIDTH_MBPS);
    const broken = paidBandwidthRejection(call, change);
    if (broken !== null) return reject(broken);
  }
  call.tables.loadBalancers.update(change);
  return answer({ OrderId: loadBalancer.subscription?.orderId });
}

/** The listeners' shares must fit into what is paid for, as when one is added (slb-api.md 5.2). */
function paidBandwidthRejection({ tables }: Call, change: LoadBalancer): Rejection | null {
  if (change.addressType === 'intranet') return INTRANET_BY_BANDWIDTH;
  const held = tables.listeners.totalsOf(change.loadBalancerId).bandwidthMbps;
  return held > change.bandwidthMbps ? BANDWIDTH_EXCEEDED : null;
}
