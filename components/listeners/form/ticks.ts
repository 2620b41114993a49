import { emptyListConsequence } from '@/lib/listeners/advice';
import type { ListenerFormValues } from '@/lib/listeners/draft';

/** Whether an empty allowlist still waits for its tick (ux.md F10). */
export function needsTick(acl: ListenerFormValues['acl'], entryCount: number | undefined): boolean {
  return emptyListConsequence(acl, entryCount) === 'allowlist-open' && !acl.emptyAcknowledged;
}
