import { answer, refuse, type Answer } from '../answer';
import {
  ACL_LISTENER_OVER_LIMIT,
  ACL_NOT_EXIST,
  BACKEND_MISSING,
  BANDWIDTH_EXCEEDED,
  COMBINATION_MISSING,
  GROUPS_EXCLUDE,
  HEALTH_CHECK_CLOSED,
  INVALID_BANDWIDTH,
  INVALID_PARAMETER,
  INVALID_PORT,
  IP_VERSION_CONFLICT,
  LISTENER_ALREADY_EXISTS,
  LISTENER_OVER_LIMIT,
  LOAD_BALANCER_NOT_FOUND,
  MASTER_SLAVE_GROUP_NOT_FOUND,
  UNLIMITED_NOT_ALLOWED,
  V_SERVER_GROUP_NOT_FOUND,
  specNotSupport,
  type Refusal,
} from '../errors';
import type { Listener, LoadBalancer } from '../store/models';
import { MAXIMUM_PORT } from './listener-lookup';
import { requiredText, type Call } from './operation';
import { parameterReader } from './parameter-reader';
import { readTags } from './tags';

/** D1: the reference says 5000, newer pages 5120. */
const MAXIMUM_BANDWIDTH_MBPS = 5000;
/** D25. */
const MAXIMUM_LISTENERS = 50;
/** slb-api.md 5.7. */
const MAXIMUM_LISTENERS_PER_ACL = 50;

const SCHEDULERS = ['wrr', 'wlc', 'rr', 'sch', 'tch'] as const;
const HTTP_CODES = new Set(['http_2xx', 'http_3xx', 'http_4xx', 'http_5xx']);

type Read<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: Refusal };

/** slb-api.md 3.7. Checks in the order of 4.1: values, then resources, then state, then quotas. */
export function createTcpListener(call: Call): Answer {
  const read = readListener(call);
  if (!read.ok) return refuse(read.refusal);
  const listener = read.value;
  const { tables, settings } = call;

  const loadBalancer = tables.loadBalancers.find(call.regionId, listener.loadBalancerId);
  if (loadBalancer === undefined) return refuse(LOAD_BALANCER_NOT_FOUND);
  const refusal =
    checkGroups(call, listener) ??
    checkAcl(call, listener, loadBalancer) ??
    checkScheduler(settings.hashSchedulers, listener, loadBalancer) ??
    checkUnlimited(settings.unlimitedOnFixedBandwidth, listener, loadBalancer) ??
    checkPort(call, listener) ??
    checkQuotas(call, listener, loadBalancer);
  if (refusal !== null) return refuse(refusal);

  tables.listeners.insert(listener, { stable: 'stopped', changing: null, settlesAtMillis: 0 });
  return answer();
}

/** Everything that the parameters alone decide. */
function readListener(call: Call): Read<Listener> {
  const { parameters } = call;
  const read = parameterReader(parameters);
  const listenerPort = read.integer('ListenerPort', 1, MAXIMUM_PORT, INVALID_PORT);
  const bandwidthMbps = read.integer('Bandwidth', -1, MAXIMUM_BANDWIDTH_MBPS, INVALID_BANDWIDTH);
  if (bandwidthMbps === 0) read.reject(INVALID_BANDWIDTH);
  const backendServerPort = read.integer('BackendServerPort', 1, MAXIMUM_PORT, INVALID_PORT);
  const vServerGroupId = read.text('VServerGroupId');
  const masterSlaveServerGroupId = read.text('MasterSlaveServerGroupId');
  const scheduler = read.oneOf('Scheduler', SCHEDULERS) ?? 'wrr';
  const persistenceTimeoutSeconds = read.integer('PersistenceTimeout', 0, 3600) ?? 0;
  // D8: defaults that the reference leaves out.
  const establishedTimeoutSeconds = read.integer('EstablishedTimeout', 10, 900) ?? 900;
  const healthCheck = {
    type: read.oneOf('HealthCheckType', ['tcp', 'http']) ?? 'tcp',
    connectPort: read.integer('HealthCheckConnectPort', 1, MAXIMUM_PORT, INVALID_PORT),
    connectTimeoutSeconds: read.integer('HealthCheckConnectTimeout', 1, 300) ?? 5,
    // D4: the lower-case name alone; `HealthCheckInterval` is unknown here.
    intervalSeconds: read.integer('healthCheckInterval', 1, 50) ?? 2,
    healthyThreshold: read.integer('HealthyThreshold', 2, 10) ?? 3,
    unhealthyThreshold: read.integer('UnhealthyThreshold', 2, 10) ?? 3,
    domain: read.checked('HealthCheckDomain', isHealthCheckDomain) ?? '',
    uri: read.checked('HealthCheckURI', isHealthCheckUri) ?? '/',
    // D12.
    httpCodes: read.checked('HealthCheckHttpCode', isHttpCodeList) ?? 'http_2xx',
  };
  const aclStatus = read.oneOf('AclStatus', ['on', 'off']) ?? 'off';
  const aclType = read.oneOf('AclType', ['white', 'black']);
  // D13: one id; the newer comma list is refused.
  const aclId = read.checked('AclId', (text) => !text.includes(','));
  const description = read.checked('Description', isDescription);
  const healthCheckOn = (read.oneOf('HealthCheckSwitch', ['on', 'off']) ?? 'on') === 'on';
  const connectionDrain = read.oneOf('ConnectionDrain', ['on', 'off']) ?? 'off';
  const drainTimeoutSeconds = read.integer('ConnectionDrainTimeout', 10, 900);
  const proxyProtocolV2Enabled = read.boolean('ProxyProtocolV2Enabled') ?? false;
  const tags = readTags(parameters);
  if (!tags.ok) read.reject(tags.refusal);

  const refusal = read.refusal();
  if (refusal !== null) return { ok: false, refusal };
  if (listenerPort === undefined || bandwidthMbps === undefined || !tags.ok) {
    return { ok: false, refusal: INVALID_PARAMETER };
  }
  if (vServerGroupId !== undefined && masterSlaveServerGroupId !== undefined) {
    return { ok: false, refusal: GROUPS_EXCLUDE };
  }
  // D9: a primary/secondary group does not spare the port.
  if (vServerGroupId === undefined && backendServerPort === undefined) {
    return { ok: false, refusal: BACKEND_MISSING };
  }
  const acl =
    aclStatus === 'off' ? 'off' : aclType === undefined || aclId === undefined ? 'incomplete' : 'on';
  if (acl === 'incomplete') return { ok: false, refusal: COMBINATION_MISSING };
  if (connectionDrain === 'on' && drainTimeoutSeconds === undefined) {
    return { ok: false, refusal: COMBINATION_MISSING };
  }
  if (masterSlaveServerGroupId !== undefined && !healthCheckOn) {
    return { ok: false, refusal: HEALTH_CHECK_CLOSED };
  }
  return {
    ok: true,
    value: {
      regionId: call.regionId,
      loadBalancerId: requiredText(call, 'LoadBalancerId'),
      listenerPort,
      protocol: 'tcp',
      bandwidthMbps,
      scheduler,
      // slb-api.md 5.6: with a VServer group each member's own port is used, and 3.9 answers none.
      backendServerPort: vServerGroupId === undefined ? backendServerPort : undefined,
      vServerGroupId,
      masterSlaveServerGroupId,
      acl:
        acl === 'on' && aclType !== undefined && aclId !== undefined ? { type: aclType, aclId } : undefined,
      description,
      tags: tags.tags,
      persistenceTimeoutSeconds,
      establishedTimeoutSeconds,
      healthCheckOn,
      healthCheck,
      connectionDrainTimeoutSeconds: connectionDrain === 'on' ? drainTimeoutSeconds : undefined,
      proxyProtocolV2Enabled,
    },
  };
}

/** `$_ip`, or 1–80 of letters, digits, `.` and `-` (reference: HealthCheckDomain). */
function isHealthCheckDomain(text: string): boolean {
  return text === '$_ip' || /^[A-Za-z0-9.-]{1,80}$/.test(text);
}

/** D11. */
function isHealthCheckUri(text: string): boolean {
  return /^\/[A-Za-z0-9\-/.%#&?]{0,79}$/.test(text);
}

function isHttpCodeList(text: string): boolean {
  return text.split(',').every((code) => HTTP_CODES.has(code));
}

/** D14: counted in code points. */
function isDescription(text: string): boolean {
  return /^[A-Za-z0-9\-/._ \p{Script=Han}]{1,80}$/u.test(text);
}

/** D28: an unknown group, or one of another instance. */
function checkGroups({ tables }: Call, listener: Listener): Refusal | null {
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

function checkAcl(
  { tables, regionId }: Call,
  listener: Listener,
  loadBalancer: LoadBalancer,
): Refusal | null {
  if (listener.acl === undefined) return null;
  const acl = tables.accessControlLists.find(regionId, listener.acl.aclId);
  if (acl === undefined) return ACL_NOT_EXIST;
  return acl.addressIpVersion === loadBalancer.addressIpVersion ? null : IP_VERSION_CONFLICT;
}

/** D7. */
function checkScheduler(
  hashSchedulers: Call['settings']['hashSchedulers'],
  listener: Listener,
  loadBalancer: LoadBalancer,
): Refusal | null {
  if (listener.scheduler !== 'sch' && listener.scheduler !== 'tch') return null;
  const isTaken = hashSchedulers === 'high-performance' && loadBalancer.spec !== undefined;
  return isTaken ? null : specNotSupport(listener.scheduler);
}

/** D1b. */
function checkUnlimited(
  unlimited: Call['settings']['unlimitedOnFixedBandwidth'],
  listener: Listener,
  loadBalancer: LoadBalancer,
): Refusal | null {
  if (listener.bandwidthMbps !== -1 || !hasFixedBandwidth(loadBalancer)) return null;
  return unlimited === 'allowed' ? null : UNLIMITED_NOT_ALLOWED;
}

function hasFixedBandwidth(loadBalancer: LoadBalancer): boolean {
  return loadBalancer.addressType === 'internet' && loadBalancer.internetChargeType === 'paybybandwidth';
}

/** D10. */
function checkPort({ tables }: Call, listener: Listener): Refusal | null {
  const onPort = tables.listeners.onPort(listener.loadBalancerId, listener.listenerPort);
  return onPort.length === 0 ? null : LISTENER_ALREADY_EXISTS;
}

function checkQuotas(
  { tables, regionId }: Call,
  listener: Listener,
  loadBalancer: LoadBalancer,
): Refusal | null {
  const held = tables.listeners.totalsOf(listener.loadBalancerId);
  if (held.listeners >= MAXIMUM_LISTENERS) return LISTENER_OVER_LIMIT;
  if (
    hasFixedBandwidth(loadBalancer) &&
    held.bandwidthMbps + Math.max(listener.bandwidthMbps, 0) > loadBalancer.bandwidthMbps
  ) {
    return BANDWIDTH_EXCEEDED;
  }
  if (
    listener.acl !== undefined &&
    tables.listeners.countWithAcl(regionId, listener.acl.aclId) >= MAXIMUM_LISTENERS_PER_ACL
  ) {
    return ACL_LISTENER_OVER_LIMIT;
  }
  return null;
}
