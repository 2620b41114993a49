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
import { DEFAULT_HEALTH_CHECK, bindingOf, over, readListenerValues } from './listener-values';
import { findLoadBalancer, requiredText, type Call } from './operation';
import { readTags } from './tags';

/** D25. */
const MAXIMUM_LISTENERS = 50;

/** slb-api.md 3.7. Checks in the order of 4.1: values, then resources, then state, then quotas. */
export function createTcpListener(call: Call): Fields {
  const listener = readListener(call);
  const loadBalancer = findLoadBalancer(call);
  checkGroup(call, listener);
  checkAcl(call, listener, loadBalancer);
  checkScheduler(call, listener, loadBalancer);
  checkUnlimited(call, listener, loadBalancer);
  checkPort(call, listener);
  checkQuotas(call, listener, loadBalancer);
  call.tables.listeners.insert(listener, { stable: 'stopped', changing: null, settlesAtMillis: 0 });
  return {};
}

/** Everything that the parameters alone decide. */
function readListener(call: Call): Listener {
  const { read } = call;
  const listenerPort = read.integer('ListenerPort', 1, MAXIMUM_PORT, INVALID_PORT);
  const backendServerPort = read.integer('BackendServerPort', 1, MAXIMUM_PORT, INVALID_PORT);
  // D4: both spellings; the reference's counts where both are sent.
  const intervalName = call.parameters.has('healthCheckInterval')
    ? 'healthCheckInterval'
    : 'HealthCheckInterval';
  const values = readListenerValues(call, intervalName);
  const { bandwidthMbps, drainTimeoutSeconds } = values;
  const tags = readTags(call.parameters);

  if (listenerPort === undefined || bandwidthMbps === undefined) return reject(INVALID_PARAMETER);
  const drains = values.connectionDrain === 'on';
  const listener: Listener = {
    regionId: call.regionId,
    loadBalancerId: requiredText(call, 'LoadBalancerId'),
    listenerPort,
    protocol: 'tcp',
    bandwidthMbps,
    scheduler: values.scheduler ?? 'wrr',
    backendServerPort,
    vServerGroupId: values.vServerGroupId,
    masterSlaveServerGroupId: values.masterSlaveServerGroupId,
    acl: values.aclStatus === 'on' ? bindingOf(values.aclType, values.aclIds) : undefined,
    description: values.description,
    tags,
    persistenceTimeoutSeconds: values.persistenceTimeoutSeconds ?? 0,
    establishedTimeoutSeconds: values.establishedTimeoutSeconds ?? 900,
    healthCheckOn: values.healthCheckSwitch !== 'off',
    healthCheck: over(DEFAULT_HEALTH_CHECK, values.healthCheck),
    connectionDrainTimeoutSeconds: drains ? drainTimeoutSeconds : undefined,
    proxyProtocolV2Enabled: values.proxyProtocolV2Enabled ?? false,
  };
  // D23, and the same of a drain without its time.
  const lacksAcl = values.aclStatus === 'on' && listener.acl === undefined;
  const lacksDrainTime = drains && drainTimeoutSeconds === undefined;
  checkBackend(listener);
  if (lacksAcl || lacksDrainTime) reject(COMBINATION_MISSING);
  return listener;
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
