import type { Tag } from '@/lib/slb/responses';
import type { ListGaps, SlbFailure } from '@/lib/slb/result';
import type { ListenerKey } from './outcome';
import type { Owner } from './owner';
import type { Reach } from './reach';
import { isInTransition, type GuardedLoadBalancer } from './rules';

/**
 * What the list knows about the listeners of the selected regions. A name is null if it could not be read. A value is
 * null or `unknown` if SLB did not return it, never a default.
 */

export type ListedLoadBalancer = GuardedLoadBalancer & {
  loadBalancerId: string;
  name: string;
  /** The address clients connect to. Absent if the instance could not be read. */
  address?: string;
  /** `internet`, `intranet`, or a value unknown today; empty if SLB did not return it. */
  addressType: string;
  /** `ipv4`, `ipv6`, or a value unknown today; empty if the instance could not be read. */
  addressIpVersion: string;
  /** The peak bandwidth its listeners share. Null where no sum rule applies (slb-api.md 5.2). */
  sharedMbps: number | null;
  /** Absent if the instance could not be read. */
  tags?: readonly Tag[] | undefined;
};

export type ListedBackend =
  /** Not returned, or not in a form that can be parsed. */
  | { kind: 'unknown' }
  | { kind: 'port'; backendServerPort: number | null }
  | { kind: 'vserver-group'; groupId: string; name: string | null; serverCount: number | null }
  | { kind: 'primary-secondary-group'; groupId: string; name: string | null };

export type ListedAccess =
  | { status: 'off' }
  /** SLB did not return whether access is controlled or by which lists, or the value cannot be parsed. */
  | { status: 'unknown' }
  | {
      status: 'on';
      /** `white`, `black`, or a value unknown today. */
      type: string;
      /** More than one on newer services (slb-api.md D13). */
      lists: { aclId: string; name: string | null; entryCount: number | null }[];
    };

export type ListedHealthCheck =
  | { status: 'off' }
  | {
      status: 'on';
      /** `tcp` or `http`; null if SLB did not return it. */
      type: string | null;
      /** Null: the backend port. `unknown`: SLB returned a value that cannot be parsed. */
      connectPort: number | 'unknown' | null;
      intervalSeconds: number | null;
    };

/** The cells whose value SLB returned in a form that cannot be parsed. */
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
  | 'description'
  | 'tag';

export type ListedListener = ListenerKey & {
  /** `tcp`. Other protocols are listed but never changed. */
  protocol: string;
  status: string;
  /** Since when (epoch ms) Sluice has observed it changing; null while it is stable. SLB itself reports no times. */
  changingSinceMillis: number | null;
  /** When (epoch ms) Sluice last saw it appear or change, in status or a setting. Null if it never did. */
  changedAtMillis: number | null;
  loadBalancer: ListedLoadBalancer;
  backend: ListedBackend;
  scheduler: string | null;
  /** Mbit/s; -1 is unlimited; null if SLB returned none. */
  bandwidthMbps: number | null;
  access: ListedAccess;
  /** Who can connect, as far as known. */
  reach: Reach;
  /** Null if SLB returned nothing about it (other protocols). */
  healthCheck: ListedHealthCheck | null;
  description: string | null;
  /** Its own, without those of its instance. Absent if it has none. */
  tags?: readonly Tag[] | undefined;
  /** The tool that manages it; absent if none is known. */
  owner?: Owner | undefined;
  /** Absent if every returned value could be parsed. */
  unreadable?: readonly UnreadableCell[] | undefined;
};

type Region = { regionId: string; readAtMillis: number };

/** What the newest responses lacked of a region's lists. Null or absent where a list is complete. */
export type ReadGaps = {
  instances: ListGaps | null;
  listeners: ListGaps | null;
  /** Listeners of some instances that were missing when those instances were read separately. */
  parts?: readonly PartGap[] | undefined;
  groups?: ListGaps | undefined;
  accessControlLists?: ListGaps | undefined;
};

/** How many listeners of these instances came, and how many there are; null if SLB did not say. */
export type PartGap = { loadBalancerIds: readonly string[] } & NonNullable<ListGaps['incomplete']>;

export type ReadRegion = Region & {
  state: 'read';
  loadBalancerCount: number;
  /** The same array until one of its rows changes. */
  listeners: readonly ListedListener[];
  gaps: ReadGaps;
  /** First rows of a region that is being read for the first time; more will follow. */
  isFilling: boolean;
  /** The region was never read to its end. It may have more rows, whether they are still to come or the read failed. */
  isPartial: boolean;
  /** Set if these are older rows because the newest read failed or is still pending. Null if they are current. */
  behind: UnreadRegion | null;
};

/** A read that returned no rows. */
export type UnreadRegion = Region & ({ state: 'failed'; error: SlbFailure } | { state: 'reading' });

/** One region of the overview. A region that failed or has not responded yet never hides the others. */
export type RegionOverview = ReadRegion | UnreadRegion;

/** The newest read of a region that returned no rows, whether older rows stand in for them or not. */
export function unreadOf(region: RegionOverview): UnreadRegion | null {
  return region.state === 'read' ? region.behind : region;
}

/** The number of entries on all lists of a listener. Null while one of them is unknown. */
export function entryCountOf(access: Extract<ListedAccess, { status: 'on' }>): number | null {
  return access.lists.reduce<number | null>(
    (sum, { entryCount }) => (sum === null || entryCount === null ? null : sum + entryCount),
    0,
  );
}

export function isChanging(listener: { status: string }): boolean {
  return isInTransition(listener.status);
}

/** Progress of the first read of the regions. Null if no region is being read for the first time. */
export type FillProgress = {
  regionsDone: number;
  regionCount: number;
  instanceCount: number;
  listenerCount: number;
};
