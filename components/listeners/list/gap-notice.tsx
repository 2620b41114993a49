import { getTranslations } from 'next-intl/server';
import { Banner } from '@/components/ui/banner';
import type { ReadRegion, RegionOverview } from '@/lib/listeners/overview-types';
import type { ListGaps, UnreadRow } from '@/lib/slb/result';

const WAITS_ITS_TURN = 'status';
/** So many are named. */
const NAMED = 5;

/** What the lists of the regions lack although they were read: rows that nobody can identify, and rows that did not come. */
export async function GapNotice({ regions }: { regions: readonly RegionOverview[] }) {
  const t = await getTranslations('list.gaps');
  const read = regions.filter((region): region is ReadRegion => region.state === 'read');
  const sentences = read.flatMap(({ regionId, gaps }) =>
    (['instances', 'listeners'] as const).flatMap((of) => sentencesOf(regionId, of, gaps[of])),
  );
  if (sentences.length === 0) return null;
  return (
    <Banner kind="warn" role={WAITS_ITS_TURN} className="mx-5 mb-2 flex-none max-sm:mx-4" fact={t('fact')}>
      {sentences.map((sentence) => (
        <span key={sentence} className="block">
          {sentence}
        </span>
      ))}
    </Banner>
  );

  function sentencesOf(region: string, of: 'instances' | 'listeners', gaps: ListGaps | null): string[] {
    if (gaps === null) return [];
    const { unread, incomplete } = gaps;
    const names = unread.map(nameOf).filter((name) => name !== '');
    const more = unread.length - Math.min(names.length, NAMED);
    return [
      ...(unread.length === 0
        ? []
        : [
            t(names.length > 0 ? `${of}.named` : `${of}.nameless`, {
              count: unread.length,
              region,
              names: names.slice(0, NAMED).join('; '),
              more,
            }),
          ]),
      ...(incomplete === null
        ? []
        : incomplete.of === null
          ? [t(`${of}.cut`, { region, read: incomplete.read })]
          : [t(`${of}.short`, { region, read: incomplete.read, all: incomplete.of })]),
    ];
  }
}

/** What could be read of it, as "lb-…, 80, web". */
function nameOf(row: UnreadRow): string {
  return Object.values(row).join(', ');
}
