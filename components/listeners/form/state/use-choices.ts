'use client';

import { useRef, useState } from 'react';
import { isPayByBandwidth } from '@/lib/model/advice';
import { normalizeTyped } from '@/lib/text/typed-text';
import type { ListenerForm } from './form-types';
import { listOf, type Reads } from './use-reads';

/** What belongs to a region, and to an instance in it. */
type OfRegion = { loadBalancerId: string; aclId: string };
type OfInstance = { vServerGroupId: string; primarySecondaryServerGroupId: string };

/**
 * What a choice of region or instance sets off: what belonged to the other one is put aside and comes back with it
 * (ux.md F4; a closed select changes with each arrow key), and what the new one offers is read.
 */
export function useChoices(form: ListenerForm, reads: Reads) {
  const chosen = useRef({
    regionId: form.getValues('regionId'),
    loadBalancerId: form.getValues('loadBalancerId'),
  });
  const ofRegions = useRef<Record<string, OfRegion>>({});
  const ofInstances = useRef<Record<string, OfInstance>>({});
  const [unlimitedWithdrawn, setUnlimitedWithdrawn] = useState(false);

  const set = (
    path: 'loadBalancerId' | 'acl.aclId' | 'backend.vServerGroupId' | 'backend.primarySecondaryServerGroupId',
    value: string,
  ): void => {
    form.setValue(path, value, { shouldDirty: true });
    // An error of the other choice's value says nothing of this one.
    form.clearErrors(path);
  };

  const leaveInstance = (): void => {
    const { regionId, loadBalancerId } = chosen.current;
    const [vServerGroupId, primarySecondaryServerGroupId] = form.getValues([
      'backend.vServerGroupId',
      'backend.primarySecondaryServerGroupId',
    ]);
    ofInstances.current[`${regionId}/${loadBalancerId}`] = { vServerGroupId, primarySecondaryServerGroupId };
  };
  const enterInstance = (regionId: string, loadBalancerId: string): void => {
    const kept = ofInstances.current[`${regionId}/${loadBalancerId}`];
    set('backend.vServerGroupId', kept?.vServerGroupId ?? '');
    set('backend.primarySecondaryServerGroupId', kept?.primarySecondaryServerGroupId ?? '');
    chosen.current = { regionId, loadBalancerId };
    reads.readInstance(regionId, loadBalancerId);
    withdrawUnlimited(regionId, loadBalancerId);
  };

  /** D1b: an instance billed by bandwidth does not accept "unlimited"; the switch is announced, not silent. */
  const withdrawUnlimited = (regionId: string, loadBalancerId: string): void => {
    const instance = listOf(reads.region(regionId).value?.instances).find(
      (candidate) => candidate.loadBalancerId === loadBalancerId,
    );
    const rejected = instance !== undefined && isPayByBandwidth(instance);
    const wasUnlimited = form.getValues('bandwidth.kind') === 'unlimited';
    if (rejected && wasUnlimited) form.setValue('bandwidth.kind', 'limited', { shouldDirty: true });
    setUnlimitedWithdrawn(rejected && wasUnlimited);
  };

  function untick(): void {
    form.setValue('acl.emptyAcknowledged', false, { shouldDirty: true });
    form.clearErrors('acl.emptyAcknowledged');
  }

  return {
    /** Unlimited was chosen before and the chosen instance does not take it. */
    unlimitedWithdrawn,

    regionChosen: (typed: string): void => {
      const regionId = normalizeTyped(typed);
      const before = chosen.current;
      if (regionId === before.regionId) return;
      reads.readRegion(regionId);
      // Ids typed before there was a region belong to the first one that is chosen.
      if (before.regionId === '') {
        enterInstance(regionId, before.loadBalancerId);
        reads.readAccessControlLists(regionId, form.getValues('acl.aclId'));
        return;
      }
      leaveInstance();
      ofRegions.current[before.regionId] = {
        loadBalancerId: before.loadBalancerId,
        aclId: form.getValues('acl.aclId'),
      };
      const kept = ofRegions.current[regionId];
      set('loadBalancerId', kept?.loadBalancerId ?? '');
      set('acl.aclId', kept?.aclId ?? '');
      form.setValue('acl.emptyAcknowledged', false, { shouldDirty: true });
      enterInstance(regionId, kept?.loadBalancerId ?? '');
    },

    instanceChosen: (loadBalancerId: string): void => {
      if (loadBalancerId === chosen.current.loadBalancerId) return;
      leaveInstance();
      enterInstance(chosen.current.regionId, loadBalancerId);
    },

    /** A tick confirms one list of one kind: another one has another consequence. */
    accessControlTypeChosen: untick,
    accessControlListChosen: (aclId: string): void => {
      untick();
      reads.readAccessControlLists(form.getValues('regionId'), aclId);
    },
  };
}
export type Choices = ReturnType<typeof useChoices>;
