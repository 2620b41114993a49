/**
 * The choices the form offers, as the browser gets them. They were read a moment ago and may be stale: they help and
 * warn, and an id can always be typed by hand.
 */

/** A failed read, shown in place with its code and RequestId. */
export type ReadFailure = { code: string; message: string; requestId: string | null };
export type Read<T> = { ok: true; value: T } | { ok: false; failure: ReadFailure };

export type RegionChoice = { regionId: string; localName: string };

export type InstanceChoice = {
  loadBalancerId: string;
  name: string;
  address: string;
  addressType: string;
  addressIpVersion: string;
  chargeType: string | null;
  bandwidthMbps: number | null;
  status: string;
  modificationProtection: { status: 'none' } | { status: 'console'; reason: string | null };
};

export type AccessControlListChoice = { aclId: string; name: string; addressIpVersion: string };

/** What a region offers. */
export type RegionOptions = {
  instances: Read<InstanceChoice[]>;
  accessControlLists: Read<AccessControlListChoice[]>;
};

export type TakenPort = { listenerPort: number; protocol: string; description: string | null };
export type ServerGroupChoice = { groupId: string; name: string; serverCount: number | null };

/** What is known about one instance. */
export type InstanceOptions = {
  ports: Read<{ taken: TakenPort[]; defaultGroupServerCount: number }>;
  /** For each of its listeners; -1 is unlimited. */
  listenerBandwidthsMbps: Read<number[]>;
  vServerGroups: Read<ServerGroupChoice[]>;
  primarySecondaryServerGroups: Read<ServerGroupChoice[]>;
};

/** What is on one access control list. */
export type AccessControlListOptions = Read<{
  addressIpVersion: string;
  entries: { entry: string; comment: string | null }[];
}>;

/**
 * Whether a listener's `AclId` names several lists, as only other consoles bind them (slb-api.md D13). None of them can
 * be read by that value.
 */
export function namesSeveralLists(aclId: string): boolean {
  return aclId.includes(',');
}
