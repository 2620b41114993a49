import 'server-only';
import type { Connection } from '@/lib/config';

export type Endpoint = { protocol: 'http' | 'https'; host: string };

const SHARED_HOST = 'slb.aliyuncs.com';

// slb-api.md section 2: these regions share one host, which learns the region from RegionId alone.
const sharedHostRegions = new Set([
  'cn-qingdao',
  'cn-beijing',
  'cn-hangzhou',
  'cn-shanghai',
  'cn-shenzhen',
  'cn-hongkong',
  'ap-southeast-1',
  'us-east-1',
  'us-west-1',
  'cn-shanghai-finance-1',
  'cn-shenzhen-finance-1',
  'cn-north-2-gov-1',
]);

// The form of every region id known; nothing in it can leave its place as one label of the vendor's domain.
const regionIdForm = /^[a-z0-9-]{1,63}$/;

/**
 * Where a call for `regionId` goes (null: a call about no region). In sandbox mode always this machine's loopback address, whatever the
 * region; in cloud mode the table of slb-api.md section 2, else `slb.<region>.aliyuncs.com`. An id that is no region id
 * goes to the shared host, which refuses it by name: it never becomes part of an address.
 */
export function endpointOf(connection: Connection, regionId: string | null): Endpoint {
  if (connection.mode === 'sandbox') return { protocol: 'http', host: `127.0.0.1:${connection.port}` };
  if (regionId === null || sharedHostRegions.has(regionId) || !regionIdForm.test(regionId)) {
    return { protocol: 'https', host: SHARED_HOST };
  }
  return { protocol: 'https', host: `slb.${regionId}.aliyuncs.com` };
}
