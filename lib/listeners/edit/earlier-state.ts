import 'server-only';
import { hasStateToRestore } from '@/lib/activity/change-set';
import { listActivity } from '@/lib/activity/list';
import type { ListenerKey } from '@/lib/model/outcome';
import { settingsFromNames, type Settings } from '@/lib/model/settings';

/** A listener as it was before a deed, as the activity trail keeps it. */
export type EarlierState = {
  listener: ListenerKey;
  settings: Settings;
  backendServerPort: string | null;
  /** When the deed was done, ISO 8601 in UTC; and the wire's name of it. */
  at: string;
  operation: string;
};

/** The state an activity entry began from; null where there is no such entry, or it began from nothing. */
export async function readEarlierState(activityId: number): Promise<EarlierState | null> {
  const [entry] = await listActivity({ limit: 1, beforeId: activityId + 1 });
  if (entry?.id !== activityId) return null;
  const record = recordOf(entry.before);
  // Only of a listener that was read there is a status.
  if (record === null || (record['Status'] ?? record['Bandwidth']) === undefined) return null;
  const { regionId, loadBalancerId, listenerPort, at, operation } = entry;
  return {
    listener: { regionId, loadBalancerId, listenerPort },
    settings: settingsFromNames(record),
    backendServerPort: record['BackendServerPort'] ?? null,
    at,
    operation,
  };
}

/** The activity entry of the newest deletion of a listener, from which it can be recreated; null where there is none. */
export async function newestDeletionId(listener: ListenerKey): Promise<number | null> {
  const [entry] = await listActivity({ limit: 1, filter: listener });
  return entry !== undefined && entry.operation === 'DeleteLoadBalancerListener' && hasStateToRestore(entry)
    ? entry.id
    : null;
}

function recordOf(before: unknown): Record<string, string> | null {
  if (typeof before !== 'object' || before === null) return null;
  const texts = Object.entries(before).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(texts);
}
