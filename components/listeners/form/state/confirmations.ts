import { tickedConsequence } from '@/lib/model/advice';
import type { FieldPath, ListenerFormValues } from '@/lib/model/draft';
import { settingsRequested, type Opened } from '@/lib/listeners/edit/edit-values';
import type { AccessControlListOptions, InstanceChoice } from '@/lib/listeners/edit/form-options';
import { reachByLists, reachOf, type Reach } from '@/lib/model/reach';
import { changesBetween, settingFields } from '@/lib/model/settings';

/** Whether a list that does not do what its kind promises still waits for its tick (ux.md F10). */
export function needsTick(acl: ListenerFormValues['acl'], reach: Reach | undefined): boolean {
  return reach !== undefined && tickedConsequence(reach) !== undefined && !acl.emptyAcknowledged;
}

type ReadLists = readonly (AccessControlListOptions | undefined)[];

/** Who could reach a listener with this access control; a list is undefined while its entries are not known. */
export function reachRequested(
  acl: ListenerFormValues['acl'],
  lists: ReadLists,
  instance: InstanceChoice | undefined,
): Reach {
  return acl.status !== 'on'
    ? reachOf(
        { status: acl.status === 'off' ? 'off' : 'unknown' },
        instance ?? { addressType: '', addressIpVersion: '' },
      )
    : reachByLists(
        acl.type,
        lists.map((list) => (list?.ok ? list.value : null)),
        instance,
      );
}

/** How many entries the lists have together; undefined while one of them is not known. */
export function entryCountOf(lists: ReadLists): number | undefined {
  const counts = lists.flatMap((list) => (list?.ok ? [list.value.entries.length] : []));
  if (lists.length === 0 || counts.length < lists.length) return undefined;
  return counts.reduce((sum, count) => sum + count, 0);
}

export function changedFields(opened: Opened, values: ListenerFormValues): FieldPath[] {
  return changesBetween(opened.settings, settingsRequested(opened, values)).flatMap(({ name }) => {
    const path = settingFields[name];
    return path === null ? [] : [path];
  });
}
