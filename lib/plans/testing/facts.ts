import { toListedListener } from '@/lib/inventory/rows';
import { coverageOf } from '@/lib/model/acl-coverage';
import type { ListedLoadBalancer } from '@/lib/model/list-row';
import { accessFor } from '@/lib/model/testing/access';
import type { ListenerSummary } from '@/lib/slb/responses';
import type { PlanFacts, PlanInstance, PlanListener, PlanRegion } from '../plan-facts';
import type { PlanCells } from '../plan-types';

/** What an inventory might know, for tests of what follows from it. */

export const REGION = 'cn-hangzhou';
export const LB = 'lb-edge';

/** A row that creates a listener. */
export function cellsOn(listenerPort: number, cells: PlanCells = {}): PlanCells {
  return {
    RegionId: REGION,
    LoadBalancerId: LB,
    ListenerPort: String(listenerPort),
    BackendServerPort: '8080',
    Bandwidth: '-1',
    ...cells,
  };
}

/** A listener as DescribeLoadBalancerListeners returns it. */
export function summaryOn(listenerPort: number, more: Partial<ListenerSummary> = {}): ListenerSummary {
  return {
    loadBalancerId: LB,
    listenerPort,
    listenerProtocol: 'tcp',
    status: 'running',
    bandwidthMbps: -1,
    backendServerPort: 8080,
    scheduler: 'wrr',
    persistenceTimeoutSeconds: 0,
    establishedTimeoutSeconds: 900,
    healthCheck: 'on',
    healthCheckType: 'tcp',
    healthCheckConnectTimeoutSeconds: 5,
    healthCheckIntervalSeconds: 2,
    healthyThreshold: 3,
    unhealthyThreshold: 3,
    healthCheckUri: '/',
    aclStatus: 'off',
    aclIds: [],
    tags: [],
    ...more,
  };
}

export function instanceWith(
  summaries: readonly ListenerSummary[],
  listed: Partial<ListedLoadBalancer> = {},
): PlanInstance {
  const loadBalancer: ListedLoadBalancer = {
    loadBalancerId: LB,
    name: 'edge',
    addressType: 'internet',
    addressIpVersion: 'ipv4',
    status: 'active',
    sharedMbps: null,
    deleteProtection: false,
    modificationProtection: { status: 'none' },
    ...listed,
  };
  const names = { groups: new Map(), accessControlLists: new Map() };
  const listeners = new Map<number, PlanListener[]>();
  for (const summary of summaries) {
    const row = toListedListener(REGION, summary, loadBalancer, names);
    listeners.set(summary.listenerPort, [...(listeners.get(summary.listenerPort) ?? []), { summary, row }]);
  }
  return {
    listed: loadBalancer,
    listeners,
    listenerCount: summaries.length,
    usedMbps: summaries.reduce((sum, { bandwidthMbps = 0 }) => sum + Math.max(0, bandwidthMbps), 0),
    isUsedKnown: summaries.every(({ bandwidthMbps }) => bandwidthMbps !== undefined),
    isOwned: false,
  };
}

/** Everything that was read: two groups and three lists besides the instance. */
export function factsWith(
  instance: PlanInstance,
  { region = {}, ...facts }: Partial<Omit<PlanFacts, 'regions'>> & { region?: Partial<PlanRegion> } = {},
): PlanFacts {
  const list = (addressIpVersion: string, ...entries: string[]) => ({
    addressIpVersion,
    coverage: coverageOf(entries),
  });
  const read: PlanRegion = {
    isRead: true,
    mayLackInstances: false,
    mayLackListeners: false,
    instances: new Map([[LB, instance]]),
    groups: new Map([
      ['rsp-web', { loadBalancerId: LB, kind: 'vserver-group' }],
      ['rsp-pair', { loadBalancerId: LB, kind: 'primary-secondary-group' }],
      ['rsp-other', { loadBalancerId: 'lb-other', kind: 'vserver-group' }],
    ]),
    groupsRead: new Set([`vserver-group ${LB}`, `primary-secondary-group ${LB}`]),
    lists: new Map([
      ['acl-office', list('ipv4', '10.0.0.0/8')],
      ['acl-empty', list('ipv4')],
      ['acl-six', list('ipv6', '2001:db8::/32')],
    ]),
    areListsRead: true,
    ...region,
  };
  return {
    regions: new Map([[REGION, read]]),
    areRegionsKnown: true,
    unsettled: new Set(),
    access: accessFor(),
    listenerQuota: 50,
    rate: { callsPerSecond: null, creationsPerMinute: 90 },
    isSandbox: false,
    readAtMillis: 1,
    ...facts,
  };
}
