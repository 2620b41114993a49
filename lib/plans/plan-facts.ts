import type { Coverage } from '@/lib/model/acl-coverage';
import type { ListedListener, ListedLoadBalancer } from '@/lib/model/list-row';
import type { Access } from '@/lib/model/permission';
import type { ListenerSummary } from '@/lib/slb/responses';

/** What the inventory knows of everything that the rows of a plan depend on, as of one moment. */

export type PlanListener = { summary: ListenerSummary; row: ListedListener };

export type GroupKind = 'vserver-group' | 'primary-secondary-group';

export type PlanInstance = {
  listed: ListedLoadBalancer;
  /** Of any protocol, by port. */
  listeners: ReadonlyMap<number, readonly PlanListener[]>;
  listenerCount: number;
  /** What its listeners take of its bandwidth, without those that are unlimited. */
  usedMbps: number;
  /** The bandwidth of each of them is known. */
  isUsedKnown: boolean;
  /** A tool manages all of its listeners (owner.ts). */
  isOwned: boolean;
};

export type PlanRegion = {
  /** Its instances and listeners were read to the end. */
  isRead: boolean;
  /** Rows of its instances, or of their listeners, were missing or unreadable. */
  mayLackInstances: boolean;
  mayLackListeners: boolean;
  /** Only those that rows of the plan name, by id. */
  instances: ReadonlyMap<string, PlanInstance>;
  groups: ReadonlyMap<string, { loadBalancerId: string; kind: GroupKind }>;
  /** `kind loadBalancerId`, if that instance's groups of that kind were read. */
  groupsRead: ReadonlySet<string>;
  /** `addressIpVersion` is empty, and `coverage` null, while it is unknown. */
  lists: ReadonlyMap<string, { addressIpVersion: string; coverage: Coverage | null }>;
  areListsRead: boolean;
};

export type PlanFacts = {
  /** Those that rows of the plan name; what is not a region is missing. */
  regions: ReadonlyMap<string, PlanRegion>;
  /** SLB has said which regions there are. */
  areRegionsKnown: boolean;
  /** Keys of listeners with a write of unknown outcome (`formatListenerKey`). */
  unsettled: ReadonlySet<string>;
  access: Access;
  /** Listeners that an instance may have. */
  listenerQuota: number;
  /** What SLB, or the operator, allows; `callsPerSecond` is null if nobody limits them. */
  rate: { callsPerSecond: number | null; creationsPerMinute: number };
  /** Whether the sandbox is called, which answers sooner than SLB. */
  isSandbox: boolean;
  /** When the oldest part was read (epoch ms); null if a region never was. */
  readAtMillis: number | null;
};
