import type { ListGaps, SlbFailure } from '@/lib/slb/result';
import type { RegionOverview } from '@/lib/model/list-row';
import { FULL_COVERAGE, type FilterCoverage } from './filter-coverage';
import type { HealthCoverage } from '@/lib/model/row-health';

/**
 * A region with missing rows. `filling`: it was read only in part. `unreadable`: some rows in the response were
 * unreadable or missing.
 */
export type MissingRegion = {
  regionId: string;
  reason: 'failed' | 'reading' | 'filling' | 'unreadable';
  error: SlbFailure | null;
};

/** A region whose rows are from before the newest read, which failed or is still pending. */
export type OutdatedRegion = { regionId: string; readAtMillis: number; error: SlbFailure | null };

/** What a file of the selected regions lacks. */
export type ExportCoverage = {
  missing: readonly MissingRegion[];
  outdated: readonly OutdatedRegion[];
  /** For a file filtered by health that is not fully known: other listeners may belong in it. Null for any other. */
  partialHealth: HealthCoverage | null;
  /** The same for a file filtered by server: for how many listeners the servers are known. */
  partialServers: FilterCoverage['servers'];
  /** The same for a file only sorted by health: it has all its rows, in an order that may be wrong. */
  partialOrder: HealthCoverage | null;
  /**
   * For how many listeners it is unknown whether they belong in the file, because SLB did not return a value that its
   * filter compares.
   */
  undecided: number;
  /**
   * When the entries were read that an access control filter uses (epoch ms), if they are older than the rows; else
   * null.
   */
  entriesReadAtMillis: number | null;
  /** How many regions SLB returned without an id: their listeners could not be requested. */
  unidentifiedRegions: number;
  /** No row is known to be current: none of the regions was read. */
  isNothingRead: boolean;
};

/**
 * Determines what a file of these regions' listeners lacks. `filter`: what its filter does not know about them.
 * `order`: what its filter and its order together do not know. `ofRegions`: what the list of regions lacked.
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
    partialServers: filter.servers,
    partialOrder: filter.health === null ? order.health : null,
    undecided: filter.undecided,
    entriesReadAtMillis: filter.entriesReadAtMillis,
    unidentifiedRegions: ofRegions?.unread.length ?? 0,
    isNothingRead: regions.length > 0 && regions.every(({ state }) => state !== 'read'),
  };
}

/**
 * Whether rows may be missing from the file or wrongly in it. Stale data does not count: such rows and entries carry
 * their time.
 */
export function isPartial(coverage: ExportCoverage): boolean {
  const { missing, partialHealth, partialServers, undecided, unidentifiedRegions } = coverage;
  return (
    missing.length > 0 ||
    unidentifiedRegions > 0 ||
    partialHealth !== null ||
    partialServers !== null ||
    undecided > 0
  );
}

/** The response headers for programs, which see them before the file. */
export function coverageHeaders({
  missing,
  outdated,
  partialHealth,
  partialServers,
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
    ...(partialServers !== null && {
      'sluice-servers-known': `${partialServers.known}/${partialServers.total}`,
    }),
    ...(undecided > 0 && { 'sluice-undecided': String(undecided) }),
    ...(entriesReadAtMillis !== null && {
      'sluice-access-lists-read-at': new Date(entriesReadAtMillis).toISOString(),
    }),
    ...(unidentifiedRegions > 0 && { 'sluice-unidentified-regions': String(unidentifiedRegions) }),
  };
}

/** The file name, which says if it is incomplete. Times are in UTC. */
export function exportFileName(coverage: ExportCoverage, extension: string, now: Date): string {
  const stamp = `${now.toISOString().slice(0, 16).replaceAll(':', '')}Z`;
  return `sluice-listeners${isPartial(coverage) ? '-partial' : ''}-${stamp}.${extension}`;
}
