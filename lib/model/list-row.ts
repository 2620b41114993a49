import type { ListGaps, SlbFailure } from '@/lib/slb/result';
import type { ListenerKey } from './outcome';
import type { Reach } from './reach';
import { isInTransition, type GuardedLoadBalancer } from './rules';

/**
 * What the list knows of the listeners of the chosen regions. Names are null where they could not be read, and a value is null or
 * `unknown` where SLB did not tell it: never a default.
 */

export type ListedLoadBalancer = GuardedLoadBalancer & {
  loadBalancerId: string;
  name: string;
  /** Where clients connect to; absent where the instance could not be read. */
  address?: string;
  /** `internet`, `intranet`, or a word not known today; empty where it was not told. */
  addressType: string;
  /** `ipv4`, `ipv6`, or a word not known today; empty where the instance could not be read. */
  addressIpVersion: string;
  /** The peak that its listeners share; null where no sum rule is stated (slb-api.md 5.2). */
  sharedMbps: number | null;
};

export type ListedBackend =
  /** Not told, or not in a way that can be read. */
  | { kind: 'unknown' }
  | { kind: 'port'; backendServerPort: number | null }
  | { kind: 'vserver-group'; groupId: string; name: string | null; serverCount: number | null }
  | { kind: 'primary-secondary-group'; groupId: string; name: string | null };

export type ListedAccess =
  | { status: 'off' }
  /** Whether access is controlled, or by which lists, was not told or cannot be read. */
  | { status: 'unknown' }
  | {
      status: 'on';
      /** `white`, `black`, or a word not known today. */
      type: string;
      /** More than one on a newer service (slb-api.md D13). */
      lists: { aclId: string; name: string | null; entryCount: number | null }[];
    };

export type ListedHealthCheck =
  | { status: 'off' }
  | {
      status: 'on';
      /** `tcp` or `http`; null where it was not told. */
      type: string | null;
      /** Null: the backend port; `unknown` where what was told cannot be read. */
      connectPort: number | 'unknown' | null;
      intervalSeconds: number | null;
    };

/** The cells of a row whose value SLB sent in a way that cannot be read. */
export type UnreadableCell =
  | 'status'
  | 'instance'
  | 'address'
  | 'address-type'
  | 'backend'
  | 'scheduler'
  | 'bandwidth'
  | 'access'
  | 'health-check'
  | 'description';

export type ListedListener = ListenerKey & {
  /** `tcp`; the other protocols are shown and never changed. */
  protocol: string;
  status: string;
  /** Since when (epoch ms) Sluice has seen it change; null while it is stable. SLB itself tells no times. */
  changingSinceMillis: number | null;
  /** When (epoch ms) Sluice last saw it appear or differ, in its status or a setting; null where it did not see that. */
  changedAtMillis: number | null;
  loadBalancer: ListedLoadBalancer;
  backend: ListedBackend;
  scheduler: string | null;
  /** Mbit/s; -1 is no cap; null for a listener that tells none. */
  bandwidthMbps: number | null;
  access: ListedAccess;
  /** Who gets through, as far as that is known. */
  reach: Reach;
  /** Null where the answer told nothing of it (other protocols). */
  healthCheck: ListedHealthCheck | null;
  description: string | null;
  /** Absent where every value that was told could be read. */
  unreadable?: readonly UnreadableCell[] | undefined;
};

type Region = { regionId: string; readAtMillis: number };

/** What the newest answers lacked of a region's lists; null or absent where each was whole. */
export type ReadGaps = {
  instances: ListGaps | null;
  listeners: ListGaps | null;
  /** Listeners of some instances that did not come when they were read by themselves. */
  parts?: readonly PartGap[] | undefined;
  groups?: ListGaps | undefined;
  accessControlLists?: ListGaps | undefined;
};

/** How many listeners of these instances came, and how many there are; null where that is not told. */
export type PartGap = { loadBalancerIds: readonly string[] } & NonNullable<ListGaps['incomplete']>;

export type ReadRegion = Region & {
  state: 'read';
  loadBalancerCount: number;
  /** The same array as long as no row of it changes. */
  listeners: readonly ListedListener[];
  gaps: ReadGaps;
  /** These are the first rows of a region that is being read for the first time: others follow. */
  isFilling: boolean;
  /** The region was never read to its end: it may hold more, whether that is still to come or its reading failed. */
  isPartial: boolean;
  /** These are older rows, because the newest reading failed or has not answered yet; null where they are the newest. */
  behind: UnreadRegion | null;
};

/** A reading that has given no rows. */
export type UnreadRegion = Region & ({ state: 'failed'; error: SlbFailure } | { state: 'reading' });

/** One region of the overview. A region that failed, or has not answered yet, never hides the others. */
export type RegionOverview = ReadRegion | UnreadRegion;

/** The newest reading of a region that gave no rows, whether older ones stand in for them or not. */
export function unreadOf(region: RegionOverview): UnreadRegion | null {
  return region.state === 'read' ? region.behind : region;
}

/** The entries on all the lists of a listener; null while one of them is not known. */
export function entryCountOf(access: Extract<ListedAccess, { status: 'on' }>): number | null {
  return access.lists.reduce<number | null>(
    (sum, { entryCount }) => (sum === null || entryCount === null ? null : sum + entryCount),
    0,
  );
}

export function isChanging(listener: { status: string }): boolean {
  return isInTransition(listener.status);
}

/** How far the first reading of the regions has come; null where nothing is read for the first time. */
export type FillProgress = {
  regionsDone: number;
  regionCount: number;
  instanceCount: number;
  listenerCount: number;
};
