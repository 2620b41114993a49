'use client';

import { useRef, useState } from 'react';
import {
  namesSeveralLists,
  type AccessControlListOptions,
  type InstanceOptions,
  type Read,
  type RegionOptions,
} from '@/lib/listeners/edit/form-options';
import { isBlank, normalizeTyped } from '@/lib/text/typed-text';
import type { ListenerFormValues } from '@/lib/model/draft';
import type { Reach } from '@/lib/model/reach';
import { reachRequested } from './confirmations';
import { readAccessControlListOptions, readInstanceOptions, readRegionOptions } from './read-options';

/** A read of the form; its value is undefined until it was first answered. */
type Loaded<T> = { isLoading: boolean; value: T | undefined };

/** What the page has read before it was sent. */
export type InitialReads = {
  region: { regionId: string; options: RegionOptions } | null;
  instance: { regionId: string; loadBalancerId: string; options: InstanceOptions } | null;
  list: { regionId: string; aclId: string; options: AccessControlListOptions } | null;
};

/** Code of a read to which Sluice's own server gave no answer. */
export const NO_ANSWER = 'Sluice.NoAnswer';
const unanswered: Read<never> = {
  ok: false,
  failure: { code: NO_ANSWER, message: '', requestId: null },
};
const unansweredRegion: RegionOptions = { instances: unanswered, accessControlLists: unanswered };
const unansweredInstance: InstanceOptions = {
  ports: unanswered,
  listenerBandwidthsMbps: unanswered,
  vServerGroups: unanswered,
  primarySecondaryServerGroups: unanswered,
};

/** Results by request, so that a late response is never used for a later choice. */
function useAnswers<T>(first: { key: string; value: T } | null) {
  const [answers, setAnswers] = useState<Readonly<Record<string, Loaded<T>>>>(() =>
    first === null ? {} : { [first.key]: { isLoading: false, value: first.value } },
  );
  // The same, for callers that ask outside of a rendering.
  const latest = useRef<Record<string, T>>(first === null ? {} : { [first.key]: first.value });
  const pending = useRef<Record<string, Promise<void>>>({});
  const set = (key: string, answer: Loaded<T>): void => {
    if (answer.value !== undefined) latest.current[key] = answer.value;
    setAnswers((known) => ({ ...known, [key]: answer }));
  };
  return {
    of: (key: string): Loaded<T> => answers[key] ?? { isLoading: false, value: undefined },
    latestOf: (key: string): T | undefined => latest.current[key],
    /** Waits for the answer that is on its way, if any. */
    settled: async (key: string): Promise<void> => pending.current[key],
    /** Reads what is not there yet; `again` also what is, and keeps the old answer until the new one comes. */
    read: (key: string, ask: () => Promise<T>, otherwise: T, again: boolean): void => {
      if (answers[key] !== undefined && !again) return;
      if (answers[key] === undefined) set(key, { isLoading: true, value: undefined });
      const answer = async (): Promise<void> => {
        const value = await ask().catch(() => otherwise);
        // Requested again in the meantime: the older response must not replace the newer one.
        if (pending.current[key] === answered) set(key, { isLoading: false, value });
      };
      const answered = answer();
      pending.current[key] = answered;
    },
  };
}

/** One per resource, however its id was typed. */
const keyOf = (...parts: readonly string[]): string => parts.map(normalizeTyped).join('/');

/** What the form knows of regions, instances and access control lists, read as they are chosen. */
export function useReads(initial: InitialReads) {
  const regions = useAnswers(
    initial.region && { key: keyOf(initial.region.regionId), value: initial.region.options },
  );
  const instances = useAnswers(
    initial.instance && {
      key: keyOf(initial.instance.regionId, initial.instance.loadBalancerId),
      value: initial.instance.options,
    },
  );
  const lists = useAnswers(
    initial.list && { key: keyOf(initial.list.regionId, initial.list.aclId), value: initial.list.options },
  );

  return {
    /** Who could reach the listener by its list and its instance, as the latest answers have them. */
    reachOf: ({
      regionId,
      loadBalancerId,
      acl,
    }: Pick<ListenerFormValues, 'regionId' | 'loadBalancerId' | 'acl'>): Reach => {
      const list = lists.latestOf(keyOf(regionId, acl.aclId));
      const instances = listOf(regions.latestOf(keyOf(regionId))?.instances);
      return reachRequested(
        acl,
        list,
        instances.find((instance) => instance.loadBalancerId === normalizeTyped(loadBalancerId)),
      );
    },
    accessControlListSettled: (regionId: string, aclId: string) => lists.settled(keyOf(regionId, aclId)),

    region: (regionId: string) => regions.of(keyOf(regionId)),
    instance: (regionId: string, loadBalancerId: string) => instances.of(keyOf(regionId, loadBalancerId)),
    accessControlList: (regionId: string, aclId: string) => lists.of(keyOf(regionId, aclId)),

    readRegion: (regionId: string, again = false): void => {
      if (isBlank(regionId)) return;
      regions.read(keyOf(regionId), () => readRegionOptions(regionId), unansweredRegion, again);
    },
    readInstance: (regionId: string, loadBalancerId: string, again = false): void => {
      if (isBlank(regionId) || isBlank(loadBalancerId)) return;
      instances.read(
        keyOf(regionId, loadBalancerId),
        () => readInstanceOptions(regionId, loadBalancerId),
        unansweredInstance,
        again,
      );
    },
    readAccessControlList: (regionId: string, aclId: string, again = false): void => {
      if (isBlank(regionId) || isBlank(aclId) || namesSeveralLists(aclId)) return;
      lists.read(
        keyOf(regionId, aclId),
        () => readAccessControlListOptions(regionId, aclId),
        unanswered,
        again,
      );
    },
  };
}
export type Reads = ReturnType<typeof useReads>;

/** The list in an answer: empty while it is not there, whatever the cause. */
export function listOf<T>(read: Read<T[]> | undefined): T[] {
  return read?.ok ? read.value : [];
}
