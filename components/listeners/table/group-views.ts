import { getTranslations } from 'next-intl/server';
import type { ListPage } from '@/lib/listeners/list/list-query-apply';
import type { InstanceSummary, ListSummary } from '@/lib/listeners/list/list-summary';
import type { GroupView } from './group-row';
import { rowId } from './ids';

/** The instance headers on a page, by the id of the row each precedes. */
export async function groupViews(
  { groups, rows }: ListPage,
  { instances }: ListSummary,
): Promise<Record<string, GroupView>> {
  const t = await getTranslations('query.group');
  return Object.fromEntries(
    groups.flatMap(({ loadBalancerId, matchCount, continued }) => {
      const first = rows.find((row) => row.loadBalancerId === loadBalancerId);
      const instance = instances.get(loadBalancerId);
      if (!first || !instance) return [];
      const all = instance.listenerCount;
      const view: GroupView = {
        name: instance.name,
        loadBalancerId,
        count: matchCount === all ? t('countAll', { all }) : t('count', { matches: matchCount, all }),
        ...bandwidthOf(instance),
        continued: continued ? t('continued') : '',
      };
      return [[rowId(first, first.protocol), view] as const];
    }),
  );

  function bandwidthOf({
    sharedMbps: peak,
    heldMbps,
  }: InstanceSummary): Pick<GroupView, 'bandwidth' | 'over'> {
    if (peak === null) return { bandwidth: t('noPeak'), over: false };
    return heldMbps > peak
      ? { bandwidth: t('over', { over: heldMbps - peak, peak }), over: true }
      : { bandwidth: t('left', { left: peak - heldMbps, peak }), over: false };
  }
}
