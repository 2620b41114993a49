import { listenersOf } from './joined-rows';
import { isChanging, unreadOf, type RegionOverview } from './list-row';

/** What may look different soon: rows that change or are old, regions that have not answered. Null where all is stable. */
export type AwaitedChange = {
  /** Something newer than what is shown has to be asked for; a region that is being read only has to be waited for. */
  anew: boolean;
  /** The same as long as the same things are awaited. */
  key: string;
  /** It is only more of what the page says is incomplete: when it is followed no longer, nothing more need be said. */
  quiet?: true;
};

/**
 * `oldRows`: what is on the screen was read for an earlier page, and is to be read again. `namelessRows`: how many of them wait
 * for names that are being read. `health`: where observations are on their way that the page says are missing, how many of how many are there.
 */
export function awaitedOf(
  regions: readonly RegionOverview[],
  {
    oldRows = false,
    namelessRows = 0,
    health = null,
  }: { oldRows?: boolean; namelessRows?: number; health?: { known: number; total: number } | null } = {},
): AwaitedChange | null {
  const rows = listenersOf(regions).filter(isChanging);
  const reading = regions.filter((region) => unreadOf(region)?.state === 'reading');
  const filling = regions.flatMap((region) => (region.state === 'read' && region.isFilling ? [region] : []));
  const key = [
    ...rows.map((row) => `${row.loadBalancerId}/${row.listenerPort}/${row.status}`),
    ...reading.map(({ regionId }) => regionId),
    ...filling.map(({ regionId, listeners }) => `${regionId}/${listeners.length}`),
    ...(oldRows ? ['old'] : []),
    ...(namelessRows > 0 ? [`names/${namelessRows}`] : []),
  ].join(' ');
  // A tenth is worth a look; each of very many observations is not.
  const healthKey = health === null ? '' : `health/${Math.floor((10 * health.known) / health.total)}`;
  if (key === '' && healthKey === '') return null;
  return {
    anew: rows.length > 0 || oldRows,
    key: `${key} ${healthKey}`.trim(),
    ...(key === '' && { quiet: true }),
  };
}
