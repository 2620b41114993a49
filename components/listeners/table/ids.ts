import type { ListenerKey } from '@/lib/model/outcome';
import { protocolOf } from '@/lib/model/protocol';

/** The element of a row. */
export function rowId(key: ListenerKey): string {
  return `listener-${key.loadBalancerId}-${key.listenerPort}-${protocolOf(key)}`;
}

/** The Start button beside "Stopped" on the row just made. */
export function startButtonId(key: ListenerKey): string {
  return `start-${key.loadBalancerId}-${key.listenerPort}`;
}
