import type { HealthReading, ObservedBackend } from '@/lib/model/health-types';
import type { ObservedChange } from '@/lib/inventory/observed-change';
import type {
  AccessControlListDetail,
  GroupMember,
  ListenerSummary,
  LoadBalancer,
  OtherListenerAttributes,
  TcpListenerAttributes,
} from '@/lib/slb/responses';
import type { SlbFailure } from '@/lib/slb/result';
import type { BandwidthShare } from '@/lib/model/advice';
import type { ListenerKey } from '@/lib/model/outcome';
import type { Owner } from '@/lib/model/owner';

/**
 * One listener with everything related to it, each part with its own outcome. Names are ids where they could not be
 * read.
 */

/** A part that could not be read does not affect the others. */
export type Part<T> = { ok: true; value: T } | { ok: false; error: SlbFailure };

/** A server behind the listener, as its group lists it and as the health check sees it. */
export type OneServer = GroupMember & {
  /** Null: SLB returned no health for it. */
  health: ObservedBackend | null;
};

export type OneGroup = {
  /** `unknown`: SLB returned an unreadable group. */
  kind: 'port' | 'vserver-group' | 'primary-secondary-group' | 'unknown';
  /** Null for the default server group, which has no name. */
  groupId: string | null;
  name: string | null;
  servers: Part<OneServer[]>;
};

export type OneAccessControlList = {
  aclId: string;
  list: Part<AccessControlListDetail>;
};

/** A TCP listener, as far as SLB returned its settings. */
export type OneTcpListener = {
  protocol: 'tcp';
  settings: TcpListenerAttributes;
  group: OneGroup;
  accessControlLists: OneAccessControlList[];
  health: Part<HealthReading>;
};

/** For another protocol: what is returned about it alone, and who can connect. */
export type OneOtherListener = {
  protocol: string;
  /** As returned for it alone; what is not, as the list has it. */
  settings: ListenerSummary;
  /** Null if SLB has no call for the protocol. */
  attributes: Part<OtherListenerAttributes> | null;
  group: null;
  accessControlLists: OneAccessControlList[];
};

export type OneListener = {
  key: ListenerKey;
  readAtMillis: number;
  status: string;
  /** When Sluice observed it to appear and change; null if that could not be read. */
  observed: ObservedChange | null;
  loadBalancer: LoadBalancer;
  /** The tool that manages it; null if none is known. */
  owner: Owner | null;
  /** Share of the instance's peak; null if its listeners share none or it could not be read. */
  share: (BandwidthShare & { thisMbps: number | null; others: number; othersMbps: number }) | null;
  listener: OneTcpListener | OneOtherListener;
};

export type OneListenerReading =
  | { state: 'read'; one: OneListener }
  | { state: 'missing'; what: 'region' | 'instance' | 'listener' }
  | { state: 'failed'; error: SlbFailure };

export function isTcp(listener: OneListener['listener']): listener is OneTcpListener {
  return listener.protocol === 'tcp';
}
