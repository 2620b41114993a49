import type { Permission } from '@/lib/model/permission';
import type { Explanation } from '@/lib/model/errors';
import type { HealthTally } from '@/lib/model/health-types';
import type { Owner } from '@/lib/model/owner';
import type {
  AccessControlList,
  AccessControlListEntry,
  BackendServer,
  ListenerPort,
  LoadBalancer,
  Region,
  ServerGroup,
} from '@/lib/slb/responses';
import type { FailureFacts } from '@/lib/slb/result';

/**
 * The choices the form offers, as the browser gets them. They were read a moment ago and may be stale: they help and
 * warn, and an id can always be typed by hand.
 */

/** A failed read, shown in place with its reason, code and RequestId. */
export type ReadFailure = {
  code: string;
  message: string;
  requestId: string | null;
  explanation?: Explanation | undefined;
  facts?: FailureFacts | undefined;
};
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
> & {
  /** Whether its reader may create a listener on it. */
  permission: Permission;
  /** Of every listener on the instance; null if none is known. */
  owner: Owner | null;
};

/** A list, and what the inventory knows of it. Null: not known, or not recently. */
export type AccessControlListChoice = AccessControlList & {
  entryCount: number | null;
  /** By how many listeners of the region. */
  usedBy: number | null;
};

/** What a region offers. */
export type RegionOptions = {
  instances: Read<InstanceChoice[]>;
  accessControlLists: Read<AccessControlListChoice[]>;
};

/** A server of the default server group; its status as the last check of a listener found it, null if that is not known. */
export type DefaultServer = Pick<BackendServer, 'serverId' | 'serverIp' | 'weight'> & {
  health: string | null;
};

export type GroupChoice = ServerGroup & {
  /** By how many listeners of the instance; null if they were not read. */
  usedBy: number | null;
  /** As the last check of one of them found it; null if that is not known. */
  health: HealthTally | null;
};

/** What is known about one instance. */
export type InstanceOptions = {
  /** Its servers are null if SLB returned them in a form that cannot be parsed. */
  ports: Read<{ taken: ListenerPort[]; defaultServers: DefaultServer[] | null }>;
  /** For each of its listeners; -1 is unlimited. */
  listenerBandwidthsMbps: Read<number[]>;
  vServerGroups: Read<GroupChoice[]>;
  primarySecondaryServerGroups: Read<GroupChoice[]>;
};

/** What is on one access control list. */
export type AccessControlListOptions = Read<{
  addressIpVersion: string;
  entries: AccessControlListEntry[];
}>;

/** A list and what is on it. */
export type AccessControlListRead = { regionId: string; aclId: string; options: AccessControlListOptions };
