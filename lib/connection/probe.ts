import 'server-only';
import { z } from 'zod';
import { config } from '@/lib/config';
import type { CloudConnection } from '@/lib/cloud-settings';
import { readSlb } from '@/lib/slb/client';
import { credentialsOf, forgetCredentials } from '@/lib/slb/credentials';
import { isRejectedKey } from '@/lib/slb/errors';
import { observedPermissions, type ObservedPermission } from '@/lib/slb/observed-permissions';
import type { SlbFailure } from '@/lib/slb/result';
import { callerIdentity, type CallerIdentity } from '@/lib/slb/sts';
import { readActions, writeActions } from './actions';

/** What the page about the connection asks the cloud: always fresh reads, and no writes. */

export type Caller =
  | { ok: true; identity: CallerIdentity; providerName: string; serverAheadMillis: number | null }
  /** `providerName` is null if no credentials were found. */
  | { ok: false; error: SlbFailure; providerName: string | null };

/** Whose credentials are used, which provider had them, and how far the clocks differ. */
export async function readCaller(connection: CloudConnection): Promise<Caller> {
  const credentials = await credentialsOf(connection);
  if (!credentials.ok) return { ok: false, error: credentials.failure, providerName: null };
  const { providerName, secrets } = credentials;
  const result = await callerIdentity(connection, secrets);
  if (!result.ok) {
    // What is checked again is not the key that was rejected, if another one is there by then.
    if (isRejectedKey(result.failure)) forgetCredentials(connection);
    return { ok: false, error: result.failure, providerName };
  }
  const { value: identity, serverAheadMillis = null } = result;
  return { ok: true, identity, providerName, serverAheadMillis };
}

export type RegionProbe =
  | { ok: true; millis: number; instanceCount: number; firstInstanceId: string | null }
  | { ok: false; error: SlbFailure };

const firstInstance = z.object({
  TotalCount: z.coerce.number(),
  LoadBalancers: z.object({ LoadBalancer: z.array(z.object({ LoadBalancerId: z.string() })).catch([]) }),
});

/** One small read of a region. `millis`: from the moment the last attempt was sent; waiting for its turn does not count. */
export async function probeRegion(regionId: string): Promise<RegionProbe> {
  let sentAt = performance.now();
  const onSend = async (): Promise<boolean> => {
    sentAt = performance.now();
    return true;
  };
  const onePerPage = { PageNumber: '1', PageSize: '1' };
  const result = await readSlb('DescribeLoadBalancers', regionId, onePerPage, firstInstance, { onSend });
  if (!result.ok) return { ok: false, error: result.error };
  const { TotalCount: instanceCount, LoadBalancers: list } = result.value;
  return {
    ok: true,
    millis: Math.round(performance.now() - sentAt),
    instanceCount,
    firstInstanceId: list.LoadBalancer[0]?.LoadBalancerId ?? null,
  };
}

// All at once, the reads would wait for each other, and each latency would be that of the crowd.
const MAX_PARALLEL_PROBES = 4;

/** Begins one small read of each region, a few at a time. */
export function probeRegions<R extends { regionId: string }>(
  regions: readonly R[],
): (R & { probe: Promise<RegionProbe> })[] {
  const queues: Promise<unknown>[] = Array.from({ length: MAX_PARALLEL_PROBES }, () => Promise.resolve());
  return regions.map((region, index) => {
    const queue = index % MAX_PARALLEL_PROBES;
    const probe = (queues[queue] ?? Promise.resolve()).then(() => probeRegion(region.regionId));
    queues[queue] = probe;
    return { ...region, probe };
  });
}

export type Permission = { action: string; isWrite: boolean; state: ObservedPermission | 'unknown' };

/**
 * What RAM allows, as far as it has shown: reads that do no harm are sent now, to a real instance if there is one, because
 * RAM need not be asked about one that does not exist. An action that changes something is known only if it was used.
 */
export async function probePermissions(
  probes: readonly { regionId: string; probe: RegionProbe }[],
): Promise<Permission[]> {
  const first = probes.flatMap(({ regionId, probe }) =>
    probe.ok && probe.firstInstanceId !== null ? [{ regionId, loadBalancerId: probe.firstInstanceId }] : [],
  )[0];
  const regionId = first?.regionId ?? probes[0]?.regionId;
  const observed = observedPermissions(config().connection);
  const ofInstance = first === undefined ? null : { LoadBalancerId: first.loadBalancerId };
  const calls = [
    ['DescribeAccessControlLists', { PageNumber: '1', PageSize: '1' }],
    ['DescribeLoadBalancerAttribute', ofInstance],
    ['DescribeVServerGroups', ofInstance],
    ['DescribeMasterSlaveServerGroups', ofInstance],
    ['DescribeHealthStatus', ofInstance],
    [
      'DescribeLoadBalancerListeners',
      first === undefined ? null : { 'LoadBalancerId.1': first.loadBalancerId, MaxResults: '1' },
    ],
  ] as const;
  // What was allowed earlier says nothing about now.
  for (const [action] of calls) observed.delete(`slb:${action}`);
  if (regionId === undefined) observed.delete('slb:DescribeLoadBalancers');
  else
    await Promise.all(
      calls.map(([action, parameters]) =>
        parameters === null ? null : readSlb(action, regionId, parameters, z.unknown()),
      ),
    );
  const of = (actions: readonly string[], isWrite: boolean): Permission[] =>
    actions.map((action) => ({ action, isWrite, state: observed.get(action) ?? 'unknown' }));
  return [...of(readActions, false), ...of(writeActions, true)];
}
