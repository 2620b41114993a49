import { answer, type Answer } from '../answer';
import { REGIONS } from '../regions';
import type { Call } from './operation';

/** slb-api.md 3.1: the whole endpoint table; RegionId filters it. An unknown AcceptLanguage reads Chinese, as none does. */
export function describeRegions({ parameters }: Call): Answer {
  const regionId = parameters.get('RegionId');
  const asked = parameters.get('AcceptLanguage');
  const language = asked === 'en-US' || asked === 'ja' ? asked : 'zh-CN';
  const regions = [...REGIONS.values()].filter(
    (region) => regionId === undefined || region.regionId === regionId,
  );
  return answer({
    Regions: {
      Region: regions.map((region) => ({
        RegionId: region.regionId,
        LocalName: region.names[language],
        RegionEndpoint: region.endpoint,
      })),
    },
  });
}
