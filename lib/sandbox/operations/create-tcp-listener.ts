import { answer, reject, type Answer } from '../answer';
import {
  COMBINATION_MISSING,
  INVALID_PARAMETER,
  INVALID_PORT,
  LISTENER_ALREADY_EXISTS,
  LISTENER_OVER_LIMIT,
  LOAD_BALANCER_NOT_FOUND,
  type Rejection,
} from '../errors';
import type { HealthCheck, Listener, LoadBalancer } from '../store/models';
import {
  aclRejection,
  aclQuotaRejection,
  backendRejection,
  bandwidthRejection,
  groupRejection,
  schedulerRejection,
  unlimitedRejection,
} from './listener-checks';
import { MAXIMUM_PORT } from './listener-lookup';
import { over, readListenerValues } from './listener-values';
import { requiredText, type Call, type Result } from './operation';
import { parameterReader } from './parameter-reader';
import { readTags } from './tags';

/** D25. */
const MAXIMUM_LISTENERS = 50;

/** D8 where the reference leaves a default out, D12 for the codes. */
const DEFAULT_HEALTH_CHECK: HealthCheck = {
  type: 'tcp',
  connectTimeoutSeconds: 5,
  intervalSeconds: 2,
  healthyThreshold: 3,
  unhealthyThreshold: 3,
  domain: '',
  uri: '/',
  httpCodes: 'http_2xx',
};

/** slb-api.md 3.7. Checks in the order of 4.1: values, then resources, then state, then quotas. */
export function createTcpListener(call: Call): Answer {
  const read = readListener(call);
  if (!read.ok) return reject(read.rejection);
  const listener = read.value;
  const { tables } = call;

  const loadBalancer = tables.loadBalancers.find(call.regionId, listener.loadBalancerId);
  if (loadBalancer === undefined) return reject(LOAD_BALANCER_NOT_FOUND);
  const rejection =
    groupRejection(call, listener) ??
    aclRejection(call, listener, loadBalancer) ??
    schedulerRejection(call, listener, loadBalancer) ??
    unlimitedRejection(call, listener, loadBalancer) ??
    portRejection(call, listener) ??
    quotaRejection(call, listener, loadBalancer);
  if (rejection !== null) return reject(rejection);

  tables.listeners.insert(listener, { stable: 'stopped', changing: null, settlesAtMillis: 0 });
  return answer();
}

/** Everything that the parameters alone decide. */
function readListener(call: Call): Result<Listener> {
  const read = parameterReader(call.parameters);
  const listenerPort = read.integer('ListenerPort', 1, MAXIMUM_PORT, INVALID_PORT);
  const backendServerPort = read.integer('BackendServerPort', 1, MAXIMUM_PORT, INVALID_PORT);
  // D4: the lower-case name alone; `HealthCheckInterval` is unknown here.
  const values = readListenerValues(read, 'healthCheckInterval');
  const { bandwidthMbps, aclStatus, aclType, aclId, drainTimeoutSeconds } = values;
  const tags = readTags(call.parameters);
  if (!tags.ok) read.reject(tags.rejection);

  const rejection = read.rejection();
  if (rejection !== null) return { ok: false, rejection };
  if (listenerPort === undefined || bandwidthMbps === undefined || !tags.ok) {
    return { ok: false, rejection: INVALID_PARAMETER };
  }
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
    acl:
      aclStatus === 'on' && aclType !== undefined && aclId !== undefined
        ? { type: aclType, aclId }
        : undefined,
    description: values.description,
    tags: tags.tags,
    persistenceTimeoutSeconds: values.persistenceTimeoutSeconds ?? 0,
    establishedTimeoutSeconds: values.establishedTimeoutSeconds ?? 900,
    healthCheckOn: values.healthCheckSwitch !== 'off',
    healthCheck: over(DEFAULT_HEALTH_CHECK, values.healthCheck),
    connectionDrainTimeoutSeconds: drains ? drainTimeoutSeconds : undefined,
    proxyProtocolV2Enabled: values.proxyProtocolV2Enabled ?? false,
  };
  // D23, and the same of a drain without its time.
  const lacksAcl = aclStatus === 'on' && listener.acl === undefined;
  const lacksDrainTime = drains && drainTimeoutSeconds === undefined;
  const broken = backendRejection(listener) ?? (lacksAcl || lacksDrainTime ? COMBINATION_MISSING : null);
  return broken === null ? { ok: true, value: listener } : { ok: false, rejection: broken };
}

/** D10. */
function portRejection({ tables }: Call, listener: Listener): Rejection | null {
  const onPort = tables.listeners.onPort(listener.loadBalancerId, listener.listenerPort);
  return onPort.length === 0 ? null : LISTENER_ALREADY_EXISTS;
}

function quotaRejection(call: Call, listener: Listener, loadBalancer: LoadBalancer): Rejection | null {
  const held = call.tables.listeners.totalsOf(listener.loadBalancerId);
  if (held.listeners >= MAXIMUM_LISTENERS) return LISTENER_OVER_LIMIT;
  return bandwidthRejection(held.bandwidthMbps, listener, loadBalancer) ?? aclQuotaRejection(call, listener);
}
