import { emptyListConsequence } from '@/lib/listeners/advice';
import type { FieldPath, ListenerFormValues } from '@/lib/listeners/draft';
import { settingsAsked, type Opened } from '@/lib/listeners/edit-values';
import { changesBetween, settingFields } from '@/lib/listeners/settings';

/** Whether an empty allowlist still waits for its tick (ux.md F10). */
export function needsTick(acl: ListenerFormValues['acl'], entryCount: number | undefined): boolean {
  return emptyListConsequence(acl, entryCount) === 'allowlist-open' && !acl.emptyAcknowledged;
}

/** The fields of an edit whose settings change. */
export function changedFields(opened: Opened, values: ListenerFormValues): FieldPath[] {
  return changesBetween(opened.settings, settingsAsked(opened, values)).flatMap(({ name }) => {
    const path = settingFields[name];
    return path === null ? [] : [path];
  });
}
