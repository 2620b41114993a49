import type { FieldPath } from '@/lib/model/draft';
import {
  defaults,
  healthCheckHttpCodes,
  UNLIMITED_BANDWIDTH,
  type HealthCheckHttpCode,
} from '@/lib/model/limits';
import type { ListenerDraft } from '@/lib/model/schema';
import { usedText } from '@/lib/model/typed-values';

/**
 * The wire mapping of CreateLoadBalancerTCPListener, pure. One mapping serves the request that is sent (from a parsed
 * spec) and its preview while typing (from a draft), so that they cannot differ. The way back is the one of every
 * existing listener (edit-values.ts).
 */

export const CREATE_ACTION = 'CreateLoadBalancerTCPListener';

export type WireParameter = {
  readonly name: string;
  readonly value: string;
  /** The form field that decides the value. */
  readonly path: FieldPath;
};

type Typed = string | number | undefined;

/**
 * The request parameters of a listener, grouped as in the reference. Blanks are omitted, so that the service's own
 * defaults apply. Every text is the effective one (typed-values.ts). `Action`, `Version` and the signature are added by
 * the client.
 */
export function toCreateParameters(draft: ListenerDraft): WireParameter[] {
  const parameters: WireParameter[] = [];
  const add = (name: string, value: Typed, path: FieldPath): void => {
    const text = usedText(path, value);
    if (text !== '') parameters.push({ name, value: text, path });
  };

  add('RegionId', draft.regionId, 'regionId');
  add('LoadBalancerId', draft.loadBalancerId, 'loadBalancerId');
  add('ListenerPort', draft.listenerPort, 'listenerPort');
  if (draft.bandwidth.kind === 'unlimited') add('Bandwidth', UNLIMITED_BANDWIDTH, 'bandwidth.kind');
  else add('Bandwidth', draft.bandwidth.mbps, 'bandwidth.mbps');

  addBackend(draft.backend, add);
  if (draft.scheduler !== defaults.scheduler) add('Scheduler', draft.scheduler, 'scheduler');
  addHealthCheck(draft.healthCheck, add);

  if (draft.acl.status === 'on') {
    add('AclStatus', 'on', 'acl.status');
    add('AclType', draft.acl.type, 'acl.type');
    add('AclId', draft.acl.aclId, 'acl.aclId');
  }
  if (draft.persistence.status === 'on')
    add('PersistenceTimeout', draft.persistence.timeoutSeconds, 'persistence.timeoutSeconds');
  add('EstablishedTimeout', draft.establishedTimeoutSeconds, 'establishedTimeoutSeconds');
  add('Description', draft.description, 'description');
  return parameters;
}

type Add = (name: string, value: Typed, path: FieldPath) => void;

function addBackend(backend: ListenerDraft['backend'], add: Add): void {
  switch (backend.kind) {
    case 'port':
      add('BackendServerPort', backend.backendServerPort, 'backend.backendServerPort');
      return;
    case 'vserver-group':
      add('VServerGroupId', backend.vServerGroupId, 'backend.vServerGroupId');
      return;
    case 'primary-secondary-group':
      add(
        'MasterSlaveServerGroupId',
        backend.primarySecondaryServerGroupId,
        'backend.primarySecondaryServerGroupId',
      );
      // D9: required here too, although the members carry their own ports.
      add('BackendServerPort', backend.backendServerPort, 'backend.backendServerPort');
  }
}

function addHealthCheck(healthCheck: ListenerDraft['healthCheck'], add: Add): void {
  if (healthCheck.type === 'http') {
    add('HealthCheckType', 'http', 'healthCheck.type');
    add('HealthCheckURI', healthCheck.uri, 'healthCheck.uri');
    add('HealthCheckDomain', healthCheck.domain, 'healthCheck.domain');
    add('HealthCheckHttpCode', inOrder(healthCheck.httpCodes).join(','), 'healthCheck.httpCodes');
  }
  add('HealthCheckConnectPort', healthCheck.connectPort, 'healthCheck.connectPort');
  add('HealthCheckConnectTimeout', healthCheck.connectTimeoutSeconds, 'healthCheck.connectTimeoutSeconds');
  // The reference's own spelling: lowercase h on Create only (D4).
  add('healthCheckInterval', healthCheck.intervalSeconds, 'healthCheck.intervalSeconds');
  add('HealthyThreshold', healthCheck.healthyThreshold, 'healthCheck.healthyThreshold');
  add('UnhealthyThreshold', healthCheck.unhealthyThreshold, 'healthCheck.unhealthyThreshold');
}

function inOrder(codes: readonly HealthCheckHttpCode[]): HealthCheckHttpCode[] {
  return healthCheckHttpCodes.filter((code) => codes.includes(code));
}

/** Name to value, as the client accepts them. */
export function toRecord(parameters: readonly WireParameter[]): Record<string, string> {
  return Object.fromEntries(parameters.map(({ name, value }) => [name, value]));
}
