import type { ListGaps, SlbFailure } from '@/lib/slb/result';
import type { RegionOverview } from '@/lib/model/list-row';
import { FULL_COVERAGE, type FilterCoverage } from './filter-coverage';
import type { HealthCoverage } from '@/lib/model/row-health';

/**
 * A region of which a file has no rows, or not all. `filling`: some were read, and the rest was not. `unreadable`: some could not be read
 * in the answer, or did not come with it.
 */
export type MissingRegion = {
  regionId: string;
  reason: 'failed' | 'reading' | 'filling' | 'unreadable';
  error: SlbFailure | null;
};

/** A region whose rows stand as they were before the newest reading, which failed or has not answered. */
export type OutdatedRegion = { regionId: string; readAtMillis: number; error: SlbFailure | null };

/** What a file of the chosen regions cannot say. */
export type ExportCoverage = {
  missing: readonly MissingRegion[];
  outdated: readonly OutdatedRegion[];
  /** Of a file that is filtered by health where that is not known of all: others may belong to it. Null for any other. */
  partialHealth: HealthCoverage | null;
  /** The same of a file that is only sorted by health: it holds all that belongs to it, in an order that may be wrong. */
  partialOrder: HealthCoverage | null;
  /** Of how many listeners it is not known whether they belong to the file: what its filter asks for was not told. */
  undecided: number;
  /** Since when the entries are known that a filter by access control asks about (epoch ms), where they are older than the rows; else null. */
  entriesReadAtMillis: number | null;
  /** How many regions SLB told of without an id: they could not be asked for their listeners. */
  unidentifiedRegions: number;
  /** No row can be vouched for: none of the regions was read. */
  isNothingRead: boolean;
};

/**
 * Judges by what was read of the regions what a file of their listeners lacks. `filter`: what its filter does not know of them. `order`:
 * what its filter and its order together do not. `ofRegions`: what the list of all regions lacked.
 */
export function coverageOf(
  regions: readonly RegionOverview[],
  {
    filter = FULL_COVERAGE,
    order = FULL_COVERAGE,
    ofRegions,
  }: {
    filter?: FilterCoverage;
    order?: Pick<FilterCoverage, 'health'>;
    ofRegions?: ListGaps | undefined;
  } = {},
): ExportCoverage {
  const missing: MissingRegion[] = [];
  const outdated: OutdatedRegion[] = [];
  for (const region of regions) {
    const { regionId } = region;
    if (region.state !== 'read') {
      missing.push({
        regionId,
        reason: region.state,
        error: region.state === 'failed' ? region.error : null,
      });
      continue;
    }
    const { behind, gaps, isPartial, readAtMillis } = region;
    const error = behind?.state === 'failed' ? behind.error : null;
    if (isPartial) missing.push({ regionId, reason: 'filling', error });
    else if (gaps.listeners !== null || gaps.parts !== undefined)
      missing.push({ regionId, reason: 'unreadable', error });
    else if (behind !== null) outdated.push({ regionId, readAtMillis, error });
  }
  return {
    missing,
    outdated,
    partialHealth: filter.health,
    partialOrder: filter.health === null ? order.health : null,
    undecided: filter.undecided,
    entriesReadAtMillis: filter.entriesReadAtMillis,
    unidentifiedRegions: ofRegions?.unread.length ?? 0,
    isNothingRead: regions.length > 0 && regions.every(({ state }) => state !== 'read'),
  };
}

/**
 * Whether rows may belong to the file that are not in it, or be in it and not belong to it. What is older is not what is lacking: rows and
 * entries that are say since when they are known.
 */
export function isPartial(coverage: ExportCoverage): boolean {
  const { missing, partialHealth, undecided, unidentifiedRegions } = coverage;
  return missing.length > 0 || unidentifiedRegions > 0 || partialHealth !== null || undecided > 0;
}

/** What the answer carries for programs, which see it before the file. */
export function coverageHeaders({
  missing,
  outdated,
  partialHealth,
  partialOrder,
  undecided,
  entriesReadAtMillis,
  unidentifiedRegions,
}: ExportCoverage): Record<string, string> {
  const health = partialHealth ?? partialOrder;
  const ids = (regions: readonly { regionId: string }[]): string =>
    regions.map(({ regionId }) => regionId).join(', ');
  return {
    ...(missing.length > 0 && { 'sluice-incomplete': ids(missing) }),
    ...(outdated.length > 0 && { 'sluice-outdated': ids(outdated) }),
    ...(health !== null && { 'sluice-health-known': `${health.known}/${health.total}` }),
    ...(undecided > 0 && { 'sluice-undecided': String(undecided) }),
    ...(entriesReadAtMillis !== null && {
      'sluice-access-lists-read-at': new Date(entriesReadAtMillis).toISOString(),
    }),
    ...(unidentifiedRegions > 0 && { 'sluice-unidentified-regions': String(unidentifiedRegions) }),
  };
}

/** The name of the file, which says where it is not whole. Times are in UTC. */
export function exportFileName(coverage: ExportCoverage, extension: 'csv' | 'json', now: Date): string {
  const stamp = `${now.toISOString().slice(0, 16).replaceAll(':', '')}Z`;
  return `sluice-listeners${isPartial(coverage) ? '-partial' : ''}-${stamp}.${extension}`;
}
