import { reject, type Fields } from '../answer';
import { COMBINATION_MISSING, INVALID_PORT, LISTENER_NOT_FOUND } from '../errors';
import { REDIRECT_NOT_SETTABLE } from '../errors-resources';
import type { HttpListener } from '../store/models';
import { createListener, newListener } from './create-listener';
import {
  DEFAULT_HTTP_SETTINGS,
  httpSettingsFields,
  mergedHttpSettings,
  readHttpValues,
} from './http-settings';
import { isRedirect } from './listener-checks';
import { onOff } from './listener-fields';
import { MAXIMUM_PORT } from './listener-lookup';
import { ON_OFF } from './listener-values';
import { findLoadBalancer, type Call } from './operation';
import { mergedListener, mergedSwitch, readGroupChange, setListener, withoutRepeated } from './set-listener';

/** What a redirect does not have, even if its Create sends it. */
const NOT_OF_REDIRECT = {
  bandwidthMbps: -1,
  scheduler: 'wrr',
  backendServerPort: undefined,
  vServerGroupId: undefined,
  acl: undefined,
};

/** CreateLoadBalancerHTTPListener of the vendor's metadata. */
export function createHttpListener(call: Call): Fields {
  const values = readHttpValues(call);
  const forwardPort = readForwardPort(call);
  const listener: HttpListener = {
    ...newListener(call, values),
    ...(forwardPort !== undefined && NOT_OF_REDIRECT),
    protocol: 'http',
    ...mergedHttpSettings(DEFAULT_HTTP_SETTINGS, values),
    healthCheckOn: values.healthCheckSwitch === 'on',
    forwardPort,
  };
  if (forwardPort !== undefined) checkForwardPort(call, forwardPort);
  return createListener(call, listener);
}

function readForwardPort({ read }: Call): number | undefined {
  const forwards = read.oneOf('ListenerForward', ON_OFF) === 'on';
  const port = read.integer('ForwardPort', 1, MAXIMUM_PORT, INVALID_PORT);
  if (!forwards) return undefined;
  return port ?? reject(COMBINATION_MISSING);
}

/** It must be an HTTPS listener of the instance. */
function checkForwardPort(call: Call, forwardPort: number): void {
  const { loadBalancerId } = findLoadBalancer(call);
  const targets = call.tables.listeners.onPort(loadBalancerId, forwardPort);
  if (!targets.some(({ listener }) => listener.protocol === 'https')) reject(LISTENER_NOT_FOUND);
}

/** SetLoadBalancerHTTPListenerAttribute of the vendor's metadata. */
export function setHttpListenerAttribute(call: Call): Fields {
  const change = readHttpValues(withoutRepeated(call, 'http', httpFields));
  const vServerGroup = readGroupChange(call.read, 'VServerGroup');
  return setListener(call, 'http', (old) => {
    // Recorded: aliyun/terraform-provider-alicloud#4320.
    if (isRedirect(old)) return reject(REDIRECT_NOT_SETTABLE);
    return {
      ...old,
      ...mergedListener(old, change, vServerGroup),
      ...mergedHttpSettings(old, change),
      healthCheckOn: mergedSwitch(change.healthCheckSwitch, old.healthCheckOn),
    };
  });
}

/** What both Describe calls answer about an HTTP listener. */
export function httpFields(listener: HttpListener): Fields {
  const { forwardPort } = listener;
  return {
    ...(forwardPort === undefined && httpSettingsFields(listener)),
    ListenerForward: onOff(forwardPort !== undefined),
    ForwardPort: forwardPort,
  };
}
