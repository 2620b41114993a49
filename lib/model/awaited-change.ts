import { isChanging, unreadOf, type RegionOverview } from './list-row';

/**
 * What may look different soon: rows that are changing or stale, regions that have not responded. Null if all is
 * stable.
 */
export type AwaitedChange = {
  /** Newer data has to be requested. False if it is enough to wait for a region that is already being read. */
  needsRequest: boolean;
  /** Stays the same as long as the same changes are awaited. */
  key: string;
  /** The page already says that this part is incomplete, so it needs no notice when polling stops. */
  quiet?: true;
};

/**
 * `oldRows`: the screen shows rows read for an earlier page, to be read again. `namelessRows`: how many rows are
 * waiting for names. `health`: how many observations the page is still waiting for, out of how many.
 */
export function awaitedOf(
  regions: readonly RegionOverview[],
  {
    oldRows = false,
    namelessRows = 0,
    health = null,
  }: { oldRows?: boolean; namelessRows?: number; health?: { known: number; total: number } | null } = {},
): AwaitedChange | null {
  const rows = regions.flatMap((region) =>
    region.state === 'read' ? region.listeners.filter(isChanging) : [],
  );
  const reading = regions.filter((region) => unreadOf(region)?.state === 'reading');
  const filling = regions.flatMap((region) => (region.state === 'read' && region.isFilling ? [region] : []));
  const key = [
    ...rows.map((row) => `${row.loadBalancerId}/${row.listenerPort}/${row.status}`),
    ...reading.map(({ regionId }) => regionId),
    ...filling.map(({ regionId, listeners }) => `${regionId}/${listeners.length}`),
    ...(oldRows ? ['old'] : []),
    ...(namelessRows > 0 ? [`names/${namelessRows}`] : []),
  ].join(' ');
  // Update for each tenth; with very many observations, updating for each one is too often.
  const healthKey = health === null ? '' : `health/${Math.floor((10 * health.known) / health.total)}`;
  if (key === '' && healthKey === '') return null;
  return {
    needsRequest: rows.length > 0 || oldRows,
    key: `${key} ${healthKey}`.trim(),
    ...(key === '' && { quiet: true }),
  };
}
