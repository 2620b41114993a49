import type { Route } from 'next';
import { defaultListQuery, listHref } from './list-query';
import type { ListenerKey } from '@/lib/model/outcome';

/**
 * Where the pages of one listener are. SLB has no listener id: region,
 * instance and port name it.
 */

/** The page of one listener; `protocol` where it is not TCP, because one port may carry two listeners (slb-api.md 3.11). */
export function listenerHref(key: ListenerKey, protocol = 'tcp'): Route {
  const search = protocol === 'tcp' ? '' : `?protocol=${encodeURIComponent(protocol)}`;
  return `/listeners/${segmentsOf(key)}${search}` as Route;
}

/** The form filled with what the listener is, to change it. */
export function editHref(key: ListenerKey): Route {
  return `/listeners/${segmentsOf(key)}/edit` as Route;
}

/** The form for a new listener, filled with what this one is. */
export function cloneHref(key: ListenerKey): Route {
  return `/listeners/new?from=${segmentsOf(key)}` as Route;
}

/** The form filled with what the listener was before an entry of its activity, to make it so again. */
export function restoreHref(key: ListenerKey, activityId: number): Route {
  return `${editHref(key)}?restore=${activityId}` as Route;
}

/** The form for a new listener, filled with what one that is gone was before an entry of its activity. */
export function recreateHref(activityId: number): Route {
  return `/listeners/new?restore=${activityId}` as Route;
}

/** One segment each, whatever is in the ids. */
function segmentsOf({ regionId, loadBalancerId, listenerPort }: ListenerKey): string {
  return [regionId, loadBalancerId, String(listenerPort)].map(encodeURIComponent).join('/');
}

/** The list of a region's listeners, or of one instance's. */
export function listOfHref({
  regionId,
  loadBalancerId,
}: Pick<ListenerKey, 'regionId'> & Partial<ListenerKey>): Route {
  return listHref({
    ...defaultListQuery,
    regions: [regionId],
    text: loadBalancerId === undefined ? '' : `instance:=${loadBalancerId}`,
  }) as Route;
}
