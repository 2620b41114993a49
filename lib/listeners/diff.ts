import type { TcpListenerAttributes } from '@/lib/slb/responses';
import { defaults } from './limits';
import type { Difference } from './outcome';
import type { ListenerSpec } from './schema';
import { toCreateParameters, toRecord } from './wire';

/** The listener's address, which no answer repeats as a setting. */
const ADDRESS = ['RegionId', 'LoadBalancerId', 'ListenerPort'];

/** What the reference says of a listener whose Create left these out. Undefined: it has none. */
const stated: Readonly<Record<string, string | undefined>> = {
  VServerGroupId: undefined,
  MasterSlaveServerGroupId: undefined,
  Scheduler: defaults.scheduler,
  PersistenceTimeout: String(defaults.persistenceTimeoutSeconds),
  HealthCheckType: defaults.healthCheckType,
  AclStatus: defaults.aclStatus,
  Description: undefined,
};

/**
 * A listener as read, in the names of Create, as far as it was told: for the activity trail and for comparisons.
 * Names differ between reading and writing, so nothing is spread from one to the other.
 */
export function settingsInCreateNames(read: TcpListenerAttributes): Record<string, string> {
  const settings: Record<string, string | number | boolean | undefined> = {
    Bandwidth: read.bandwidthMbps,
    BackendServerPort: read.backendServerPort,
    VServerGroupId: read.vServerGroupId,
    MasterSlaveServerGroupId: read.primarySecondaryServerGroupId,
    Scheduler: read.scheduler,
    PersistenceTimeout: read.persistenceTimeoutSeconds,
    EstablishedTimeout: read.establishedTimeoutSeconds,
    HealthCheckSwitch: read.healthCheck,
    HealthCheckType: read.healthCheckType,
    HealthCheckConnectPort: read.healthCheckConnectPort,
    HealthCheckConnectTimeout: read.healthCheckConnectTimeoutSeconds,
    healthCheckInterval: read.healthCheckIntervalSeconds,
    HealthyThreshold: read.healthyThreshold,
    UnhealthyThreshold: read.unhealthyThreshold,
    HealthCheckDomain: read.healthCheckDomain,
    HealthCheckURI: read.healthCheckUri,
    HealthCheckHttpCode: read.healthCheckHttpCode,
    AclStatus: read.aclStatus,
    AclType: read.aclType,
    AclId: read.aclIds.length > 0 ? read.aclIds.join(',') : undefined,
    Description: read.description,
    ConnectionDrain: read.connectionDrain,
    ConnectionDrainTimeout: read.connectionDrainTimeoutSeconds,
    ProxyProtocolV2Enabled: read.proxyProtocolV2Enabled,
  };
  return Object.fromEntries(
    Object.entries(settings)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, String(value)]),
  );
}

/**
 * Where a listener as read back is not what was asked for (ux.md A8): every parameter that was sent, and those whose
 * default the reference states. Empty when they are the same listener.
 */
export function differencesFrom(spec: ListenerSpec, read: TcpListenerAttributes): Difference[] {
  const asked: Record<string, string | undefined> = { ...stated, ...toRecord(toCreateParameters(spec)) };
  const found = settingsInCreateNames(read);
  return Object.keys(asked)
    .filter((name) => !ADDRESS.includes(name) && !isSame(name, asked[name], found[name]))
    .map((name) => ({ name, asked: asked[name] ?? '', found: found[name] ?? null }));
}

function isSame(name: string, asked: string | undefined, found: string | undefined): boolean {
  return comparable(name, asked) === comparable(name, found);
}

/** Two spellings of one setting made equal: the order of codes, and `$_ip` for "no domain" (reference: HealthCheckDomain). */
function comparable(name: string, value: string | undefined): string {
  const text = value ?? '';
  if (name === 'HealthCheckHttpCode') return text.split(',').toSorted().join(',');
  if (name === 'HealthCheckDomain' && text === '$_ip') return '';
  return text;
}
