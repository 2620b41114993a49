/**
 * What the form offers to choose from, as the browser gets it. All of it was read a moment ago and may be old: it helps
 * to choose and it warns, and an id may always be typed by hand instead.
 */

/** A read that did not succeed, said in place with its code and RequestId. */
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

/** What is known of one instance. */
export type InstanceOptions = {
  ports: Read<{ taken: TakenPort[]; defaultGroupServerCount: number }>;
  /** Of each of its listeners; -1 is no cap. */
  listenerBandwidthsMbps: Read<number[]>;
  vServerGroups: Read<ServerGroupChoice[]>;
  primarySecondaryServerGroups: Read<ServerGroupChoice[]>;
};

/** What is on one access control list. */
export type AccessControlListOptions = Read<{
  addressIpVersion: string;
  entries: { entry: string; comment: string | null }[];
}>;

/** Whether the value of a listener's `AclId` names several lists, as only other consoles bind them (slb-api.md D13): none of them can be read by it. */
export function namesSeveralLists(aclId: string): boolean {
  return aclId.includes(',');
}
