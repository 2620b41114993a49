import type { TcpListenerAttributes } from '@/lib/slb/responses';
import { healthCheckTimes } from './advice';
import { defaults } from './limits';

/**
 * Which settings of a listener differ from the reference's defaults. SLB does not say which parameters were sent, so
 * "default" only means that the value equals the documented default (slb-api.md 3.7, D8, D12).
 */

export const settingNames = [
  'listenerPort',
  'bandwidth',
  'scheduler',
  'persistence',
  'established',
  'backendPort',
  'group',
  'access',
  'drain',
  'proxyProtocol',
  'synProxy',
  'tags',
  'description',
] as const;
export const healthCheckSettingNames = [
  'check',
  'checkType',
  'checkDomain',
  'checkCodes',
  'checkPort',
  'checkTimes',
  'thresholds',
] as const;
export type SettingName = (typeof settingNames)[number] | (typeof healthCheckSettingNames)[number];

/**
 * `set`: it has no default, or differs from it. `returned`: the reference states no default to compare with.
 * `unreturned`: the response does not contain it. `unreadable`: its value cannot be parsed.
 */
export type SettingState = 'set' | 'default' | 'returned' | 'unreturned' | 'unreadable';

/** The response fields, by wire name, behind each setting. */
const fieldsOf: Partial<Record<SettingName, readonly string[]>> = {
  bandwidth: ['Bandwidth'],
  scheduler: ['Scheduler'],
  persistence: ['PersistenceTimeout'],
  established: ['EstablishedTimeout'],
  backendPort: ['BackendServerPort'],
  group: ['VServerGroupId', 'MasterSlaveServerGroupId'],
  access: ['AclStatus', 'AclType', 'AclId', 'AclIds'],
  drain: ['ConnectionDrain', 'ConnectionDrainTimeout'],
  proxyProtocol: ['ProxyProtocolV2Enabled'],
  synProxy: ['SynProxy'],
  tags: ['Tags'],
  description: ['Description'],
  check: ['HealthCheck'],
  checkType: ['HealthCheckType', 'HealthCheckURI'],
  checkDomain: ['HealthCheckDomain'],
  checkCodes: ['HealthCheckHttpCode'],
  checkPort: ['HealthCheckConnectPort'],
  checkTimes: ['HealthCheckConnectTimeout', 'HealthCheckInterval'],
  thresholds: ['HealthyThreshold', 'UnhealthyThreshold'],
};

/** The settings that apply to this listener, in display order. Settings that cannot apply are absent. */
export function settingStates(read: TcpListenerAttributes): [SettingName, SettingState][] {
  const states: [SettingName, SettingState | null][] = [
    ['listenerPort', 'set'],
    ['bandwidth', read.bandwidthMbps === undefined ? 'unreturned' : 'set'],
    ['scheduler', compare(read.scheduler, defaults.scheduler)],
    ['persistence', compare(read.persistenceTimeoutSeconds, defaults.persistenceTimeoutSeconds)],
    ['established', compare(read.establishedTimeoutSeconds, defaults.establishedTimeoutSeconds)],
    // Each member of a VServer group has its own port (slb-api.md 5.6), and only then is the field absent (3.9).
    [
      'backendPort',
      read.backendServerPort !== undefined ? 'set' : read.vServerGroupId === undefined ? 'unreturned' : null,
    ],
    ['group', (read.vServerGroupId ?? read.primarySecondaryServerGroupId) ? 'set' : 'default'],
    // Access control is unknown if its type or its lists were not returned.
    ['access', isAccessKnown(read) ? compare(read.aclStatus, defaults.aclStatus) : 'unreturned'],
    // Returned only while it is on (slb-api.md 3.9).
    ['drain', read.connectionDrain === 'on' ? 'set' : 'default'],
    ['proxyProtocol', compare(read.proxyProtocolV2Enabled, false)],
    ['synProxy', read.synProxy === undefined ? null : 'returned'],
    ['tags', read.tags === undefined || read.tags.length === 0 ? null : 'set'],
    ['description', read.description === undefined ? 'default' : 'set'],
    ...healthCheckStates(read),
  ];
  const unreadable = read.unreadable ?? [];
  return states.flatMap(([name, state]): [SettingName, SettingState][] => {
    if (fieldsOf[name]?.some((field) => unreadable.includes(field))) return [[name, 'unreadable']];
    return state === null ? [] : [[name, state]];
  });
}

/** Whether the response says if access is controlled and, if so, how and by which lists. */
export function isAccessKnown({
  aclStatus,
  aclType,
  aclIds,
}: Pick<TcpListenerAttributes, 'aclStatus' | 'aclType' | 'aclIds'>): boolean {
  return aclStatus === 'off' || (aclStatus === 'on' && aclType !== undefined && aclIds.length > 0);
}

function healthCheckStates(read: TcpListenerAttributes): [SettingName, SettingState | null][] {
  if (read.healthCheck === undefined) return [['check', 'unreturned']];
  if (read.healthCheck !== 'on') return [['check', 'set']];
  const isHttp = read.healthCheckType === 'http';
  return [
    ['check', 'default'],
    ['checkType', compare(read.healthCheckType, defaults.healthCheckType)],
    ['checkDomain', isHttp ? (domainOf(read) === null ? 'default' : 'set') : null],
    [
      'checkCodes',
      isHttp ? compare(read.healthCheckHttpCode, defaults.healthCheckHttpCodes.join(',')) : null,
    ],
    // Returned only if it was set: an absent field means the server's own port (slb-api.md 3.9), not an incomplete
    // response.
    ['checkPort', checkPortOf(read) === null ? 'default' : 'set'],
    [
      'checkTimes',
      both(
        compare(read.healthCheckConnectTimeoutSeconds, defaults.healthCheckConnectTimeoutSeconds),
        compare(read.healthCheckIntervalSeconds, defaults.healthCheckIntervalSeconds),
      ),
    ],
    [
      'thresholds',
      both(
        compare(read.healthyThreshold, defaults.healthyThreshold),
        compare(read.unhealthyThreshold, defaults.unhealthyThreshold),
      ),
    ],
  ];
}

/** The port that is checked; null: each server's own. -520 is an old encoding of that (slb-api.md D17). */
export function checkPortOf({
  healthCheckConnectPort: port,
}: Pick<TcpListenerAttributes, 'healthCheckConnectPort'>): number | null {
  return port !== undefined && port > 0 ? port : null;
}

/** The domain of an HTTP check; null: the server's own address, also written `$_ip`. */
export function domainOf({ healthCheckDomain: domain }: TcpListenerAttributes): string | null {
  return domain === undefined || domain === '$_ip' ? null : domain;
}

/**
 * After about how many seconds an unhealthy server stops receiving traffic. Null if the check is off or SLB did not
 * return all of it.
 */
export function outAfterSeconds(read: TcpListenerAttributes): number | null {
  const timing = {
    connectTimeoutSeconds: read.healthCheckConnectTimeoutSeconds,
    intervalSeconds: read.healthCheckIntervalSeconds,
    unhealthyThreshold: read.unhealthyThreshold,
  };
  if (read.healthCheck !== 'on' || Object.values(timing).includes(undefined)) return null;
  return healthCheckTimes(timing)?.outAfterSeconds ?? null;
}

function compare<T extends string | number | boolean>(value: T | undefined, fallback: T): SettingState {
  if (value === undefined) return 'unreturned';
  return value === fallback ? 'default' : 'set';
}

/** For a row that shows two values. */
function both(first: SettingState, second: SettingState): SettingState {
  if (first === 'unreturned' || second === 'unreturned') return 'unreturned';
  return first === 'default' && second === 'default' ? 'default' : 'set';
}
