import 'server-only';
import { config } from '@/lib/config';
import { regionsAnswer } from '@/lib/slb/answers/regions';
import { readSlb } from '@/lib/slb/client';
import { nameRegions } from '@/lib/slb/named-regions';
import { allOf } from '@/lib/slb/paging';
import type { Region } from '@/lib/slb/responses';
import type { CallOptions, SlbResult } from '@/lib/slb/result';

/**
 * The regions SLB serves, named in the requested language (slb-api.md 3.1). From then on, calls for them are signed.
 */
export async function describeRegions(
  { acceptLanguage }: { acceptLanguage?: 'zh-CN' | 'en-US' | 'ja' | undefined } = {},
  options?: CallOptions,
): Promise<SlbResult<Region[]>> {
  const { connection } = config();
  const parameters: Record<string, string> = acceptLanguage ? { AcceptLanguage: acceptLanguage } : {};
  const regions = allOf(await readSlb('DescribeRegions', null, parameters, regionsAnswer, options));
  if (regions.ok)
    nameRegions(
      connection,
      regions.value.map(({ regionId }) => regionId),
    );
  return regions;
}
