import 'server-only';
import { healthStatusAnswer } from '@/lib/slb/answers/health';
import { readSlb } from '@/lib/slb/client';
import { allOf } from '@/lib/slb/paging';
import type { BackendHealth } from '@/lib/slb/responses';
import type { CallOptions, SlbResult } from '@/lib/slb/result';

/** Health of the servers behind one listener, or behind all listeners of the instance (slb-api.md 3.12). */
export async function describeHealthStatus(
  {
    regionId,
    loadBalancerId,
    listenerPort,
  }: { regionId: string; loadBalancerId: string; listenerPort?: number | undefined },
  options?: CallOptions,
): Promise<SlbResult<BackendHealth[]>> {
  const parameters = {
    LoadBalancerId: loadBalancerId,
    ...(listenerPort !== undefined && { ListenerPort: String(listenerPort) }),
  };
  return allOf(await readSlb('DescribeHealthStatus', regionId, parameters, healthStatusAnswer, options));
}
