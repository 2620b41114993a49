'use client';

import { useWatch } from 'react-hook-form';
import type { FieldPath, ListenerFormValues } from '@/lib/model/draft';
import type {
  AccessControlListChoice,
  InstanceChoice,
  InstanceOptions,
} from '@/lib/listeners/edit/form-options';
import { normalizeTyped } from '@/lib/text/typed-text';
import type { Reach } from '@/lib/model/reach';
import { useBad, useListenerForm } from './form-context';
import { pathsInOrder } from './sections';
import { isShown } from './shown';
import { listOf, type ListOfForm } from './use-reads';
import { reachRequested } from './confirmations';
import { useFieldMessages } from './use-field-messages';

/** Everything that is typed, as it changes. For the leaves that show all of it; a field watches its own. */
export function useValues(): ListenerFormValues {
  const { form } = useListenerForm();
  return useWatch({
    control: form.control,
    // A copy: what mounts late (the summary) would be given the form's own branches, which change under the comparison
    // that decides whether anything has changed.
    compute: (values: ListenerFormValues) => structuredClone(values),
  });
}

export type Problem = { path: FieldPath; label: string; words: string };

/** The invalid fields of the listener, from top to bottom, with the messages at the fields. */
export function useProblems(values: ListenerFormValues): Problem[] {
  const bad = useBad();
  const { label } = useFieldMessages();
  return pathsInOrder
    .filter((path) => isShown(path, values))
    .flatMap((path) => {
      const words = bad(path);
      return words === undefined ? [] : [{ path, label: label(path), words }];
    });
}

/** What was read of the chosen instance: its entry in the region's list, and its own facts. */
export function useChosenInstance(): {
  regionId: string;
  loadBalancerId: string;
  /** What to call it: its name, else its id. */
  name: string;
  choice: InstanceChoice | undefined;
  facts: InstanceOptions | undefined;
  loading: boolean;
} {
  const { form, reads } = useListenerForm();
  const [regionId, typedId] = useWatch({ control: form.control, name: ['regionId', 'loadBalancerId'] });
  const loadBalancerId = normalizeTyped(typedId);
  const instance = reads.instance(regionId, loadBalancerId);
  const choice = listOf(reads.region(regionId).value?.instances).find(
    (candidate) => candidate.loadBalancerId === loadBalancerId,
  );
  return {
    regionId,
    loadBalancerId,
    name: choice?.name ?? loadBalancerId,
    choice,
    facts: instance.value,
    loading: instance.isLoading,
  };
}

/** Who could reach the requested listener, as far as its lists and its instance are known. */
export function useReach(): Reach {
  const { form } = useListenerForm();
  const { choice } = useChosenInstance();
  const acl = useWatch({ control: form.control, name: 'acl' });
  const lists = useChosenLists().map(({ value }) => value);
  return reachRequested(acl, lists, choice);
}

/** The chosen access control lists, each with its name or, where that is not known, its id. */
export function useChosenLists(): (ListOfForm & {
  name: string;
  listed: AccessControlListChoice | undefined;
})[] {
  const { form, reads } = useListenerForm();
  const [regionId, aclId] = useWatch({ control: form.control, name: ['regionId', 'acl.aclId'] });
  const offered = listOf(reads.region(regionId).value?.accessControlLists);
  return reads.accessControlLists(regionId, aclId).map((list) => {
    const listed = offered.find((one) => one.aclId === list.aclId);
    return { ...list, listed, name: listed?.name ?? list.aclId };
  });
}
