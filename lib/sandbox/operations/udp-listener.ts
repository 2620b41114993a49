import { reject, type Fields } from '../answer';
import { INVALID_PARAMETER } from '../errors';
import { checkTextTooLong } from '../errors-resources';
import type { UdpListener } from '../store/models';
import { createListener, newListener } from './create-listener';
import { healthCheckFields } from './listener-fields';
import {
  DEFAULT_CHECK_TIMES,
  ON_OFF,
  eitherSpelling,
  over,
  readCheckTimes,
  readListenerValues,
} from './listener-values';
import type { Call } from './operation';
import type { ParameterReader } from './parameter-reader';
import {
  mergedGroup,
  mergedListener,
  mergedSwitch,
  readGroupChanges,
  setListener,
  withoutRepeated,
} from './set-listener';

/** What CreateLoadBalancerUDPListener and SetLoadBalancerUDPListenerAttribute of the vendor's metadata have in common. */
function readValues(call: Call, interval: string) {
  const { read } = call;
  return {
    ...readListenerValues(call, ['wrr', 'wlc', 'rr', 'sch', 'tch', 'qch']),
    healthCheckSwitch: read.oneOf('HealthCheckSwitch', ON_OFF),
    healthCheck: {
      ...readCheckTimes(call, { timeout: 'HealthCheckConnectTimeout', interval }),
      // Lower-case in both calls, upper-case in the answers.
      request: readCheckText(read, 'healthCheckReq'),
      response: readCheckText(read, 'healthCheckExp'),
    },
    proxyProtocolV2Enabled: read.boolean('ProxyProtocolV2Enabled'),
  };
}

/** 1–64 letters and digits; the length has a code of its own. */
function readCheckText(read: ParameterReader, name: 'healthCheckReq' | 'healthCheckExp'): string | undefined {
  const text = read.text(eitherSpelling(read, name));
  if (text === undefined) return undefined;
  if (text.length > 64) return reject(checkTextTooLong(name === 'healthCheckReq' ? 'Req' : 'Exp'));
  return /^[A-Za-z0-9]+$/.test(text) ? text : reject(INVALID_PARAMETER);
}

export function createUdpListener(call: Call): Fields {
  const { read } = call;
  const values = readValues(call, eitherSpelling(read, 'healthCheckInterval'));
  return createListener(call, {
    ...newListener(call, values),
    protocol: 'udp',
    masterSlaveServerGroupId: read.text('MasterSlaveServerGroupId'),
    healthCheckOn: values.healthCheckSwitch !== 'off',
    healthCheck: over(DEFAULT_CHECK_TIMES, values.healthCheck),
    proxyProtocolV2Enabled: values.proxyProtocolV2Enabled ?? false,
  });
}

export function setUdpListenerAttribute(call: Call): Fields {
  const change = readValues(withoutRepeated(call, 'udp', udpFields), 'HealthCheckInterval');
  const { vServerGroup, masterSlaveServerGroup } = readGroupChanges(call.read);
  return setListener(call, 'udp', (old) => ({
    ...old,
    ...mergedListener(old, change, vServerGroup),
    masterSlaveServerGroupId: mergedGroup(masterSlaveServerGroup, old.masterSlaveServerGroupId),
    healthCheckOn: mergedSwitch(change.healthCheckSwitch, old.healthCheckOn),
    healthCheck: over(old.healthCheck, change.healthCheck),
    proxyProtocolV2Enabled: change.proxyProtocolV2Enabled ?? old.proxyProtocolV2Enabled,
  }));
}

/** What the single call answers about a UDP listener. */
export function udpFields(listener: UdpListener): Fields {
  return { ...configFields(listener), ProxyProtocolV2Enabled: listener.proxyProtocolV2Enabled };
}

/** What the list answers: a text where the single call has a boolean, as for TCP. */
export function udpListFields(listener: UdpListener): Fields {
  return { ...configFields(listener), ProxyProtocolV2Enabled: String(listener.proxyProtocolV2Enabled) };
}

function configFields(listener: UdpListener): Fields {
  return {
    ...healthCheckFields(listener, 'HealthCheckConnectTimeout', {
      HealthCheckReq: listener.healthCheck.request,
      HealthCheckExp: listener.healthCheck.response,
    }),
    MasterSlaveServerGroupId: listener.masterSlaveServerGroupId,
  };
}
