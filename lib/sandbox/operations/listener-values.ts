import { reject } from '../answer';
import { INVALID_BANDWIDTH, INVALID_PORT } from '../errors';
import type { HealthCheck } from '../store/models';
import { MAXIMUM_PORT } from './listener-lookup';
import type { ParameterReader } from './parameter-reader';

/** D1: the reference says 5000, newer pages 5120. */
const MAXIMUM_BANDWIDTH_MBPS = 5000;

const SCHEDULERS = ['wrr', 'wlc', 'rr', 'sch', 'tch'] as const;
const ON_OFF = ['on', 'off'] as const;
const HTTP_CODES = new Set(['http_2xx', 'http_3xx', 'http_4xx', 'http_5xx']);

/** D8 where the reference leaves a default out, D12 for the codes. */
export const DEFAULT_HEALTH_CHECK: HealthCheck = {
  type: 'tcp',
  connectTimeoutSeconds: 5,
  intervalSeconds: 2,
  healthyThreshold: 3,
  unhealthyThreshold: 3,
  domain: '',
  uri: '/',
  httpCodes: 'http_2xx',
};

/**
 * What Create (slb-api.md 3.7) and Set (3.8) of a TCP listener have in common; undefined where the call says nothing. The
 * interval of the check is spelled differently in the two (D4).
 */
export function readListenerValues(
  read: ParameterReader,
  intervalName: 'healthCheckInterval' | 'HealthCheckInterval',
) {
  const bandwidthMbps = read.integer('Bandwidth', -1, MAXIMUM_BANDWIDTH_MBPS, INVALID_BANDWIDTH);
  if (bandwidthMbps === 0) reject(INVALID_BANDWIDTH);
  return {
    bandwidthMbps,
    vServerGroupId: read.text('VServerGroupId'),
    masterSlaveServerGroupId: read.text('MasterSlaveServerGroupId'),
    scheduler: read.oneOf('Scheduler', SCHEDULERS),
    persistenceTimeoutSeconds: read.integer('PersistenceTimeout', 0, 3600),
    establishedTimeoutSeconds: read.integer('EstablishedTimeout', 10, 900),
    healthCheckSwitch: read.oneOf('HealthCheckSwitch', ON_OFF),
    healthCheck: {
      type: read.oneOf('HealthCheckType', ['tcp', 'http']),
      connectPort: read.integer('HealthCheckConnectPort', 1, MAXIMUM_PORT, INVALID_PORT),
      connectTimeoutSeconds: read.integer('HealthCheckConnectTimeout', 1, 300),
      intervalSeconds: read.integer(intervalName, 1, 50),
      healthyThreshold: read.integer('HealthyThreshold', 2, 10),
      unhealthyThreshold: read.integer('UnhealthyThreshold', 2, 10),
      domain: read.checked('HealthCheckDomain', isHealthCheckDomain),
      uri: read.checked('HealthCheckURI', isHealthCheckUri),
      httpCodes: read.checked('HealthCheckHttpCode', isHttpCodeList),
    },
    aclStatus: read.oneOf('AclStatus', ON_OFF),
    aclType: read.oneOf('AclType', ['white', 'black']),
    // D13: one id; the newer comma list is rejected.
    aclId: read.checked('AclId', (text) => !text.includes(',')),
    description: read.checked('Description', isDescription),
    connectionDrain: read.oneOf('ConnectionDrain', ON_OFF),
    drainTimeoutSeconds: read.integer('ConnectionDrainTimeout', 10, 900),
    proxyProtocolV2Enabled: read.boolean('ProxyProtocolV2Enabled'),
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

/** What was given over what was: an absent value keeps the old one. */
export function over<Whole extends object>(
  old: Whole,
  given: { readonly [Name in keyof Whole]?: Whole[Name] | undefined },
): Whole {
  const said = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...old, ...Object.fromEntries(said) };
}
