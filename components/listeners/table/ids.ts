import type { ListenerKey } from '@/lib/model/outcome';

/** The element of a row. */
export function rowId(key: ListenerKey, protocol: string): string {
  return `listener-${key.loadBalancerId}-${key.listenerPort}-${protocol}`;
}

/** The Start button beside "Stopped" on the row just made. */
export function startButtonId(key: ListenerKey): string {
  return `start-${key.loadBalancerId}-${key.listenerPort}`;
}
