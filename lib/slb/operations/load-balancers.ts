import 'server-only';
import { loadBalancerAnswer, loadBalancersAnswer } from '@/lib/slb/answers/load-balancers';
import { callSlb } from '@/lib/slb/client';
import { allNumberedPages } from '@/lib/slb/paging';
import type { LoadBalancer, LoadBalancerDetail } from '@/lib/slb/responses';
import type { CallOptions, ListGaps, SlbResult } from '@/lib/slb/result';

const PAGE_SIZE = 100;
const IDS_PER_CALL = 10;

/** Every instance of a region, or those of the given ids that exist, ten per call (slb-api.md 3.3). */
export async function describeLoadBalancers(
  { regionId, loadBalancerIds }: { regionId: string; loadBalancerIds?: readonly string[] },
  options?: CallOptions,
): Promise<SlbResult<LoadBalancer[]>> {
  if (loadBalancerIds === undefined) return loadBalancersOf(regionId, {}, options);
  const found: LoadBalancer[] = [];
  let requestId = '';
  let gaps: ListGaps | undefined;
  for (let start = 0; start < loadBalancerIds.length; start += IDS_PER_CALL) {
    const ids = loadBalancerIds.slice(start, start + IDS_PER_CALL);
    const result = await loadBalancersOf(regionId, { LoadBalancerId: ids.join(',') }, options);
    if (!result.ok) return result;
    found.push(...result.value);
    requestId = result.requestId;
    gaps = result.gaps ?? gaps;
  }
  return { ok: true, value: found, requestId, ...(gaps !== undefined && { gaps }) };
}

async function loadBalancersOf(
  regionId: string,
  parameters: Record<string, string>,
  options: CallOptions | undefined,
): Promise<SlbResult<LoadBalancer[]>> {
  const result = await allNumberedPages(
    (pageNumber) =>
      callSlb(
        {
          action: 'DescribeLoadBalancers',
          regionId,
          parameters: { ...parameters, PageNumber: String(pageNumber), PageSize: String(PAGE_SIZE) },
          effect: 'read',
          answer: loadBalancersAnswer,
        },
        options,
      ),
    PAGE_SIZE,
    (loadBalancer) => loadBalancer.loadBalancerId,
  );
  if (!result.ok) return result;
  return { ...result, value: result.value.map((loadBalancer) => withRegion(loadBalancer, regionId)) };
}

/**
 * One instance with its listener ports and its default server group (slb-api.md 3.4). An unknown id is rejected with
 * `InvalidLoadBalancerId.NotFound`.
 */
export async function describeLoadBalancer(
  { regionId, loadBalancerId }: { regionId: string; loadBalancerId: string },
  options?: CallOptions,
): Promise<SlbResult<LoadBalancerDetail>> {
  const result = await callSlb(
    {
      action: 'DescribeLoadBalancerAttribute',
      regionId,
      parameters: { LoadBalancerId: loadBalancerId },
      effect: 'read',
      answer: loadBalancerAnswer,
    },
    options,
  );
  return result.ok ? { ...result, value: withRegion(result.value, regionId) } : result;
}

// A response without a region means the requested one.
function withRegion<T extends LoadBalancer>(loadBalancer: T, regionId: string): T {
  return loadBalancer.regionId === '' ? { ...loadBalancer, regionId } : loadBalancer;
}
