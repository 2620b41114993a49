import type { TcpListenerAttributes } from '@/lib/slb/responses';

/** A listener with the reference's defaults, plus overrides. */
export function read(changed: Partial<TcpListenerAttributes> = {}): TcpListenerAttributes {
  return {
    listenerPort: 80,
    status: 'running',
    bandwidthMbps: -1,
    scheduler: 'wrr',
    persistenceTimeoutSeconds: 0,
    establishedTimeoutSeconds: 900,
    backendServerPort: 8080,
    healthCheck: 'on',
    healthCheckType: 'tcp',
    healthCheckConnectTimeoutSeconds: 5,
    healthCheckIntervalSeconds: 2,
    healthyThreshold: 3,
    unhealthyThreshold: 3,
    healthCheckUri: '/',
    healthCheckHttpCode: 'http_2xx,http_3xx',
    aclStatus: 'off',
    aclIds: [],
    tags: [],
    ...changed,
  };
}

/** The same numbers in every run, so that a failure can be reproduced. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

/** A listener SLB might return, including values Sluice would never write. */
export function anyListener(seed: number): TcpListenerAttributes {
  const roll = dice(seed);
  const one = <T>(...choices: T[]): T => choices[roll(choices.length)] as T;
  const checks: Partial<TcpListenerAttributes> = {
    healthCheck: 'on',
    healthCheckType: one('tcp', 'http', 'mixed', undefined),
    healthCheckConnectPort: one(undefined, 8080, -520),
    healthCheckConnectTimeoutSeconds: one(1, 5, 300, undefined),
    healthCheckIntervalSeconds: one(1, 2, 50, 77),
    healthyThreshold: one(1, 2, 3, 10),
    unhealthyThreshold: one(2, 3, 11),
    healthCheckDomain: one(undefined, '$_ip', 'example.com'),
    healthCheckUri: one('/', '/healthz', undefined),
    healthCheckHttpCode: one('http_2xx', 'http_3xx,http_2xx', 'http_1xx,http_2xx', undefined),
  };
  const acls = one([], ['acl-1'], ['acl-2', 'acl-1']);
  const drains = one(true, false);
  return read({
    bandwidthMbps: one(-1, 1, 5000, 5120),
    scheduler: one('wrr', 'wlc', 'rr', 'sch', 'tch', 'qch'),
    persistenceTimeoutSeconds: one(0, 1, 3600),
    establishedTimeoutSeconds: one(10, 900),
    ...(one(true, false) ? checks : { ...withoutChecks, healthCheck: 'off' }),
    ...one<Partial<TcpListenerAttributes>>(
      {},
      { vServerGroupId: 'rsp-1', backendServerPort: undefined },
      { primarySecondaryServerGroupId: 'rsp-2' },
    ),
    ...(acls.length > 0
      ? { aclStatus: 'on', aclType: one('white', 'black', 'grey'), aclIds: acls }
      : { aclStatus: 'off' }),
    description: one(undefined, 'web', 'a, b; c'),
    ...(drains ? { connectionDrain: 'on', connectionDrainTimeoutSeconds: one(10, 300) } : {}),
    proxyProtocolV2Enabled: one(true, false, undefined),
  });
}

/** What SLB does not return while health checks are off. */
export const withoutChecks: Partial<TcpListenerAttributes> = {
  healthCheckType: undefined,
  healthCheckConnectTimeoutSeconds: undefined,
  healthCheckIntervalSeconds: undefined,
  healthyThreshold: undefined,
  unhealthyThreshold: undefined,
  healthCheckUri: undefined,
  healthCheckHttpCode: undefined,
};
