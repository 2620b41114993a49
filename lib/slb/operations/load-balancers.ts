import 'server-only';
import { loadBalancerAnswer, loadBalancersAnswer } from '@/lib/slb/answers/load-balancers';
import { readSlb } from '@/lib/slb/client';
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

function loadBalancersOf(
  regionId: string,
  filter: Record<string, string>,
  options: CallOptions | undefined,
): Promise<SlbResult<LoadBalancer[]>> {
  const readPage = (page: number) => {
    const parameters = { ...filter, PageNumber: String(page), PageSize: String(PAGE_SIZE) };
    return readSlb('DescribeLoadBalancers', regionId, parameters, loadBalancersAnswer, options);
  };
  return allNumberedPages(readPage, PAGE_SIZE, ({ loadBalancerId }) => loadBalancerId);
}

/**
 * One instance with its listener ports and its default server group (slb-api.md 3.4). An unknown id is rejected with
 * `InvalidLoadBalancerId.NotFound`.
 */
export function describeLoadBalancer(
  { regionId, loadBalancerId }: { regionId: string; loadBalancerId: string },
  options?: CallOptions,
): Promise<SlbResult<LoadBalancerDetail>> {
  const parameters = { LoadBalancerId: loadBalancerId };
  return readSlb('DescribeLoadBalancerAttribute', regionId, parameters, loadBalancerAnswer, options);
}
