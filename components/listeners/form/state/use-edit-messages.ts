'use client';

import { useSettingMessages } from '@/components/listeners/use-setting-messages';
import { useListenerForm } from './form-context';
import { useChosenInstance } from './use-problems';
import { listOf } from './use-reads';

/** Settings as text, with the names of groups and lists as read. */
export function useEditMessages() {
  const { reads } = useListenerForm();
  const { regionId, facts } = useChosenInstance();
  const lists = listOf(reads.region(regionId).value?.accessControlLists);
  const groups = [...listOf(facts?.vServerGroups), ...listOf(facts?.primarySecondaryServerGroups)];
  return useSettingMessages(
    (id) =>
      lists.find(({ aclId }) => aclId === id)?.name ?? groups.find(({ groupId }) => groupId === id)?.name,
  );
}
