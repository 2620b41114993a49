import type {
  AccessControlList,
  AccessControlListEntry,
  ListenerPort,
  LoadBalancer,
  Region,
  ServerGroup,
} from '@/lib/slb/responses';

/**
 * The choices the form offers, as the browser gets them. They were read a moment ago and may be stale: they help and
 * warn, and an id can always be typed by hand.
 */

/** A failed read, shown in place with its code and RequestId. */
export type ReadFailure = { code: string; message: string; requestId: string | null };
export type Read<T> = { ok: true; value: T } | { ok: false; failure: ReadFailure };

export type RegionChoice = Pick<Region, 'regionId' | 'localName'>;

export type InstanceChoice = Pick<
  LoadBalancer,
  | 'loadBalancerId'
  | 'name'
  | 'address'
  | 'addressType'
  | 'addressIpVersion'
  | 'chargeType'
  | 'bandwidthMbps'
  | 'status'
  | 'modificationProtection'
>;

/** What a region offers. */
export type RegionOptions = {
  instances: Read<InstanceChoice[]>;
  accessControlLists: Read<AccessControlList[]>;
};

/** What is known about one instance. */
export type InstanceOptions = {
  ports: Read<{ taken: ListenerPort[]; defaultGroupServerCount: number }>;
  /** For each of its listeners; -1 is unlimited. */
  listenerBandwidthsMbps: Read<number[]>;
  vServerGroups: Read<ServerGroup[]>;
  primarySecondaryServerGroups: Read<ServerGroup[]>;
};

/** What is on one access control list. */
export type AccessControlListOptions = Read<{
  addressIpVersion: string;
  entries: AccessControlListEntry[];
}>;

/**
 * Whether a listener's `AclId` names several lists, as only other consoles bind them (slb-api.md D13). None of them can
 * be read by that value.
 */
export function namesSeveralLists(aclId: string): boolean {
  return aclId.includes(',');
}
