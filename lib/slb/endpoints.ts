export type Endpoint = { protocol: 'http' | 'https'; host: string };

const SHARED_HOST = 'slb.aliyuncs.com';

// slb-api.md section 2: these regions share one host, which takes the region from RegionId.
const onSharedHost = [
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
];

// The same section: each of these has a host named after it.
const onOwnHost = [
  'cn-zhangjiakou',
  'cn-huhehaote',
  'cn-wulanchabu',
  'cn-chengdu',
  'cn-heyuan',
  'cn-guangzhou',
  'cn-nanjing',
  'cn-fuzhou',
  'cn-wuhan-lr',
  'cn-zhengzhou-jva',
  'cn-beijing-finance-1',
  'cn-heyuan-acdr-1',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-south-1',
  'ap-southeast-2',
  'ap-southeast-3',
  'ap-southeast-5',
  'ap-southeast-6',
  'ap-southeast-7',
  'eu-central-1',
  'eu-west-1',
  'me-east-1',
  'me-central-1',
  'na-south-1',
];

/** The host of every region of the table (slb-api.md section 2). */
export const regionHosts: ReadonlyMap<string, string> = new Map([
  ...onSharedHost.map((regionId) => [regionId, SHARED_HOST] as const),
  ...onOwnHost.map((regionId) => [regionId, `slb.${regionId}.aliyuncs.com`] as const),
]);

/** What decides where calls go: the sandbox's port, or the cloud, with hosts that replace those of the table. */
export type EndpointSource =
  | { mode: 'sandbox'; port: number }
  | { mode: 'cloud'; slbHosts?: Readonly<Record<string, string>> };

/**
 * Where a call for `regionId` goes (null: a call without a region). In sandbox mode always this machine's loopback
 * address; in cloud mode always a host of the configuration or of the table. A region that is in neither, such as a new
 * one, goes to the shared host, which rejects the regions it does not serve. A region id never becomes part of an
 * address.
 */
export function endpointOf(source: EndpointSource, regionId: string | null): Endpoint {
  if (source.mode === 'sandbox') return { protocol: 'http', host: `127.0.0.1:${source.port}` };
  const configured = Object.entries(source.slbHosts ?? {}).find(
    ([id]) => id === (regionId ?? 'default'),
  )?.[1];
  return { protocol: 'https', host: configured ?? regionHosts.get(regionId ?? '') ?? SHARED_HOST };
}
