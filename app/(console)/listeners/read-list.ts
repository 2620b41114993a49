import 'server-only';
import { getLocale } from 'next-intl/server';
import { cookies, headers } from 'next/headers';
import {
  AUTO_REFRESH_COOKIE,
  COLUMNS_COOKIE,
  DENSITY_COOKIE,
  NEWER_THAN_COOKIE,
  REGIONS_COOKIE,
} from '@/components/listeners/list/preferences';
import {
  formatListenerKey,
  parseColumns,
  parseDensity,
  parseRegionIds,
  type ListQuery,
} from '@/lib/listeners/list-query';
import { readOverview } from '@/lib/listeners/overview';
import { chooseRegions, type RegionChoice } from '@/lib/listeners/overview-regions';
import type { RegionOverview } from '@/lib/listeners/overview-types';

/** The regions of a request: of its address, else of its cookie; the region of the row just made is always among them. */
export async function readRegionChoice({ regions, marked }: ListQuery): Promise<RegionChoice> {
  const [cookieJar, locale] = await Promise.all([cookies(), getLocale()]);
  const remembered = parseRegionIds(cookieJar.get(REGIONS_COOKIE)?.value ?? '');
  const { known, chosen } = await chooseRegions(regions, remembered, locale);
  const missing = marked !== null && !chosen.includes(marked.regionId);
  return { known, chosen: missing ? [...chosen, marked.regionId] : chosen };
}

/**
 * Reads the regions for a request. A page that is loaded takes what was read last, and asks for newer once it stands;
 * one that changes in place takes what was read a moment ago, unless it asks for something newer. A row that was just
 * made and is not there yet is waited for by both.
 */
export async function readRegions(
  regionIds: readonly string[],
  { marked }: ListQuery,
): Promise<RegionOverview[]> {
  const [cookieJar, requestHeaders] = await Promise.all([cookies(), headers()]);
  const startedAtMillis = Date.now();
  const inPlace = requestHeaders.get('sec-fetch-dest') === 'empty';
  const asked = Number(cookieJar.get(NEWER_THAN_COOKIE)?.value ?? 0);
  // A clock that was set back must not keep the list from being read.
  const newerThanMillis = inPlace && asked < startedAtMillis ? asked : startedAtMillis - 1;
  const regions = await readOverview(regionIds, { newerThanMillis, rememberedFirst: !inPlace });
  if (marked === null || holds(regions, formatListenerKey(marked))) return regions;
  return readOverview(regionIds, { newerThanMillis: startedAtMillis - 1 });
}

/** What was read of the regions last, for what is asked about a list that stands: nothing is read anew for it. */
export function readRemembered(regionIds: readonly string[]): Promise<RegionOverview[]> {
  return readOverview(regionIds, { rememberedFirst: true });
}

/** The columns and the height of rows: of the address, else as this browser last had them. */
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

function holds(regions: readonly RegionOverview[], key: string): boolean {
  return regions.some(
    (region) => region.state === 'read' && region.listeners.some((row) => formatListenerKey(row) === key),
  );
}
