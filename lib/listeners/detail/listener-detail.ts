import 'server-only';
import { readHealth } from '@/lib/inventory/health';
import { noteInstance } from '@/lib/inventory/observed-change';
import type { HealthReading, ObservedBackend } from '@/lib/model/health-types';
import { unusable } from '@/lib/slb/errors';
import { describeAccessControlList } from '@/lib/slb/operations/access-control-lists';
import {
  describeListeners,
  describeOtherListener,
  describeTcpListener,
} from '@/lib/slb/operations/listeners';
import { describeLoadBalancer } from '@/lib/slb/operations/load-balancers';
import {
  describePrimarySecondaryServerGroup,
  describeVServerGroup,
} from '@/lib/slb/operations/server-groups';
import {
  type GroupMember,
  type ListenerSummary,
  type LoadBalancerDetail,
  type OtherListenerAttributes,
  type ServerGroupDetail,
  type TcpListenerAttributes,
} from '@/lib/slb/responses';
import { clientCodes, isGone, type SlbFailure, type SlbResult } from '@/lib/slb/result';
import { config } from '@/lib/config';
import { bandwidthShare } from '@/lib/model/advice';
import { ownerOf } from '@/lib/model/owner';
import type {
  OneAccessControlList,
  OneGroup,
  OneListener,
  OneListenerReading,
  OneServer,
  Part,
} from './detail-types';
import type { ListenerKey } from '@/lib/model/outcome';
import { otherProtocols, protocolOf, protocolPart } from '@/lib/model/protocol';

const REGION_MISSING: readonly string[] = [
  'InvalidRegionId.NotFound',
  'RegionNotSupport',
  clientCodes.unknownRegion,
];
const INSTANCE_MISSING = 'InvalidLoadBalancerId.NotFound';

/**
 * Reads one listener with its instance, group, servers, health and access control lists. Takes two rounds of calls,
 * since what the listener refers to is known only after the first. A missing result says what is missing. A part that
 * cannot be read (a group, a list, the health) is a failure of its own and hides nothing else. What is learned about
 * the instance goes into the inventory. A key without a protocol also finds a listener of another one, if the port has no
 * TCP listener.
 */
export async function readOneListener(key: ListenerKey): Promise<OneListenerReading> {
  const protocol = protocolOf(key);
  const { regionId, loadBalancerId } = key;
  const readAtMillis = Date.now();
  const readOther = async (name: string): Promise<Part<OtherListenerAttributes> | null> => {
    const known = otherProtocols.find((each) => each === name);
    return known === undefined ? null : partOf(await describeOtherListener(key, known));
  };
  const [instance, tcp, siblings, health, requested] = await Promise.all([
    describeLoadBalancer({ regionId, loadBalancerId }),
    protocol === 'tcp' ? describeTcpListener(key) : null,
    describeListeners({ regionId, loadBalancerIds: [loadBalancerId] }),
    protocol === 'tcp' ? readHealth(key) : null,
    readOther(protocol),
  ]);
  if (!instance.ok) return withoutInstance(instance.error);

  const listed = siblings.ok ? siblings.value : [];
  const observedOf = siblings.ok
    ? await noteInstance(regionId, loadBalancerId, listed, readAtMillis, siblings.gaps)
    : null;
  const begin = (listener: OneListener['listener']): OneListenerReading => ({
    state: 'read',
    one: {
      key: { regionId, loadBalancerId, listenerPort: key.listenerPort, ...protocolPart(listener.protocol) },
      readAtMillis,
      status: listener.settings.status,
      observed: observedOf?.(key.listenerPort, listener.protocol) ?? null,
      loadBalancer: instance.value,
      owner: ownerOf({ ...listener.settings, instanceTags: instance.value.tags }, config().owners),
      share: siblings.ok ? shareOf(instance.value, listed, key, listener.protocol) : null,
      listener,
    },
  });

  if (tcp?.ok && health !== null) {
    const [group, accessControlLists] = await Promise.all([
      readGroup(regionId, tcp.value, instance.value),
      readLists(regionId, tcp.value),
    ]);
    const observed = partOf(health);
    return begin({
      protocol: 'tcp',
      settings: tcp.value,
      group: withHealth(group, observed),
      accessControlLists,
      health: observed,
    });
  }
  const other = listed.find(
    (row) =>
      row.listenerPort === key.listenerPort &&
      (protocol === 'tcp' ? row.listenerProtocol !== 'tcp' : row.listenerProtocol === protocol),
  );
  if (other && (tcp === null || isNoTcp(tcp))) {
    const attributes =
      other.listenerProtocol === protocol ? requested : await readOther(other.listenerProtocol);
    const settings = { ...other, ...(attributes?.ok && attributes.value.common) };
    return begin({
      protocol: other.listenerProtocol,
      settings,
      attributes,
      group: null,
      accessControlLists: await readLists(regionId, settings),
    });
  }
  if (tcp !== null && !tcp.ok && !isGone(tcp.error)) return { state: 'failed', error: tcp.error };
  if (!siblings.ok) return { state: 'failed', error: siblings.error };
  return { state: 'missing', what: 'listener' };
}

function withoutInstance(error: SlbFailure): OneListenerReading {
  if (REGION_MISSING.includes(error.code)) return { state: 'missing', what: 'region' };
  if (error.code === INSTANCE_MISSING) return { state: 'missing', what: 'instance' };
  return { state: 'failed', error };
}

/**
 * The TCP call does not return listeners of other protocols: it reports them as missing, or rejects them (slb-api.md
 * 4.3).
 */
function isNoTcp(result: SlbResult<unknown>): boolean {
  return !result.ok && (isGone(result.error) || result.error.kind === 'refused');
}

/** What is left of the instance's peak, and how much this listener and the others use. */
function shareOf(
  loadBalancer: LoadBalancerDetail,
  listed: readonly ListenerSummary[],
  { listenerPort }: ListenerKey,
  protocol: string,
): OneListener['share'] {
  const isThis = (row: ListenerSummary): boolean =>
    row.listenerPort === listenerPort && row.listenerProtocol === protocol;
  const share = bandwidthShare(
    loadBalancer,
    listed.flatMap(({ bandwidthMbps }) => bandwidthMbps ?? []),
  );
  if (share === undefined) return null;
  const thisMbps = listed.find(isThis)?.bandwidthMbps ?? null;
  const held = thisMbps !== null && thisMbps > 0 ? thisMbps : 0;
  return {
    ...share,
    thisMbps,
    others: share.holders - (held > 0 ? 1 : 0),
    othersMbps: share.heldMbps - held,
  };
}

async function readGroup(
  regionId: string,
  settings: TcpListenerAttributes,
  loadBalancer: LoadBalancerDetail,
): Promise<OneGroup> {
  const { vServerGroupId, primarySecondaryServerGroupId: pairId } = settings;
  if (vServerGroupId !== undefined)
    return groupOf(
      'vserver-group',
      vServerGroupId,
      await describeVServerGroup({ regionId, groupId: vServerGroupId }),
    );
  if (pairId !== undefined)
    return groupOf(
      'primary-secondary-group',
      pairId,
      await describePrimarySecondaryServerGroup({ regionId, groupId: pairId }),
    );
  const unreadable = [...(settings.unreadable ?? []), ...(loadBalancer.unreadable ?? [])];
  if (unreadable.includes('VServerGroupId') || unreadable.includes('MasterSlaveServerGroupId'))
    return { kind: 'unknown', groupId: null, name: null, servers: unreadableServers };
  if (unreadable.includes('BackendServers'))
    return { kind: 'port', groupId: null, name: null, servers: unreadableServers };
  const port = settings.backendServerPort ?? null;
  const servers = loadBalancer.backendServers.map((server) => serverOf({ ...server, port, role: null }));
  return { kind: 'port', groupId: null, name: null, servers: { ok: true, value: servers } };
}

const unreadableServers: Part<never> = {
  ok: false,
  error: unusable('SLB returned the servers in a form that Sluice cannot read.', null),
};

function groupOf(kind: OneGroup['kind'], groupId: string, result: SlbResult<ServerGroupDetail>): OneGroup {
  if (!result.ok) return { kind, groupId, name: null, servers: result };
  const { name, members } = result.value;
  return { kind, groupId, name, servers: { ok: true, value: members.map(serverOf) } };
}

function serverOf(member: GroupMember): OneServer {
  return { ...member, health: null };
}

/**
 * Joins what the group and the health check return about the servers. The latter knows addresses the former may not.
 */
function withHealth(group: OneGroup, health: Part<HealthReading>): OneGroup {
  if (!group.servers.ok || !health.ok) return group;
  const found = health.value.backends;
  const isOneIfKnown = <Value>(one: Value | null, other: Value | null): boolean =>
    one === null || other === null || one === other;
  // A network interface may be in the group with several addresses.
  const of = (server: OneServer): ObservedBackend | null =>
    found.find(
      (observed) =>
        observed.serverId === server.serverId &&
        isOneIfKnown(observed.serverIp, server.serverIp) &&
        (observed.port === null || observed.port === server.port),
    ) ?? null;
  return {
    ...group,
    servers: {
      ok: true,
      value: group.servers.value.map((server) => {
        const observed = of(server);
        return { ...server, serverIp: server.serverIp ?? observed?.serverIp ?? null, health: observed };
      }),
    },
  };
}

function readLists(
  regionId: string,
  { aclIds }: Pick<ListenerSummary, 'aclIds'>,
): Promise<OneAccessControlList[]> {
  return Promise.all(aclIds.map((aclId) => readList(regionId, aclId)));
}

async function readList(regionId: string, aclId: string): Promise<OneAccessControlList> {
  const result = await describeAccessControlList({ regionId, aclId });
  return { aclId, list: partOf(result) };
}

function partOf<T>(result: SlbResult<T>): Part<T> {
  return result.ok ? { ok: true, value: result.value } : result;
}
