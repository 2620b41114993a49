import 'server-only';
import { isDeepStrictEqual } from 'node:util';
import type { Selectable } from 'kysely';
import { config } from '@/lib/config';
import type {
  InventoryAccessControlListsTable,
  InventoryListenersTable,
  InventoryRegionsTable,
} from '@/lib/db/schema';
import { coverageOf } from '@/lib/model/acl-coverage';
import type { ListedListener } from '@/lib/model/list-row';
import type { ListenerSummary } from '@/lib/slb/responses';
import type { SlbFailure } from '@/lib/slb/result';
import { NO_GAPS, type ListenerCopy, type RegionCopy, type RegionGaps } from './region-copy';
import { toListedListener, unreadLoadBalancer, type KnownAccessControlList } from './rows';

/** Rows of the inventory's tables, to and from the copy in memory. */

/** `names_json` of what DescribeRegions never listed. */
export const NO_NAMES = '{}';
/** Prefix of a name missing from the newest response, among the keys of the calls. */
const KEPT = 'kept ';

/** When each call for names was made, and as of when those missing from its response are known. */
type FactTimes = Pick<RegionCopy, 'namesReadAtMillis' | 'namesKeptAtMillis'>;

export type StoredRegion = Pick<
  RegionCopy,
  'endpoint' | 'names' | 'readAtMillis' | 'readMillis' | 'gaps' | 'failure'
> &
  FactTimes;

export function storedRegion(row: Selectable<InventoryRegionsTable>): StoredRegion {
  return {
    endpoint: row.endpoint,
    names: parsed<Record<string, string>>(row.names_json),
    readAtMillis: millisOf(row.read_at),
    readMillis: row.read_millis,
    gaps: row.gaps_json === null ? NO_GAPS : parsed<RegionGaps>(row.gaps_json),
    failure:
      row.failure_json === null
        ? null
        : {
            error: parsed<SlbFailure>(row.failure_json),
            sinceMillis: millisOf(row.failed_since) ?? 0,
            atMillis: millisOf(row.failed_at) ?? 0,
            of: 'whole',
          },
    ...factTimesOf(row.facts_read_json),
  };
}

function factTimesOf(json: string | null): FactTimes {
  const times: FactTimes = { namesReadAtMillis: new Map(), namesKeptAtMillis: new Map() };
  if (json === null) return times;
  for (const [key, atMillis] of Object.entries(parsed<Record<string, number | null>>(json)))
    if (key.startsWith(KEPT)) times.namesKeptAtMillis.set(key.slice(KEPT.length), atMillis);
    else if (atMillis !== null) times.namesReadAtMillis.set(key, atMillis);
  return times;
}

export function regionColumns(copy: RegionCopy) {
  const kept = [...copy.namesKeptAtMillis].map(([key, atMillis]) => [`${KEPT}${key}`, atMillis] as const);
  return {
    endpoint: copy.endpoint,
    names_json: JSON.stringify(copy.names),
    read_at: textOf(copy.readAtMillis),
    read_millis: copy.readMillis,
    facts_read_json: JSON.stringify(Object.fromEntries([...copy.namesReadAtMillis, ...kept])),
    failed_since: textOf(copy.failure?.sinceMillis ?? null),
    failed_at: textOf(copy.failure?.atMillis ?? null),
    gaps_json: isDeepStrictEqual(copy.gaps, NO_GAPS) ? null : JSON.stringify(copy.gaps),
    failure_json: copy.failure === null ? null : JSON.stringify(copy.failure.error),
  };
}

/** `before`: the row that is returned if nothing in it has changed. */
export function storedListener(
  copy: RegionCopy,
  row: Selectable<InventoryListenersTable>,
  requestedAtMillis: number,
  before?: ListedListener,
): ListenerCopy {
  const summary = parsed<ListenerSummary>(row.data_json);
  const loadBalancer =
    copy.instances.get(summary.loadBalancerId)?.listed ?? unreadLoadBalancer(summary.loadBalancerId);
  const listed = {
    ...toListedListener(row.region_id, summary, loadBalancer, copy, config().owners),
    changingSinceMillis: millisOf(row.changing_since),
    changedAtMillis: millisOf(row.changed_at ?? row.first_seen_at),
  };
  return {
    summary,
    row: before !== undefined && isDeepStrictEqual(before, listed) ? before : listed,
    requestedAtMillis,
    firstObservedAtMillis: millisOf(row.first_seen_at),
    changedAtMillis: millisOf(row.changed_at),
  };
}

export function storedList(row: Selectable<InventoryAccessControlListsTable>): KnownAccessControlList {
  const entries = row.entries_json === null ? null : parsed<string[]>(row.entries_json);
  return {
    name: row.name,
    addressIpVersion: row.ip_version ?? '',
    entries,
    coverage: entries && coverageOf(entries),
  };
}

/** Not validated: the same code wrote it, and `SHAPE` says in which version (store.ts). */
export function parsed<T>(json: string): T {
  return JSON.parse(json) as T;
}

function millisOf(text: string | null): number | null {
  return text === null ? null : Date.parse(text);
}

export function textOf(millis: number | null): string | null {
  return millis === null ? null : new Date(millis).toISOString();
}
