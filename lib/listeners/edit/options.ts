import 'server-only';
import { config } from '@/lib/config';
import type { Locale } from '@/lib/i18n/locales';
import { knownRejection } from '@/lib/model/errors';
import { ownerOf } from '@/lib/model/owner';
import {
  describeAccessControlList,
  describeAccessControlLists,
} from '@/lib/slb/operations/access-control-lists';
import { describeListeners } from '@/lib/slb/operations/listeners';
import { describeLoadBalancer, describeLoadBalancers } from '@/lib/slb/operations/load-balancers';
import {
  describePrimarySecondaryServerGroups,
  describeVServerGroups,
} from '@/lib/slb/operations/server-groups';
import type { SlbResult } from '@/lib/slb/result';
import { permissionOf, type Access } from '@/lib/model/permission';
import { UNLIMITED_BANDWIDTH } from '@/lib/model/limits';
import { aclIdsOf } from '@/lib/model/settings';
import type {
  AccessControlListOptions,
  AccessControlListRead,
  InstanceOptions,
  Read,
  RegionChoice,
  RegionOptions,
} from './form-options';
import { listUseIn } from '@/lib/inventory/list-use';
import { knownRegions } from '@/lib/inventory/regions';
import { groupFactsOf } from './option-facts';

/**
 * Reads the choices the form offers. Each result is independent: a failed read does not affect the others, and none
 * prevents an id from being typed.
 */

/** The regions of DescribeRegions, by id, named in the reader's language. */
export async function readRegions(locale: Locale): Promise<Read<RegionChoice[]>> {
  return readOf(await knownRegions(locale), (regions) =>
    regions.map(({ regionId, localName }) => ({ regionId, localName })),
  );
}

/** The instances and the access control lists of a region; whether somebody may create a listener on each instance. */
export async function readRegionOptions(regionId: string, access: Access): Promise<RegionOptions> {
  const [instances, accessControlLists] = await Promise.all([
    describeLoadBalancers({ regionId }),
    describeAccessControlLists({ regionId }),
  ]);
  const useOf = await listUseIn(regionId);
  return {
    instances: readOf(instances, (list) =>
      list
        .map((instance) => ({
          loadBalancerId: instance.loadBalancerId,
          name: instance.name,
          address: instance.address,
          addressType: instance.addressType,
          addressIpVersion: instance.addressIpVersion,
          chargeType: instance.chargeType,
          bandwidthMbps: instance.bandwidthMbps,
          status: instance.status,
          modificationProtection: instance.modificationProtection,
          permission: permissionOf(access, 'create', { regionId, loadBalancerId: instance.loadBalancerId }),
          owner: ownerOf({ tags: [], instanceTags: instance.tags }, config().owners),
        }))
        .toSorted((a, b) => a.name.localeCompare(b.name)),
    ),
    accessControlLists: readOf(accessControlLists, (lists) =>
      lists
        .map((list) => ({ ...list, ...useOf(list.aclId) }))
        .toSorted((a, b) => a.name.localeCompare(b.name)),
    ),
  };
}

/** The ports, bandwidths and server groups of one instance. */
export async function readInstanceOptions(
  regionId: string,
  loadBalancerId: string,
): Promise<InstanceOptions> {
  const instance = { regionId, loadBalancerId };
  const [detail, listeners, vServerGroups, primarySecondaryServerGroups] = await Promise.all([
    describeLoadBalancer(instance),
    describeListeners({ regionId, loadBalancerIds: [loadBalancerId] }),
    describeVServerGroups(instance),
    describePrimarySecondaryServerGroups(instance),
  ]);
  const { describe, defaultHealth } = await groupFactsOf(instance, listeners);
  return {
    ports: readOf(detail, ({ listenerPorts, backendServers, unreadable }) => ({
      taken: listenerPorts,
      defaultServers:
        unreadable?.includes('BackendServers') === true
          ? null
          : backendServers.map(({ serverId, serverIp, weight }) => ({
              serverId,
              serverIp,
              weight,
              health: defaultHealth.get(serverId) ?? null,
            })),
    })),
    listenerBandwidthsMbps: readOf(listeners, (list) =>
      list.map(({ bandwidthMbps }) => bandwidthMbps ?? UNLIMITED_BANDWIDTH),
    ),
    vServerGroups: readOf(vServerGroups, (groups) => groups.map((group) => describe(group, 'vserver'))),
    primarySecondaryServerGroups: readOf(primarySecondaryServerGroups, (groups) =>
      // Exactly two by definition (slb-api.md 5.7); the call does not count them.
      groups.map((group) => describe({ ...group, serverCount: 2 }, 'primary-secondary')),
    ),
  };
}

/** The entries of one access control list. */
export async function readAccessControlListOptions(
  regionId: string,
  aclId: string,
): Promise<AccessControlListOptions> {
  return readOf(await describeAccessControlList({ regionId, aclId }), ({ addressIpVersion, entries }) => ({
    addressIpVersion,
    entries,
  }));
}

/** The entries of each list that an `AclId` names. */
export function readNamedLists(regionId: string, aclId: string): Promise<AccessControlListRead[]> {
  return Promise.all(
    aclIdsOf(aclId).map(async (id) => ({
      regionId,
      aclId: id,
      options: await readAccessControlListOptions(regionId, id),
    })),
  );
}

function readOf<Answer, T>(result: SlbResult<Answer>, map: (answer: Answer) => T): Read<T> {
  if (result.ok) return { ok: true, value: map(result.value) };
  const { code, message, requestId, facts } = result.error;
  const { explanation } = knownRejection(code, message);
  return { ok: false, failure: { code, message, requestId, explanation, facts } };
}
