import type { SlbFailure } from '@/lib/slb/result';
import type { RegionOverview } from './overview-types';

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
  /** No row can be vouched for: none of the regions was read. */
  isNothingRead: boolean;
};

/** Judges by what was read of the regions what a file of their listeners lacks. */
export function coverageOf(regions: readonly RegionOverview[]): ExportCoverage {
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
    else if (gaps.listeners !== null) missing.push({ regionId, reason: 'unreadable', error });
    else if (behind !== null) outdated.push({ regionId, readAtMillis, error });
  }
  return {
    missing,
    outdated,
    isNothingRead: regions.length > 0 && regions.every(({ state }) => state !== 'read'),
  };
}

/** What the answer carries for programs, which see it before the file. */
export function coverageHeaders({ missing, outdated }: ExportCoverage): Record<string, string> {
  const ids = (regions: readonly { regionId: string }[]): string =>
    regions.map(({ regionId }) => regionId).join(', ');
  return {
    ...(missing.length > 0 && { 'sluice-incomplete': ids(missing) }),
    ...(outdated.length > 0 && { 'sluice-outdated': ids(outdated) }),
  };
}

/** The name of the file, which says where it is not whole. Times are in UTC. */
export function exportFileName({ missing }: ExportCoverage, extension: 'csv' | 'json', now: Date): string {
  const stamp = `${now.toISOString().slice(0, 16).replaceAll(':', '')}Z`;
  return `sluice-listeners${missing.length > 0 ? '-partial' : ''}-${stamp}.${extension}`;
}
