import type { Fields } from '../answer';
import { REGIONS, zonesOf, type Region } from '../regions';
import { regionalRead, type Call, type OperationRows } from './operation';

export const regionRows: OperationRows = {
  DescribeRegions: { scope: 'global', effect: 'read', required: [], handle: describeRegions },
  DescribeZones: regionalRead(describeZones),
  DescribeAvailableResource: regionalRead(describeAvailableResource),
};

/** slb-api.md 3.1: the whole endpoint table, also where a RegionId is sent. */
function describeRegions(call: Call): Fields {
  const language = languageOf(call);
  return {
    Regions: {
      Region: [...REGIONS.values()].map((region) => ({
        RegionId: region.regionId,
        LocalName: region.names[language],
        RegionEndpoint: region.endpoint,
      })),
    },
  };
}

const ZONE_WORDS: Record<keyof Region['names'], string> = {
  'zh-CN': '可用区',
  'en-US': 'Zone',
  ja: 'ゾーン',
};

/** slb-api.md 3.2: each zone, and the zones that may stand by for it. */
function describeZones(call: Call): Fields {
  const language = languageOf(call);
  const region = REGIONS.get(call.regionId)?.names[language] ?? '';
  const zones = zonesOf(call.regionId).map(({ zoneId, letter }) => ({
    ZoneId: zoneId,
    LocalName: `${region} ${ZONE_WORDS[language]} ${letter}`,
  }));
  return {
    Zones: {
      Zone: zones.map((zone) => ({
        ...zone,
        SlaveZones: { SlaveZone: zones.filter((other) => other !== zone) },
      })),
    },
  };
}

/** What is sold in every pair of zones, as in the sample of the service's page of 2021. */
const AVAILABLE = [
  { AddressIPVersion: 'ipv4', AddressType: 'classic_internet' },
  { AddressIPVersion: 'ipv4', AddressType: 'classic_intranet' },
  { AddressIPVersion: 'ipv4', AddressType: 'vpc' },
  { AddressIPVersion: 'ipv6', AddressType: 'classic_internet' },
] as const;

/** The pairs of zones in which an instance can be created. Pairs without what is requested are left out. */
function describeAvailableResource({ read, regionId }: Call): Fields {
  // One sentence of the page spells the last two with hyphens.
  const types = [
    'vpc',
    'classic_internet',
    'classic_intranet',
    'classic-internet',
    'classic-intranet',
  ] as const;
  const type = read.oneOf('AddressType', types)?.replace('-', '_');
  const version = read.oneOf('AddressIPVersion', ['ipv4', 'ipv6']);
  const supported = AVAILABLE.filter(
    ({ AddressIPVersion, AddressType }) =>
      (type ?? AddressType) === AddressType && (version ?? AddressIPVersion) === AddressIPVersion,
  );
  const zones = supported.length === 0 ? [] : zonesOf(regionId).map(({ zoneId }) => zoneId);
  const pairs = zones.flatMap((master) =>
    zones.filter((slave) => slave !== master).map((slave) => ({ master, slave })),
  );
  return {
    AvailableResources: {
      AvailableResource: pairs.map(({ master, slave }) => ({
        SupportResources: { SupportResource: supported },
        SlaveZoneId: slave,
        MasterZoneId: master,
      })),
    },
  };
}

/** An unknown AcceptLanguage reads Chinese, as none does. */
function languageOf({ parameters }: Call): keyof Region['names'] {
  const requested = parameters.get('AcceptLanguage');
  return requested === 'en-US' || requested === 'ja' ? requested : 'zh-CN';
}
