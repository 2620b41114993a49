import 'server-only';
import { getLocale } from 'next-intl/server';
import { cookies, headers } from 'next/headers';
import {
  AUTO_REFRESH_COOKIE,
  COLUMNS_COOKIE,
  DENSITY_COOKIE,
  REGIONS_COOKIE,
} from '@/components/listeners/preferences';
import { agesOfFacts } from '@/lib/inventory/fact-ages';
import { readOverview, rowsReadAtMillis } from '@/lib/inventory/overview';
import { chooseRegions, fillRest, type RegionChoice } from '@/lib/inventory/regions';
import { rereadListener } from '@/lib/inventory/reread-listener';
import {
  formatListenerKey,
  parseColumns,
  parseDensity,
  parseRegionIds,
  type ListQuery,
} from '@/lib/listeners/list/list-query';
import type { ListedListener, RegionOverview } from '@/lib/model/list-row';

/** The regions of a request: from its URL, else its cookie; always with the region of the row just created. */
export async function readRegionChoice({ regions, marked }: ListQuery): Promise<RegionChoice> {
  const [cookieJar, locale] = await Promise.all([cookies(), getLocale()]);
  const remembered = parseRegionIds(cookieJar.get(REGIONS_COOKIE)?.value ?? '');
  const { known, chosen } = await chooseRegions(regions, remembered, locale);
  const missing = marked !== null && !chosen.includes(marked.regionId);
  return { known, chosen: missing ? [...chosen, marked.regionId] : chosen };
}

/**
 * The regions of a request as the inventory has them, without a call if they were ever read. Only a
 * missing row that was just created is fetched.
 */
export async function readRegions(
  regionIds: readonly string[],
  { marked }: ListQuery,
): Promise<RegionOverview[]> {
  const regions = await readOverview(regionIds, { retryFailed: !(await isInPlace()) });
  // The page does not wait for regions that are not shown.
  fillRest(regionIds).catch(() => {});
  if (marked === null || holds(regions, formatListenerKey(marked))) return regions;
  await rereadListener(marked);
  return readOverview(regionIds);
}

/** A page that updates in place may show data this old. */
const FRESH_MILLIS = 15_000;

/**
 * How old the rows on screen are, and whether to read them again: after a full page load always, unless they were read
 * since.
 */
export async function ageOf(
  rows: readonly ListedListener[],
  regions: readonly RegionOverview[],
  requestedAtMillis: number,
): Promise<{
  readAtMillis: number;
  isOld: boolean;
  olderOf: Awaited<ReturnType<typeof agesOfFacts>>['olderOf'];
}> {
  const inPlace = await isInPlace();
  const read = regions.filter((region) => region.state === 'read');
  if (rows.length === 0) {
    const readAtMillis = Math.min(...regions.map((region) => region.readAtMillis));
    const isOld =
      !inPlace && read.some(({ behind, readAtMillis: at }) => behind === null && at < requestedAtMillis);
    return { readAtMillis, isOld, olderOf: () => undefined };
  }
  const { oldest, oldestInOrder } = await rowsReadAtMillis(rows);
  // An empty region ages like rows do: it may have listeners by now.
  const emptyReadAtMillis = read.flatMap(({ listeners, behind, readAtMillis }) =>
    listeners.length === 0 && behind === null ? [readAtMillis] : [],
  );
  const isOld =
    Math.min(oldestInOrder, ...emptyReadAtMillis) <
    (inPlace ? requestedAtMillis - FRESH_MILLIS : requestedAtMillis);
  return { isOld, ...(await agesOfFacts(rows, oldest)) };
}

/** Columns and row density: from the URL, else as last used in this browser. */
export async function readLayout({
  columns,
  density,
}: ListQuery): Promise<Pick<ListQuery, 'columns' | 'density'>> {
  const cookieJar = await cookies();
  return {
    columns: columns ?? parseColumns(cookieJar.get(COLUMNS_COOKIE)?.value ?? ''),
    density: density ?? parseDensity(cookieJar.get(DENSITY_COOKIE)?.value ?? ''),
  };
}

export async function readAutoRefresh(): Promise<boolean> {
  return (await cookies()).get(AUTO_REFRESH_COOKIE)?.value !== 'off';
}

/** Whether the browser stays on its page: it does not load a new one. */
async function isInPlace(): Promise<boolean> {
  return (await headers()).get('sec-fetch-dest') === 'empty';
}

function holds(regions: readonly RegionOverview[], key: string): boolean {
  return regions.some(
    (region) => region.state === 'read' && region.listeners.some((row) => formatListenerKey(row) === key),
  );
}
