'use client';

import { useRef, useState } from 'react';
import type {
  AccessControlListOptions,
  AccessControlListRead,
  InstanceOptions,
  Read,
  RegionOptions,
} from '@/lib/listeners/edit/form-options';
import { aclIdsOf } from '@/lib/model/settings';
import { isBlank, normalizeTyped } from '@/lib/text/typed-text';
import type { ListenerFormValues } from '@/lib/model/draft';
import type { Reach } from '@/lib/model/reach';
import { reachRequested } from './confirmations';
import { readAccessControlListOptions, readInstanceOptions, readRegionOptions } from './read-options';

/** A read of the form; its value is undefined until it was first answered. */
type Loaded<T> = { isLoading: boolean; value: T | undefined };

/** An access control list that the form names, as far as it was read. */
export type ListOfForm = { aclId: string } & Loaded<AccessControlListOptions>;

/** What the page has read before it was sent. */
export type InitialReads = {
  region: { regionId: string; options: RegionOptions } | null;
  instance: { regionId: string; loadBalancerId: string; options: InstanceOptions } | null;
  lists: readonly AccessControlListRead[];
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
function useAnswers<T>(first: readonly { key: string; value: T }[]) {
  const [answers, setAnswers] = useState<Readonly<Record<string, Loaded<T>>>>(() =>
    Object.fromEntries(first.map(({ key, value }) => [key, { isLoading: false, value }])),
  );
  // The same, for callers that ask outside of a rendering.
  const latest = useRef<Record<string, T>>(Object.fromEntries(first.map(({ key, value }) => [key, value])));
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
    initial.region === null ? [] : [{ key: keyOf(initial.region.regionId), value: initial.region.options }],
  );
  const instances = useAnswers(
    initial.instance === null
      ? []
      : [
          {
            key: keyOf(initial.instance.regionId, initial.instance.loadBalancerId),
            value: initial.instance.options,
          },
        ],
  );
  const lists = useAnswers(
    initial.lists.map(({ regionId, aclId, options }) => ({ key: keyOf(regionId, aclId), value: options })),
  );

  return {
    /** Who could reach the listener by its lists and its instance, as the latest answers have them. */
    reachOf: ({
      regionId,
      loadBalancerId,
      acl,
    }: Pick<ListenerFormValues, 'regionId' | 'loadBalancerId' | 'acl'>): Reach => {
      const instances = listOf(regions.latestOf(keyOf(regionId))?.instances);
      return reachRequested(
        acl,
        aclIdsOf(acl.aclId).map((aclId) => lists.latestOf(keyOf(regionId, aclId))),
        instances.find((instance) => instance.loadBalancerId === normalizeTyped(loadBalancerId)),
      );
    },
    accessControlListsSettled: (regionId: string, aclId: string) =>
      Promise.all(aclIdsOf(aclId).map((id) => lists.settled(keyOf(regionId, id)))),

    region: (regionId: string) => regions.of(keyOf(regionId)),
    instance: (regionId: string, loadBalancerId: string) => instances.of(keyOf(regionId, loadBalancerId)),
    /** Each list that an `AclId` names. */
    accessControlLists: (regionId: string, aclId: string): ListOfForm[] =>
      aclIdsOf(aclId).map((id) => ({ aclId: id, ...lists.of(keyOf(regionId, id)) })),

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
    readAccessControlLists: (regionId: string, aclId: string, again = false): void => {
      if (isBlank(regionId)) return;
      for (const id of aclIdsOf(aclId))
        lists.read(keyOf(regionId, id), () => readAccessControlListOptions(regionId, id), unanswered, again);
    },
  };
}
export type Reads = ReturnType<typeof useReads>;

/** The list in an answer: empty while it is not there, whatever the cause. */
export function listOf<T>(read: Read<T[]> | undefined): T[] {
  return read?.ok ? read.value : [];
}
