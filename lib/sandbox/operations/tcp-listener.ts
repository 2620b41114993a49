import { joined, type Fields } from '../answer';
import type { TcpHealthCheck, TcpListener } from '../store/models';
import { createListener } from './create-listener';
import {
  layer4Fields,
  layer4ListFields,
  mergedLayer4,
  newLayer4Listener,
  readGroupChanges,
  readLayer4Values,
} from './layer-4-settings';
import { healthCheckFields, httpProbeFields } from './listener-fields';
import {
  DEFAULT_CHECK_TIMES,
  DEFAULT_HTTP_PROBE,
  eitherSpelling,
  over,
  readCheckTimes,
  readHttpProbe,
} from './listener-values';
import type { Call } from './operation';
import { setListener, withoutRepeated } from './set-listener';

export const DEFAULT_TCP_HEALTH_CHECK: TcpHealthCheck = {
  type: 'tcp',
  ...DEFAULT_CHECK_TIMES,
  ...DEFAULT_HTTP_PROBE,
};

/** What Create (slb-api.md 3.7) and Set (3.8) have in common. */
function readValues(call: Call, interval: string) {
  const { read } = call;
  return {
    ...readLayer4Values(call, ['wrr', 'wlc', 'rr', 'sch', 'tch']),
    persistenceTimeoutSeconds: read.integer('PersistenceTimeout', 0, 3600),
    establishedTimeoutSeconds: read.integer('EstablishedTimeout', 10, 900),
    healthCheck: {
      type: read.oneOf('HealthCheckType', ['tcp', 'http']),
      ...readCheckTimes(call, { timeout: 'HealthCheckConnectTimeout', interval }),
      ...readHttpProbe(read),
    },
  };
}

/** slb-api.md 3.7. */
export function createTcpListener(call: Call): Fields {
  const { read } = call;
  const values = readValues(call, eitherSpelling(read, 'healthCheckInterval'));
  return createListener(call, {
    ...newLayer4Listener(call, values),
    protocol: 'tcp',
    persistenceTimeoutSeconds: values.persistenceTimeoutSeconds ?? 0,
    establishedTimeoutSeconds: values.establishedTimeoutSeconds ?? 900,
    healthCheck: over(DEFAULT_TCP_HEALTH_CHECK, values.healthCheck),
  });
}

/** slb-api.md 3.8. */
export function setTcpListenerAttribute(call: Call): Fields {
  const { read } = call;
  const change = readValues(withoutRepeated(call, 'tcp', tcpFields), 'HealthCheckInterval');
  const synProxy = read.oneOf('SynProxy', ['enable', 'disable']);
  const groups = readGroupChanges(read);
  return setListener(call, 'tcp', (old) => ({
    ...over(old, {
      persistenceTimeoutSeconds: change.persistenceTimeoutSeconds,
      establishedTimeoutSeconds: change.establishedTimeoutSeconds,
      synProxy,
    }),
    ...mergedLayer4(old, change, groups),
    healthCheck: over(old.healthCheck, change.healthCheck),
  }));
}

/** What the single call answers about a TCP listener (slb-api.md 3.9). */
export function tcpFields(listener: TcpListener): Fields {
  return joined({ SynProxy: listener.synProxy ?? 'disable' }, configFields(listener), {
    ProxyProtocolV2Enabled: listener.proxyProtocolV2Enabled,
  });
}

/** What the list answers about a TCP listener. */
export function tcpListFields(listener: TcpListener): Fields {
  return joined(configFields(listener), layer4ListFields(listener));
}

function configFields(listener: TcpListener): Fields {
  const { healthCheck } = listener;
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
    layer4Fields(listener),
  );
}
