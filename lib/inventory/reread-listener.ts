import 'server-only';
import type { ListenerKey } from '@/lib/model/outcome';
import { describeListeners } from '@/lib/slb/operations/listeners';
import type { ListenerSummary, TcpListenerAttributes } from '@/lib/slb/responses';
import type { SlbResult } from '@/lib/slb/result';
import { inventory, keepForSave, save } from './inventory';
import { takePart } from './reading';
import { listenerCopyKey, makeUnsure, takeListeners, takePartGaps } from './region-copy';
import { copiesOf } from './regions';

/**
 * Reads the row of one listener again, at once. Call it after every write, whatever the result, before reporting
 * anything. One call. A deleted row is pruned. If it cannot be read its status becomes unknown, so that data from
 * before the write is never shown as current. Never throws for an expected failure.
 */
export async function rereadListener(listener: ListenerKey): Promise<void> {
  const { regionId, loadBalancerId, listenerPort } = listener;
  const inv = await inventory();
  const [copy] = await copiesOf(inv, [regionId]);
  if (copy === undefined) return;
  const requestedAtMillis = Date.now();
  const result = await describeListeners({ regionId, loadBalancerIds: [loadBalancerId], listenerPort });
  // A row without identity may be this one, so it is not reported as deleted.
  const isUnread = result.ok && result.gaps !== undefined;
  if (!isUnread)
    takePart(
      copy,
      result,
      requestedAtMillis,
      (row) => row.loadBalancerId === loadBalancerId && row.listenerPort === listenerPort,
    );
  if (!result.ok || isUnread) makeUnsure(copy, listener, requestedAtMillis);
  await save(inv, copy);
}

/**
 * Takes in a TCP listener that was just read on its own: its row is then as current as after `rereadListener`. No call, and
 * nothing is written until `saveKept`. Tags that the response lacks are kept.
 */
export async function takeListener(
  { regionId, loadBalancerId }: ListenerKey,
  attributes: TcpListenerAttributes,
  requestedAtMillis: number,
): Promise<void> {
  const inv = await inventory();
  const [copy] = await copiesOf(inv, [regionId]);
  if (copy === undefined) return;
  const { synProxy: _synProxy, ...settings } = attributes;
  const known = copy.listeners.get(
    listenerCopyKey({ loadBalancerId, listenerPort: attributes.listenerPort }, 'tcp'),
  );
  const tags = settings.tags ?? known?.summary.tags;
  takeListeners(copy, [{ ...settings, tags, loadBalancerId, listenerProtocol: 'tcp' }], requestedAtMillis);
  keepForSave(inv, copy);
}

/**
 * Reads the listeners of some instances of a region again, ten instances per call, at background priority, and returns
 * them: for following many listeners until they settle. The list gets them too.
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
 * Used instead of `rereadListener` after a deletion SLB accepted but does not show yet (slb-api.md 5.8): the row's
 * status becomes unknown, because a read now would return the state before. A later read decides. No call.
 */
export async function leaveListenerUnsure(listener: ListenerKey): Promise<void> {
  const inv = await inventory();
  const [copy] = await copiesOf(inv, [listener.regionId]);
  if (copy === undefined) return;
  makeUnsure(copy, listener, Date.now());
  await save(inv, copy);
}
