import type { OneTcpListener } from '@/lib/listeners/one-listener-types';
import { isAccessTold } from '@/lib/listeners/setting-states';

/** A listener's access control in few words: its kind, the names of its lists, and how much is on them. */
export type OneAccess =
  | { kind: 'off' }
  /** Not told, or not in a way that can be read. */
  | { kind: 'unknown' }
  | { kind: 'white' | 'black'; names: string; entryCount: number | null }
  | { kind: 'other'; type: string; names: string; entryCount: number | null };

/** `entryCount` is null while one of the lists could not be read. */
export function accessOf({ settings, accessControlLists }: OneTcpListener): OneAccess {
  if (!isAccessTold(settings)) return { kind: 'unknown' };
  if (settings.aclStatus === 'off') return { kind: 'off' };
  const names = accessControlLists.map(({ aclId, list }) => (list.ok ? list.value.name : aclId)).join(', ');
  const entryCount = accessControlLists.reduce<number | null>(
    (sum, { list }) => (sum === null || !list.ok ? null : sum + list.value.entries.length),
    0,
  );
  const type = settings.aclType ?? '';
  return type === 'white' || type === 'black'
    ? { kind: type, names, entryCount }
    : { kind: 'other', type, names, entryCount };
}
