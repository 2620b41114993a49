import type { Route } from 'next';
import { defaultListQuery, listHref } from './list-query';
import type { ListenerKey } from '@/lib/model/outcome';

/** The URLs of a listener's pages. SLB has no listener ids: region, instance and port, and the protocol if it is not TCP, identify it. */

/** The page of one listener. */
export function listenerHref(key: ListenerKey): Route {
  const { protocol = 'tcp' } = key;
  const search = protocol === 'tcp' ? '' : `?protocol=${encodeURIComponent(protocol)}`;
  return `/listeners/${segmentsOf(key)}${search}` as Route;
}

/** The form to edit a listener. */
export function editHref(key: ListenerKey): Route {
  return `/listeners/${segmentsOf(key)}/edit` as Route;
}

/** The form for a new listener, filled from this one. */
export function cloneHref(key: ListenerKey): Route {
  return `/listeners/new?from=${segmentsOf(key)}` as Route;
}

/** The form filled with the listener's state before an audit log entry, to restore it. */
export function restoreHref(key: ListenerKey, activityId: number): Route {
  return `${editHref(key)}?restore=${activityId}` as Route;
}

/** The form for a new listener, filled with the state of a deleted one before an audit log entry. */
export function recreateHref(activityId: number): Route {
  return `/listeners/new?restore=${activityId}` as Route;
}

/** One segment each, whatever the ids contain. */
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

/** The list of a region's listeners with one value of a column. */
export function listOfValueHref(
  regionId: string,
  column: 'access' | 'backend' | 'server',
  value: string,
): Route {
  return listHref({ ...defaultListQuery, regions: [regionId], text: `${column}:="${value}"` }) as Route;
}
