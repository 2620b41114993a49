import type { HealthReading, ObservedBackend } from '@/lib/model/health-types';
import type { ObservedChange } from '@/lib/inventory/observed-change';
import type { AccessControlListEntry, ListenerSummary, TcpListenerAttributes } from '@/lib/slb/responses';
import type { SlbFailure } from '@/lib/slb/result';
import type { BandwidthShare } from '@/lib/model/advice';
import type { ListenerKey } from '@/lib/model/outcome';
import type { GuardedLoadBalancer } from '@/lib/model/rules';

/** One listener with all that stands around it, each part with its own outcome. Names are ids where they could not be read. */

/** A part that could not be read leaves the others standing. */
export type Part<T> = { ok: true; value: T } | { ok: false; error: SlbFailure };

export type OneLoadBalancer = GuardedLoadBalancer & {
  loadBalancerId: string;
  name: string;
  address: string;
  /** `ipv4` or `ipv6`; empty where it was not told. */
  addressIpVersion: string;
  /** `internet` or `intranet`. */
  addressType: string;
};

/** A server behind the listener: as its group has it, and as the health check finds it. */
export type OneServer = {
  serverId: string;
  serverIp: string | null;
  port: number | null;
  weight: number | null;
  role: 'primary' | 'secondary' | null;
  description: string | null;
  /** Null: SLB tells no health of it. */
  health: ObservedBackend | null;
};

export type OneGroup = {
  /** `unknown`: which group it is cannot be read. */
  kind: 'port' | 'vserver-group' | 'primary-secondary-group' | 'unknown';
  /** Null for the default server group, which has none. */
  groupId: string | null;
  name: string | null;
  servers: Part<OneServer[]>;
};

export type OneAccessControlList = {
  aclId: string;
  list: Part<{ name: string; addressIpVersion: string; entries: AccessControlListEntry[] }>;
};

/** A TCP listener, as far as its settings are told. */
export type OneTcpListener = {
  protocol: 'tcp';
  settings: TcpListenerAttributes;
  group: OneGroup;
  accessControlLists: OneAccessControlList[];
  health: Part<HealthReading>;
};

/** Of another protocol only what the listing tells is shown, and who can connect. */
export type OneOtherListener = {
  protocol: string;
  settings: ListenerSummary;
  group: null;
  accessControlLists: OneAccessControlList[];
};

export type OneListener = {
  key: ListenerKey;
  readAtMillis: number;
  status: string;
  /** What Sluice saw of when it came and changed; null where that could not be read. */
  observed: ObservedChange | null;
  loadBalancer: OneLoadBalancer;
  /** Of the instance's peak; null where its listeners share none or it could not be read. */
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
