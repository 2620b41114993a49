import type { Fields } from '../answer';
import { REGIONS, zonesOf, type Region } from '../regions';
import { regionalRead, type Call, type OperationRows } from './operation';

export const regionRows: OperationRows = {
  DescribeRegions: { scope: 'global', effect: 'read', required: [], handle: describeRegions },
  DescribeZones: regionalRead(describeZones),
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

/** An unknown AcceptLanguage reads Chinese, as none does. */
function languageOf({ parameters }: Call): keyof Region['names'] {
  const requested = parameters.get('AcceptLanguage');
  return requested === 'en-US' || requested === 'ja' ? requested : 'zh-CN';
}
