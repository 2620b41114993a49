import { useState } from 'react';
import { listOf, useReads } from '@/components/listeners/form/state/use-reads';
import { accessConsequence, type AccessConsequence } from '@/lib/model/advice';
import type { AccessControlListOptions, Read } from '@/lib/listeners/edit/form-options';
import { reachByLists } from '@/lib/model/reach';
import { isListId } from '@/lib/runs/changes';
import type { InstancePorts } from '@/lib/runs/plan-run';
import type { RegionList } from '@/lib/runs/run-types';
import type { AccessControlList } from '@/lib/slb/responses';
import { normalizeTyped } from '@/lib/text/typed-text';

/** One region of a selection: how many listeners it has, its lists, and the one chosen. */
export type RegionChoice = {
  regionId: string;
  count: number;
  /** Undefined while it is read. */
  lists: Read<AccessControlList[]> | undefined;
  /** '' for none; what was typed may be no id. */
  aclId: string;
  isId: boolean;
  chosen: AccessControlList | undefined;
  entries: AccessControlListOptions | undefined;
  /** How many of its listeners have an address of another IP version than the chosen list. */
  otherVersion: number;
};

/** The access control lists of the regions of a selection, and which is chosen in each. */
export function useRegionLists() {
  const reads = useReads({ region: null, instance: null, lists: [] });
  const [touched, setTouched] = useState<readonly InstancePorts[]>([]);
  const [aclIds, setAclIds] = useState<Readonly<Record<string, string>>>({});

  const regions = [...new Set(touched.map(({ regionId }) => regionId))].map((regionId): RegionChoice => {
    const instances = touched.filter((instance) => instance.regionId === regionId);
    const options = reads.region(regionId).value;
    const aclId = aclIds[regionId] ?? '';
    const chosen = listOf(options?.accessControlLists).find((list) => list.aclId === aclId);
    const versions = new Map(
      listOf(options?.instances).map((known) => [known.loadBalancerId, known.addressIpVersion]),
    );
    // If one of the two was not returned, SLB decides.
    const others = instances.filter(
      ({ loadBalancerId }) =>
        chosen?.addressIpVersion &&
        (versions.get(loadBalancerId) || chosen.addressIpVersion) !== chosen.addressIpVersion,
    );
    return {
      regionId,
      count: portsOf(instances),
      lists: options?.accessControlLists,
      aclId,
      isId: isListId(aclId),
      chosen,
      entries: reads.accessControlLists(regionId, aclId)[0]?.value,
      otherVersion: portsOf(others),
    };
  });

  return {
    regions,
    /** Begins to read the lists of the regions of these. */
    begin: (instances: readonly InstancePorts[]) => {
      setTouched(instances);
      for (const regionId of new Set(instances.map((instance) => instance.regionId)))
        reads.readRegion(regionId);
    },
    choose: (regionId: string, aclId: string) => {
      const id = normalizeTyped(aclId);
      setAclIds((known) => ({ ...known, [regionId]: id }));
      if (isListId(id)) reads.readAccessControlLists(regionId, id);
    },
    /** Reads what failed once more. */
    readAgain: (regionId: string) => {
      reads.readRegion(regionId, true);
      const id = aclIds[regionId] ?? '';
      if (isListId(id)) reads.readAccessControlLists(regionId, id, true);
    },
  };
}

/** The result of the choices, for lists of one type (`white`, `black`). A region without lists is left out: its listeners are skipped. */
export function listsRequested(
  type: string,
  regions: readonly RegionChoice[],
): {
  chosen: RegionList[];
  /** The first region where one is still to be chosen, or where what was typed is no id. */
  missing: string | null;
  wrong: string | null;
  /** The regions whose list does what its kind does not promise. */
  follows: { regionId: string; consequence: AccessConsequence }[];
} {
  const bound = regions.filter((region) => !hasNone(region));
  return {
    chosen: bound.flatMap(({ regionId, aclId, chosen }) =>
      aclId === '' ? [] : [{ regionId, aclId, name: chosen?.name ?? null }],
    ),
    missing: bound.find(({ aclId }) => aclId === '')?.regionId ?? null,
    wrong: bound.find(({ aclId, isId }) => aclId !== '' && !isId)?.regionId ?? null,
    follows: bound.flatMap(({ regionId, entries }) => {
      const consequence = accessConsequence(reachByLists(type, [entries?.ok ? entries.value : null]));
      return consequence === undefined ? [] : [{ regionId, consequence }];
    }),
  };
}

/** Whether a region was read and has no list. */
export function hasNone({ lists }: RegionChoice): boolean {
  return lists?.ok === true && lists.value.length === 0;
}

function portsOf(instances: readonly InstancePorts[]): number {
  return instances.reduce((sum, { ports }) => sum + ports.length, 0);
}
