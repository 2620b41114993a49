import { getTranslations } from 'next-intl/server';
import { Banner } from '@/components/ui/banner';
import type { PartGap, ReadRegion, RegionOverview } from '@/lib/model/list-row';
import type { ListGaps } from '@/lib/slb/result';

const WAITS_ITS_TURN = 'status';
/** So many are named. */
const NAMED = 5;

const KINDS = ['instances', 'listeners', 'groups', 'accessControlLists'] as const;

type Props = {
  regions: readonly RegionOverview[];
  /** What the list of all regions lacks. */
  ofRegions: ListGaps | undefined;
};

/** What the lists of the regions lack although they were read: rows that cannot be identified, and rows that are missing. */
export async function GapNotice({ regions, ofRegions }: Props) {
  const [t, domain] = await Promise.all([getTranslations('list.gaps'), getTranslations('domain')]);
  const read = regions.filter((region): region is ReadRegion => region.state === 'read');
  const sentences = [
    ...unreadOf('regions', '', ofRegions),
    ...read.flatMap(({ regionId, gaps }) => [
      ...KINDS.flatMap((of) => [
        ...unreadOf(of, regionId, gaps[of]),
        ...(gaps[of]?.incomplete ? [shortOf(of, regionId, gaps[of].incomplete)] : []),
      ]),
      ...(gaps.parts ?? []).map((part) => partOf(regionId, part)),
    ]),
  ];
  if (sentences.length === 0) return null;
  const areRowsMissing =
    ofRegions !== undefined ||
    read.some(({ gaps }) => gaps.instances !== null || gaps.listeners !== null || gaps.parts !== undefined);
  return (
    <Banner
      kind="warn"
      role={WAITS_ITS_TURN}
      className="mx-5 mb-2 flex-none max-sm:mx-4"
      fact={t(areRowsMissing ? 'fact' : 'factNames')}
    >
      {sentences.map((sentence) => (
        <span key={sentence} className="block">
          {sentence}
        </span>
      ))}
    </Banner>
  );

  function unreadOf(
    of: (typeof KINDS)[number] | 'regions',
    region: string,
    gaps: ListGaps | null | undefined,
  ) {
    const unread = gaps?.unread ?? [];
    if (unread.length === 0) return [];
    // What could be read of each, as "lb-…, 80, web".
    const names = unread.map((row) => Object.values(row).join(domain('comma'))).filter((name) => name !== '');
    const shown = names.slice(0, NAMED);
    const values = {
      count: unread.length,
      region,
      names: shown.join(t('semicolon')),
      more: unread.length - shown.length,
    };
    return [t(names.length > 0 ? `${of}.named` : `${of}.nameless`, values)];
  }

  function shortOf(of: (typeof KINDS)[number], region: string, { read: came, of: all }: Incomplete): string {
    return all === null
      ? t(`${of}.cut`, { region, read: came })
      : t(`${of}.short`, { region, read: came, all });
  }

  function partOf(region: string, { loadBalancerIds, read: came, of: all }: PartGap): string {
    const values = { region, instances: loadBalancerIds.join(domain('separator')), read: came };
    return all === null ? t('parts.cut', values) : t('parts.short', { ...values, all });
  }
}

type Incomplete = NonNullable<ListGaps['incomplete']>;
