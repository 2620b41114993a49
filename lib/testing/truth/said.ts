import { keyOf, type State, type StateListener } from './state';

/** What an export contains about a listener: the same rows and facts as the list, without localization. */
export type SaidListener = {
  readonly regionId: string;
  readonly loadBalancerId: string;
  readonly listenerPort: number;
  readonly protocol: string;
  readonly status: string;
  readonly loadBalancerName: string;
  readonly backend: {
    readonly kind: string;
    readonly groupId?: string;
    readonly name?: string | null;
    readonly serverCount?: number | null;
  };
  readonly scheduler: string | null;
  readonly bandwidthMbps: number | null;
  readonly access: {
    readonly status: string;
    readonly type?: string;
    readonly lists?: readonly { aclId: string; name: string | null; entryCount: number | null }[];
  };
  readonly reach: { readonly who: string; readonly from: string };
  readonly healthState: 'not-checked' | 'unknown' | 'older' | 'current';
  readonly health: { healthy: number; unhealthy: number; total: number; observedAt: string } | null;
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
 * Every false statement: what was exported compared with what is true. A fact marked as older (its row is `outdated`, or
 * it or its kind was read before `sinceMillis`) or as unknown is not false.
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

/**
 * Everything marked as missing, older or unknown. After a quiet moment without faults there must be nothing, so that
 * every fact was actually compared.
 */
export function marksIn(said: Said, sinceMillis: number): string[] {
  const marks = said.complete ? [] : [`not complete: ${JSON.stringify([said.missing, said.outdated])}`];
  for (const row of said.listeners) {
    const mark = (what: string): number => marks.push(`${keyOf(row)}: ${what}`);
    if (row.outdated || Date.parse(row.readAt) < sinceMillis) mark(`as of ${row.readAt}`);
    if (row.protocol !== 'tcp') continue;
    if (row.reach.who === 'unknown') mark('who gets in is unknown');
    if (row.healthState === 'unknown' || row.healthState === 'older') mark(`health is ${row.healthState}`);
    if (row.healthState === 'current' && Date.parse(row.health?.observedAt ?? '') < sinceMillis)
      mark(`health as of ${row.health?.observedAt}`);
  }
  return marks;
}

function liesAbout(row: SaidListener, is: StateListener, state: State, sinceMillis: number): string[] {
  const lies: string[] = [];
  const same = (what: string, said: unknown, truth: unknown): void => {
    if (said !== truth) lies.push(`${what}: said ${JSON.stringify(said)}, is ${JSON.stringify(truth)}`);
  };
  /** Null: unknown. */
  const sameIfSaid = (what: string, said: unknown, truth: unknown): void => {
    if (said !== null) same(what, said, truth);
  };
  if (row.status !== 'unknown') same('status', row.status, is.status);
  sameIfSaid('scheduler', row.scheduler, is.scheduler);
  sameIfSaid('bandwidth', row.bandwidthMbps, is.bandwidthMbps);
  if (!row.unreadable?.includes('description')) same('description', row.description, is.description ?? null);
  const instance = state.loadBalancers.find(({ loadBalancerId }) => loadBalancerId === is.loadBalancerId);
  // A row states the age of its oldest fact: facts from calls other than the listener's own may be that old.
  const isJoinedOlder = Date.parse(row.readAt) < sinceMillis;
  if (!isJoinedOlder) same('instance', row.loadBalancerName, instance?.name);

  const groupId = is.vServerGroupId ?? is.masterSlaveServerGroupId;
  if (row.backend.kind !== 'unknown' && is.protocol === 'tcp') {
    same('server group', row.backend.groupId, groupId);
    const group = state.serverGroups.find((each) => each.groupId === groupId);
    if (!isJoinedOlder) {
      sameIfSaid('name of the server group', row.backend.name ?? null, group?.name);
      sameIfSaid('servers in the group', row.backend.serverCount ?? null, group?.members.length);
    }
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
    const who = whoGetsIn(is, state);
    if (who !== null) same('who gets in', row.reach.who, who);
    if (row.reach.from !== 'unknown') same('where from', row.reach.from, instance?.addressType);
  }
  if (row.healthState === 'current' && row.status === 'stopped')
    lies.push('health: said to be current, of a listener said to be stopped');
  if (row.health && Date.parse(row.health.observedAt) >= sinceMillis) {
    const found = (word: string): number => is.servers.filter(({ health }) => health === word).length;
    same('servers', row.health.total, is.servers.length);
    same('healthy servers', row.health.healthy, found('normal'));
    same('unhealthy servers', row.health.unhealthy, found('abnormal'));
  }
  return lies;
}

const HALVES = ['0.0.0.0/1', '128.0.0.0/1'];

/** By the rules of slb-api.md 5.3, for the entries the adversary writes; null for a list this cannot evaluate. */
function whoGetsIn({ acl, regionId }: StateListener, state: State): string | null {
  if (acl === undefined) return 'everyone';
  const list = state.accessControlLists.find(
    (each) => each.aclId === acl.aclId && each.regionId === regionId,
  );
  if (list === undefined || list.addressIpVersion !== 'ipv4') return null;
  const entries = list.entries.map(({ entry }) => entry);
  if (entries.length === 0) return 'everyone';
  const isWhole = entries.includes('0.0.0.0/0') || HALVES.every((half) => entries.includes(half));
  if (acl.type === 'white') return isWhole ? 'everyone' : 'some';
  return isWhole ? 'nobody' : 'everyone-except';
}
