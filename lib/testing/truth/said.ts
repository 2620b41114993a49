import { keyOf, type State, type StateListener } from './state';

/** What an export says of a listener: the same rows and facts as the list, in no language. */
export type SaidListener = {
  readonly regionId: string;
  readonly loadBalancerId: string;
  readonly listenerPort: number;
  readonly protocol: string;
  readonly status: string;
  readonly loadBalancerName: string;
  readonly backend: { readonly kind: string; readonly groupId?: string; readonly name?: string | null };
  readonly scheduler: string | null;
  readonly bandwidthMbps: number | null;
  readonly access: {
    readonly status: string;
    readonly type?: string;
    readonly lists?: readonly { aclId: string; name: string | null; entryCount: number | null }[];
  };
  readonly reach: { readonly who: string };
  readonly health?: { healthy: number; unhealthy: number; total: number; observedAt: string } | null;
  readonly description: string | null;
  readonly unreadable?: readonly string[];
  readonly readAt: string;
  readonly outdated: boolean;
};

export type Said = {
  readonly complete: boolean;
  readonly missing: readonly { readonly regionId: string; readonly reason: string }[];
  readonly outdated: readonly { readonly regionId: string }[];
  readonly listeners: readonly SaidListener[];
};

export const EXPORT_COLUMNS =
  'status,instance,backend,scheduler,bandwidth,access,healthy,health-check,description';

/**
 * Every sentence that is not so: what was said against what is. A fact that is marked as older (its row is `outdated`, or it or its like was read
 * before `sinceMillis`) or as unknown is no lie.
 */
export function liesIn(said: Said, state: State, sinceMillis: number): string[] {
  const lies: string[] = [];
  const marked = new Set([...said.missing, ...said.outdated].map(({ regionId }) => regionId));
  const rows = new Map(said.listeners.map((row) => [keyOf(row), row]));
  const there = new Map(state.listeners.map((listener) => [keyOf(listener), listener]));
  for (const [key, listener] of there) {
    const row = rows.get(key);
    if (row === undefined) {
      if (!marked.has(listener.regionId)) lies.push(`${key}: said nothing, is ${listener.status}`);
    } else if (!row.outdated)
      lies.push(...liesAbout(row, listener, state, sinceMillis).map((lie) => `${key}: ${lie}`));
  }
  for (const [key, row] of rows)
    if (!there.has(key) && !row.outdated) lies.push(`${key}: said ${row.status}, is not there`);
  return lies;
}

function liesAbout(row: SaidListener, is: StateListener, state: State, sinceMillis: number): string[] {
  const lies: string[] = [];
  const same = (what: string, said: unknown, truth: unknown): void => {
    if (said !== truth) lies.push(`${what}: said ${JSON.stringify(said)}, is ${JSON.stringify(truth)}`);
  };
  /** Null is "not known". */
  const sameIfSaid = (what: string, said: unknown, truth: unknown): void => {
    if (said !== null) same(what, said, truth);
  };
  if (row.status !== 'unknown') same('status', row.status, is.status);
  sameIfSaid('scheduler', row.scheduler, is.scheduler);
  sameIfSaid('bandwidth', row.bandwidthMbps, is.bandwidthMbps);
  if (!row.unreadable?.includes('description')) same('description', row.description, is.description ?? null);
  const instance = state.loadBalancers.find(({ loadBalancerId }) => loadBalancerId === is.loadBalancerId);
  // A row tells the age of its oldest fact: what other calls than the listener's own told may be that old.
  const isJoinedOlder = Date.parse(row.readAt) < sinceMillis;
  if (!isJoinedOlder) same('instance', row.loadBalancerName, instance?.name);

  const groupId = is.vServerGroupId ?? is.masterSlaveServerGroupId;
  if (row.backend.kind !== 'unknown' && is.protocol === 'tcp') {
    same('server group', row.backend.groupId, groupId);
    const group = state.serverGroups.find((each) => each.groupId === groupId);
    if (!isJoinedOlder) sameIfSaid('name of the server group', row.backend.name ?? null, group?.name);
  }
  if (row.access.status !== 'unknown') {
    same('access control', row.access.status, is.acl === undefined ? 'off' : 'on');
    if (row.access.status === 'on' && is.acl !== undefined) {
      same('kind of access control', row.access.type, is.acl.type);
      for (const { aclId, name, entryCount } of isJoinedOlder ? [] : (row.access.lists ?? [])) {
        const list = state.accessControlLists.find(
          (each) => each.aclId === aclId && each.regionId === is.regionId,
        );
        sameIfSaid(`name of list ${aclId}`, name, list?.name);
        sameIfSaid(`entries of list ${aclId}`, entryCount, list?.entries.length);
      }
    }
  }
  if (row.reach.who !== 'unknown' && !isJoinedOlder) {
    const isOpen = letsEverybodyIn(is, state);
    if (isOpen !== null) same('open to everyone', row.reach.who === 'everyone', isOpen);
  }
  if (row.health && Date.parse(row.health.observedAt) >= sinceMillis) {
    same('servers', row.health.total, is.servers.length);
    same(
      'healthy servers',
      row.health.healthy,
      is.servers.filter(({ health }) => health === 'normal').length,
    );
  }
  return lies;
}

const HALVES = ['0.0.0.0/1', '128.0.0.0/1'];

/** By the rules of slb-api.md 5.3, for the entries the adversary writes; null for a list that this does not judge. */
function letsEverybodyIn({ acl, regionId }: StateListener, state: State): boolean | null {
  if (acl === undefined) return true;
  const list = state.accessControlLists.find(
    (each) => each.aclId === acl.aclId && each.regionId === regionId,
  );
  if (list === undefined || list.addressIpVersion !== 'ipv4') return null;
  const entries = list.entries.map(({ entry }) => entry);
  if (entries.length === 0) return true;
  const isWhole = entries.includes('0.0.0.0/0') || HALVES.every((half) => entries.includes(half));
  return acl.type === 'white' ? isWhole : false;
}
