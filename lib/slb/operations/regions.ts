import 'server-only';
import { config } from '@/lib/config';
import { regionsAnswer } from '@/lib/slb/answers/regions';
import { callSlb } from '@/lib/slb/client';
import { nameRegions } from '@/lib/slb/named-regions';
import { allOf } from '@/lib/slb/paging';
import type { Region } from '@/lib/slb/responses';
import type { CallOptions, SlbResult } from '@/lib/slb/result';

/**
 * The regions SLB serves, named in the requested language (slb-api.md 3.1). From then on, calls for them are signed.
 */
export async function describeRegions(
  parameters: { acceptLanguage?: 'zh-CN' | 'en-US' | 'ja' | undefined } = {},
  options?: CallOptions,
): Promise<SlbResult<Region[]>> {
  const { acceptLanguage } = parameters;
  const { connection } = config();
  const result = await callSlb(
    {
      action: 'DescribeRegions',
      regionId: null,
      parameters: acceptLanguage ? { AcceptLanguage: acceptLanguage } : {},
      effect: 'read',
      answer: regionsAnswer,
    },
    options,
  );
  const regions = allOf(result);
  if (regions.ok)
    nameRegions(
      connection,
      regions.value.map(({ regionId }) => regionId),
    );
  return regions;
}
