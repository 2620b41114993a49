import { reject, type Fields } from '../answer';
import {
  COMBINATION_MISSING,
  INVALID_PARAMETER,
  INVALID_PORT,
  LISTENER_ALREADY_EXISTS,
  LISTENER_OVER_LIMIT,
} from '../errors';
import type { Listener, LoadBalancer } from '../store/models';
import {
  checkAcl,
  checkAclQuota,
  checkBackend,
  checkBandwidth,
  checkGroup,
  checkScheduler,
  checkUnlimited,
} from './listener-checks';
import { MAXIMUM_PORT } from './listener-lookup';
import { checkTls } from './listener-tls';
import { bindingOf, type ListenerValues } from './listener-values';
import { findLoadBalancer, requiredText, type Call } from './operation';
import { readTags } from './tags';

/** D25. */
const MAXIMUM_LISTENERS = 50;

/** What new listeners of every protocol have. */
export function newListener(call: Call, values: ListenerValues) {
  const { read } = call;
  const listenerPort = read.integer('ListenerPort', 1, MAXIMUM_PORT, INVALID_PORT);
  if (listenerPort === undefined) return reject(INVALID_PARAMETER);
  return {
    regionId: call.regionId,
    loadBalancerId: requiredText(call, 'LoadBalancerId'),
    listenerPort,
    // Optional for HTTP listeners; the pipeline has rejected other calls without it.
    bandwidthMbps: values.bandwidthMbps ?? -1,
    scheduler: values.scheduler ?? 'wrr',
    backendServerPort: read.integer('BackendServerPort', 1, MAXIMUM_PORT, INVALID_PORT),
    vServerGroupId: values.vServerGroupId,
    // D23.
    acl:
      values.aclStatus === 'on'
        ? (bindingOf(values.aclType, values.aclIds) ?? reject(COMBINATION_MISSING))
        : undefined,
    description: values.description,
    tags: readTags(call.parameters),
  };
}

/** slb-api.md 3.7. Checks in the order of 4.1: values, then resources, then state, then quotas. */
export function createListener(call: Call, listener: Listener): Fields {
  checkBackend(listener);
  const loadBalancer = findLoadBalancer(call);
  checkGroup(call, listener);
  checkAcl(call, listener, loadBalancer);
  checkScheduler(call, listener, loadBalancer);
  checkTls(call, listener, loadBalancer);
  // Only a -1 that was sent is rejected, not the default.
  if (call.parameters.has('Bandwidth')) checkUnlimited(call, listener, loadBalancer);
  checkPort(call, listener);
  checkQuotas(call, listener, loadBalancer);
  call.tables.listeners.insert(listener, { stable: 'stopped', changing: null, settlesAtMillis: 0 });
  return {};
}

/** D10. */
function checkPort({ tables }: Call, { loadBalancerId, listenerPort }: Listener): void {
  if (tables.listeners.onPort(loadBalancerId, listenerPort).length > 0) reject(LISTENER_ALREADY_EXISTS);
}

function checkQuotas(call: Call, listener: Listener, loadBalancer: LoadBalancer): void {
  const held = call.tables.listeners.totalsOf(listener.loadBalancerId);
  if (held.listeners >= MAXIMUM_LISTENERS) reject(LISTENER_OVER_LIMIT);
  checkBandwidth(held.bandwidthMbps, listener, loadBalancer);
  checkAclQuota(call, listener);
}
