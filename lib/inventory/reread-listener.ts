import 'server-only';
import type { ListenerKey } from '@/lib/model/outcome';
import { describeListeners } from '@/lib/slb/operations/listeners';
import type { ListenerSummary } from '@/lib/slb/responses';
import type { SlbResult } from '@/lib/slb/result';
import { inventory, save } from './inventory';
import { takePart } from './reading';
import { makeUnsure, takePartGaps } from './region-copy';
import { copiesOf } from './regions';

/**
 * Reads the row of one listener again, at once: to be called after every write, whatever came of it, before anything is
 * said of it. One call. A row that is gone vanishes; where it cannot be read its status becomes unknown, so that what was
 * read before the write is never shown as if it were still so. Never throws for an expected failure.
 */
export async function rereadListener({ regionId, loadBalancerId, listenerPort }: ListenerKey): Promise<void> {
  const inv = await inventory();
  const [copy] = await copiesOf(inv, [regionId]);
  if (copy === undefined) return;
  const requestedAtMillis = Date.now();
  const result = await describeListeners({ regionId, loadBalancerIds: [loadBalancerId], listenerPort });
  // A row without identity may be this one, so it is not said to be gone.
  const isUnread = result.ok && result.gaps !== undefined;
  if (!isUnread)
    takePart(
      copy,
      result,
      requestedAtMillis,
      (row) => row.loadBalancerId === loadBalancerId && row.listenerPort === listenerPort,
    );
  if (!result.ok || isUnread) makeUnsure(copy, { loadBalancerId, listenerPort }, requestedAtMillis);
  await save(inv, copy);
}

/**
 * Reads the listeners of some instances of a region again, ten instances a call, in the background, and answers them: for whoever follows
 * many listeners until they have settled. The list has them too.
 */
export async function rereadListenersOf(
  regionId: string,
  loadBalancerIds: readonly string[],
): Promise<SlbResult<ListenerSummary[]>> {
  const inv = await inventory();
  const [copy] = await copiesOf(inv, [regionId]);
  const requestedAtMillis = Date.now();
  const result = await describeListeners({ regionId, loadBalancerIds }, { priority: 'background' });
  if (copy === undefined) return result;
  takePart(copy, result, requestedAtMillis, ({ loadBalancerId }) => loadBalancerIds.includes(loadBalancerId));
  if (result.ok) takePartGaps(copy, loadBalancerIds, result.gaps);
  await save(inv, copy);
  return result;
}

/**
 * In the place of `rereadListener` after a deletion that SLB took and still does not show (slb-api.md 5.8): the status of the row becomes
 * unknown, because what a reading says now is what was before. A later reading decides. No call.
 */
export async function leaveListenerUnsure({
  regionId,
  loadBalancerId,
  listenerPort,
}: ListenerKey): Promise<void> {
  const inv = await inventory();
  const [copy] = await copiesOf(inv, [regionId]);
  if (copy === undefined) return;
  makeUnsure(copy, { loadBalancerId, listenerPort }, Date.now());
  await save(inv, copy);
}
