import type { ListenerKey } from '@/lib/listeners/outcome';

/** The scrolling place of the table. */
export const TABLE_ID = 'listeners-table';

/** The element of a row. */
export function rowId(key: ListenerKey, protocol: string): string {
  return `listener-${key.loadBalancerId}-${key.listenerPort}-${protocol}`;
}
