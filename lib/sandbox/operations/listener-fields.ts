import { joined, type Fields } from '../answer';
import { aclIdsOf } from '../store/listeners';
import type { CheckTimes, HttpProbe, Listener, StoredListener } from '../store/models';
import { statusOf } from './listener-lookup';
import { tagFields } from './tags';

/** The fields that both Describe calls return for a listener of any protocol. */
export function commonFields({ listener, state }: StoredListener, nowMillis: number): Fields {
  const { acl, vServerGroupId } = listener;
  return {
    LoadBalancerId: listener.loadBalancerId,
    ListenerPort: listener.listenerPort,
    // slb-api.md 5.6: with a VServer group, each member has its own port and none is returned.
    BackendServerPort: vServerGroupId === undefined ? listener.backendServerPort : undefined,
    Status: statusOf(state, nowMillis),
    Bandwidth: listener.bandwidthMbps,
    Scheduler: listener.scheduler,
    VServerGroupId: vServerGroupId,
    AclStatus: acl === undefined ? 'off' : 'on',
    AclType: acl?.type,
    // slb-api.md 3.9: several are separated by commas.
    AclId: acl && aclIdsOf(acl).join(','),
    Description: listener.description,
  };
}

/** What the call for one listener returns after the fields of its protocol; the list has both without a wrapper. */
export function wrappedFields({ acl, tags }: Listener): Fields {
  return {
    AclIds: acl === undefined ? undefined : { AclId: aclIdsOf(acl) },
    Tags: { Tag: tagFields(tags) },
  };
}

/** `HealthCheck` and, while it is on, what is checked. */
export function healthCheckFields(
  listener: Listener,
  timeoutName: 'HealthCheckConnectTimeout' | 'HealthCheckTimeout',
  ...more: readonly Fields[]
): Fields {
  if (!listener.healthCheckOn) return { HealthCheck: 'off' };
  const times: CheckTimes = listener.healthCheck;
  return joined(
    {
      HealthCheck: 'on',
      HealthCheckConnectPort: times.connectPort,
      [timeoutName]: times.connectTimeoutSeconds,
      HealthCheckInterval: times.intervalSeconds,
      HealthyThreshold: times.healthyThreshold,
      UnhealthyThreshold: times.unhealthyThreshold,
    },
    ...more,
  );
}

export function httpProbeFields({ domain, uri, httpCodes }: HttpProbe): Fields {
  return { HealthCheckDomain: domain, HealthCheckURI: uri, HealthCheckHttpCode: httpCodes };
}

export function onOff(isOn: boolean): 'on' | 'off' {
  return isOn ? 'on' : 'off';
}
