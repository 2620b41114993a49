import { reject, type Fields } from '../answer';
import { INVALID_PARAMETER } from '../errors';
import { checkTextTooLong } from '../errors-resources';
import type { UdpListener } from '../store/models';
import { createListener } from './create-listener';
import {
  layer4Fields,
  layer4ListFields,
  mergedLayer4,
  newLayer4Listener,
  readGroupChanges,
  readLayer4Values,
} from './layer-4-settings';
import { healthCheckFields } from './listener-fields';
import { DEFAULT_CHECK_TIMES, eitherSpelling, over, readCheckTimes } from './listener-values';
import type { Call } from './operation';
import type { ParameterReader } from './parameter-reader';
import { setListener, withoutRepeated } from './set-listener';

/** What CreateLoadBalancerUDPListener and SetLoadBalancerUDPListenerAttribute of the vendor's metadata have in common. */
function readValues(call: Call, interval: string) {
  const { read } = call;
  return {
    ...readLayer4Values(call, ['wrr', 'wlc', 'rr', 'sch', 'tch', 'qch']),
    healthCheck: {
      ...readCheckTimes(call, { timeout: 'HealthCheckConnectTimeout', interval }),
      // Lower-case in both calls, upper-case in the answers.
      request: readCheckText(read, 'healthCheckReq'),
      response: readCheckText(read, 'healthCheckExp'),
    },
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
    ...newLayer4Listener(call, values),
    protocol: 'udp',
    healthCheck: over(DEFAULT_CHECK_TIMES, values.healthCheck),
  });
}

export function setUdpListenerAttribute(call: Call): Fields {
  const change = readValues(withoutRepeated(call, 'udp', udpFields), 'HealthCheckInterval');
  const groups = readGroupChanges(call.read);
  return setListener(call, 'udp', (old) => ({
    ...old,
    ...mergedLayer4(old, change, groups),
    healthCheck: over(old.healthCheck, change.healthCheck),
  }));
}

/** What the single call answers about a UDP listener. */
export function udpFields(listener: UdpListener): Fields {
  return { ...configFields(listener), ProxyProtocolV2Enabled: listener.proxyProtocolV2Enabled };
}

/** What the list answers about a UDP listener. */
export function udpListFields(listener: UdpListener): Fields {
  return { ...configFields(listener), ...layer4ListFields(listener) };
}

function configFields(listener: UdpListener): Fields {
  return {
    ...healthCheckFields(listener, 'HealthCheckConnectTimeout', {
      HealthCheckReq: listener.healthCheck.request,
      HealthCheckExp: listener.healthCheck.response,
    }),
    ...layer4Fields(listener),
  };
}
