import 'server-only';
import { hasStateToRestore } from '@/lib/activity/change-set';
import { listActivity } from '@/lib/activity/list';
import { auditStateIn } from '@/lib/listeners/commands/audit-log';
import type { ListenerKey } from '@/lib/model/outcome';
import { protocolOf } from '@/lib/model/protocol';
import { settingsFromNames, type Settings } from '@/lib/model/settings';

/** A listener as it was before a write, as the audit log stores it. */
export type EarlierState = {
  listener: ListenerKey;
  settings: Settings;
  backendServerPort: string | null;
  /** When the write was made, ISO 8601 in UTC, and its API action. */
  at: string;
  operation: string;
};

/** The state before an audit log entry; null if there is no such entry, or there was no listener before it. */
export async function readEarlierState(activityId: number): Promise<EarlierState | null> {
  const [entry] = await listActivity({ limit: 1, beforeId: activityId + 1 });
  // Only TCP listeners are created or changed.
  if (entry?.id !== activityId || entry.protocol !== undefined) return null;
  const record = auditStateIn(entry.before);
  // Only a listener that was read has a status.
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

/** The audit log entry of a listener's newest deletion, from which it can be recreated; null if there is none. */
export async function newestDeletionId(listener: ListenerKey): Promise<number | null> {
  const [entry] = await listActivity({ limit: 1, filter: { ...listener, protocol: protocolOf(listener) } });
  return entry !== undefined && entry.operation === 'DeleteLoadBalancerListener' && hasStateToRestore(entry)
    ? entry.id
    : null;
}
