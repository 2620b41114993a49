import type { Route } from 'next';
import type { ListenerKey } from './outcome';

/**
 * Where the pages of one listener are. SLB has no listener id: region,
 * instance and port name it.
 */

/** The page of one listener. */
export function listenerHref(key: ListenerKey): Route {
  return `/listeners/${segmentsOf(key)}` as Route;
}

/** The form filled with what the listener is, to change it. */
export function editHref(key: ListenerKey): Route {
  return `/listeners/${segmentsOf(key)}/edit` as Route;
}

/** The form for a new listener, filled with what this one is. */
export function cloneHref(key: ListenerKey): Route {
  return `/listeners/new?from=${segmentsOf(key)}` as Route;
}

/** One segment each, whatever is in the ids. */
function segmentsOf({ regionId, loadBalancerId, listenerPort }: ListenerKey): string {
  return [regionId, loadBalancerId, String(listenerPort)].map(encodeURIComponent).join('/');
}
