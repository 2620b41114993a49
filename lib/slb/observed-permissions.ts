import 'server-only';
import type { Connection } from '@/lib/config';
import { isDenial } from './errors';
import { connectionKey } from './named-regions';
import type { AttemptResult } from './transport';

/** Whether RAM allowed an action when it was last sent. */
export type ObservedPermission = 'allowed' | 'denied';

// On globalThis because a Next server may load one module twice. Per connection: another account has other permissions.
const held: typeof globalThis & { sluicePermissions?: Map<string, Map<string, ObservedPermission>> } =
  globalThis;

/** The actions sent so far, such as `slb:DescribeRegions`, and what RAM said the last time. */
export function observedPermissions(connection: Connection): Map<string, ObservedPermission> {
  const all = (held.sluicePermissions ??= new Map<string, Map<string, ObservedPermission>>());
  const known = all.get(connectionKey(connection)) ?? new Map<string, ObservedPermission>();
  all.set(connectionKey(connection), known);
  return known;
}

/** Remembers what a response reveals: one that succeeded was allowed, and a failure says nothing unless it is a denial. */
export function observePermission(connection: Connection, action: string, attempt: AttemptResult): void {
  if (attempt.ok) observedPermissions(connection).set(`slb:${action}`, 'allowed');
  else if (isDenial(attempt.failure)) observedPermissions(connection).set(`slb:${action}`, 'denied');
}
