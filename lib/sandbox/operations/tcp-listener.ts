import { joined, reject, type Fields } from '../answer';
import { COMBINATION_MISSING } from '../errors';
import type { TcpHealthCheck, TcpListener } from '../store/models';
import { createListener, newListener } from './create-listener';
import { healthCheckFields, httpProbeFields, onOff } from './listener-fields';
import {
  DEFAULT_CHECK_TIMES,
  DEFAULT_HTTP_PROBE,
  ON_OFF,
  eitherSpelling,
  over,
  readCheckTimes,
  readHttpProbe,
  readListenerValues,
} from './listener-values';
import type { Call } from './operation';
import {
  mergedGroup,
  mergedListener,
  mergedSwitch,
  readGroupChanges,
  setListener,
  withoutRepeated,
} from './set-listener';

export const DEFAULT_TCP_HEALTH_CHECK: TcpHealthCheck = {
  type: 'tcp',
  ...DEFAULT_CHECK_TIMES,
  ...DEFAULT_HTTP_PROBE,
};

/** What Create (slb-api.md 3.7) and Set (3.8) have in common. */
function readValues(call: Call, interval: string) {
  const { read } = call;
  return {
    ...readListenerValues(call, ['wrr', 'wlc', 'rr', 'sch', 'tch']),
    persistenceTimeoutSeconds: read.integer('PersistenceTimeout', 0, 3600),
    establishedTimeoutSeconds: read.integer('EstablishedTimeout', 10, 900),
    healthCheckSwitch: read.oneOf('HealthCheckSwitch', ON_OFF),
    healthCheck: {
      type: read.oneOf('HealthCheckType', ['tcp', 'http']),
      ...readCheckTimes(call, { timeout: 'HealthCheckConnectTimeout', interval }),
      ...readHttpProbe(read),
    },
    connectionDrain: read.oneOf('ConnectionDrain', ON_OFF),
    drainTimeoutSeconds: read.integer('ConnectionDrainTimeout', 10, 900),
    proxyProtocolV2Enabled: read.boolean('ProxyProtocolV2Enabled'),
  };
}

type Values = ReturnType<typeof readValues>;

/** slb-api.md 3.7. */
export function createTcpListener(call: Call): Fields {
  const { read } = call;
  const values = readValues(call, eitherSpelling(read, 'healthCheckInterval'));
  return createListener(call, {
    ...newListener(call, values),
    protocol: 'tcp',
    masterSlaveServerGroupId: read.text('MasterSlaveServerGroupId'),
    persistenceTimeoutSeconds: values.persistenceTimeoutSeconds ?? 0,
    establishedTimeoutSeconds: values.establishedTimeoutSeconds ?? 900,
    healthCheckOn: values.healthCheckSwitch !== 'off',
    healthCheck: over(DEFAULT_TCP_HEALTH_CHECK, values.healthCheck),
    connectionDrainTimeoutSeconds: drainTimeout(undefined, values),
    proxyProtocolV2Enabled: values.proxyProtocolV2Enabled ?? false,
  });
}

/** slb-api.md 3.8. */
export function setTcpListenerAttribute(call: Call): Fields {
  const { read } = call;
  const change = readValues(withoutRepeated(call, 'tcp', tcpFields), 'HealthCheckInterval');
  const synProxy = read.oneOf('SynProxy', ['enable', 'disable']);
  const { vServerGroup, masterSlaveServerGroup } = readGroupChanges(read);
  return setListener(call, 'tcp', (old) => ({
    ...over(old, {
      persistenceTimeoutSeconds: change.persistenceTimeoutSeconds,
      establishedTimeoutSeconds: change.establishedTimeoutSeconds,
      proxyProtocolV2Enabled: change.proxyProtocolV2Enabled,
      synProxy,
    }),
    ...mergedListener(old, change, vServerGroup),
    masterSlaveServerGroupId: mergedGroup(masterSlaveServerGroup, old.masterSlaveServerGroupId),
    healthCheckOn: mergedSwitch(change.healthCheckSwitch, old.healthCheckOn),
    healthCheck: over(old.healthCheck, change.healthCheck),
    connectionDrainTimeoutSeconds: drainTimeout(old.connectionDrainTimeoutSeconds, change),
  }));
}

/** Turning it on needs its time; while it is off, the time has no effect. */
function drainTimeout(old: number | undefined, values: Values): number | undefined {
  const status = values.connectionDrain ?? onOff(old !== undefined);
  if (status === 'off') return undefined;
  return values.drainTimeoutSeconds ?? old ?? reject(COMBINATION_MISSING);
}

/** What the single call answers about a TCP listener (slb-api.md 3.9). */
export function tcpFields(listener: TcpListener): Fields {
  return joined({ SynProxy: listener.synProxy ?? 'disable' }, configFields(listener), {
    ProxyProtocolV2Enabled: listener.proxyProtocolV2Enabled,
  });
}

/** What the list answers: a text where the single call has a boolean (slb-api.md 3.10). */
export function tcpListFields(listener: TcpListener): Fields {
  return joined(configFields(listener), {
    ProxyProtocolV2Enabled: String(listener.proxyProtocolV2Enabled),
  });
}

function configFields(listener: TcpListener): Fields {
  const { healthCheck, connectionDrainTimeoutSeconds } = listener;
  return joined(
    {
      PersistenceTimeout: listener.persistenceTimeoutSeconds,
      EstablishedTimeout: listener.establishedTimeoutSeconds,
    },
    healthCheckFields(
      listener,
      'HealthCheckConnectTimeout',
      { HealthCheckType: healthCheck.type },
      httpProbeFields(healthCheck),
    ),
    {
      MasterSlaveServerGroupId: listener.masterSlaveServerGroupId,
      ConnectionDrain: connectionDrainTimeoutSeconds === undefined ? undefined : 'on',
      ConnectionDrainTimeout: connectionDrainTimeoutSeconds,
    },
  );
}
