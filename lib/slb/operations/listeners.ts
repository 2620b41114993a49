import 'server-only';
import { listenersAnswer, tcpListenerAnswer } from '@/lib/slb/answers/listeners';
import { otherListenerAnswer } from '@/lib/slb/answers/other-listeners';
import { readSlb, writeSlb } from '@/lib/slb/client';
import { unusable } from '@/lib/slb/errors';
import { allChainedPages } from '@/lib/slb/paging';
import type {
  ListenerSummary,
  OtherListenerAttributes,
  OtherProtocol,
  TcpListenerAttributes,
} from '@/lib/slb/responses';
import type { CallOptions, ListGaps, SlbResult } from '@/lib/slb/result';

const PAGE_SIZE = 100;
const IDS_PER_CALL = 10;

/** Identifies one listener. The protocol is needed only if one port has two (slb-api.md 3.11). */
export type ListenerIdentity = {
  regionId: string;
  loadBalancerId: string;
  listenerPort: number;
  listenerProtocol?: string | undefined;
};

/**
 * CreateLoadBalancerTCPListener (slb-api.md 3.7). The new listener is stopped. `wireParameters` are sent as they are,
 * with RegionId. Retried only if the service said that it did not begin. If the response is lost the outcome is
 * `unknown`, and the caller has to check before retrying (4.4).
 */
export function createTcpListener(
  regionId: string,
  wireParameters: Readonly<Record<string, string>>,
  options?: CallOptions,
): Promise<SlbResult<null>> {
  return writeSlb('CreateLoadBalancerTCPListener', regionId, wireParameters, options);
}

/**
 * SetLoadBalancerTCPListenerAttribute (slb-api.md 3.8): what is not sent stays as it is. `wireParameters` are sent as
 * they are, with RegionId and the listener's key. Retried only if the service said that it did not begin; a lost
 * response is `unknown`.
 */
export function setTcpListener(
  key: Omit<ListenerIdentity, 'listenerProtocol'>,
  wireParameters: Readonly<Record<string, string>>,
  options?: CallOptions,
): Promise<SlbResult<null>> {
  const parameters = { ...keyOf(key), ...wireParameters };
  return writeSlb('SetLoadBalancerTCPListenerAttribute', key.regionId, parameters, options);
}

/**
 * One TCP listener (slb-api.md 3.9). `isGone` is true for the failure of a missing one. Right after Create the response
 * may not be usable yet: that is a `busy` failure, and the read may be repeated.
 */
export async function describeTcpListener(
  key: Omit<ListenerIdentity, 'listenerProtocol'>,
  options?: CallOptions,
): Promise<SlbResult<TcpListenerAttributes>> {
  const action = 'DescribeLoadBalancerTCPListenerAttribute';
  const result = await readSlb(action, key.regionId, keyOf(key), tcpListenerAnswer, options);
  if (!result.ok) return result;
  if (result.value !== null) return { ...result, value: result.value };
  const error = unusable('The listener cannot be read yet.', result.requestId);
  return { ok: false, error: { ...error, kind: 'busy' } };
}

/** One listener of another protocol. `isGone` is true for the failure of a missing one. */
export function describeOtherListener(
  key: Omit<ListenerIdentity, 'listenerProtocol'>,
  protocol: OtherProtocol,
  options?: CallOptions,
): Promise<SlbResult<OtherListenerAttributes>> {
  const action = `DescribeLoadBalancer${protocol.toUpperCase()}ListenerAttribute`;
  return readSlb(action, key.regionId, keyOf(key), otherListenerAnswer(protocol), options);
}

/** Which listeners: those of a region, of the given instances, or on one port of them. */
export type ListenersQuery = {
  regionId: string;
  loadBalancerIds?: readonly string[] | undefined;
  listenerPort?: number | undefined;
  /** Called with each page as it arrives and when it was requested (epoch ms). The result is all pages together. */
  onPage?: ((listeners: readonly ListenerSummary[], requestedAtMillis: number) => void) | undefined;
};

/**
 * Every listener, of every protocol, of a region or of the given instances, ten per call (slb-api.md 3.10). An empty
 * list of instances has no listeners.
 */
export async function describeListeners(
  query: ListenersQuery,
  options?: CallOptions,
): Promise<SlbResult<ListenerSummary[]>> {
  const { loadBalancerIds } = query;
  if (loadBalancerIds === undefined) return listenersOf(query, [], options);
  const listeners: ListenerSummary[] = [];
  let requestId = '';
  let gaps: ListGaps | undefined;
  for (let start = 0; start < loadBalancerIds.length; start += IDS_PER_CALL) {
    const result = await listenersOf(query, loadBalancerIds.slice(start, start + IDS_PER_CALL), options);
    if (!result.ok) return result;
    listeners.push(...result.value);
    requestId = result.requestId;
    gaps = bothGaps(gaps, result.gaps);
  }
  return { ok: true, value: listeners, requestId, ...(gaps !== undefined && { gaps }) };
}

function bothGaps(one: ListGaps | undefined, other: ListGaps | undefined): ListGaps | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  const counts = [one.incomplete, other.incomplete].filter((incomplete) => incomplete !== null);
  return {
    unread: [...one.unread, ...other.unread],
    incomplete:
      counts.length === 0
        ? null
        : counts.reduce((sum, next) => ({
            read: sum.read + next.read,
            of: sum.of === null || next.of === null ? null : sum.of + next.of,
          })),
  };
}

function listenersOf(
  { regionId, listenerPort, onPage }: ListenersQuery,
  loadBalancerIds: readonly string[],
  options: CallOptions | undefined,
): Promise<SlbResult<ListenerSummary[]>> {
  const filter = Object.fromEntries(loadBalancerIds.map((id, index) => [`LoadBalancerId.${index + 1}`, id]));
  return allChainedPages(
    async (nextToken) => {
      const parameters = {
        ...filter,
        ...(listenerPort !== undefined && { ListenerPort: String(listenerPort) }),
        MaxResults: String(PAGE_SIZE),
        ...(nextToken !== undefined && { NextToken: nextToken }),
      };
      const requestedAtMillis = Date.now();
      const page = await readSlb(
        'DescribeLoadBalancerListeners',
        regionId,
        parameters,
        listenersAnswer,
        options,
      );
      if (page.ok) onPage?.(page.value.items, requestedAtMillis);
      return page;
    },
    (listener) => `${listener.loadBalancerId} ${listener.listenerProtocol} ${listener.listenerPort}`,
  );
}

/** StartLoadBalancerListener: stopped → starting, then running (slb-api.md 3.11). */
export function startListener(identity: ListenerIdentity, options?: CallOptions): Promise<SlbResult<null>> {
  return changeListener('StartLoadBalancerListener', identity, options);
}

/** StopLoadBalancerListener: traffic is cut (slb-api.md 3.11). */
export function stopListener(identity: ListenerIdentity, options?: CallOptions): Promise<SlbResult<null>> {
  return changeListener('StopLoadBalancerListener', identity, options);
}

/**
 * DeleteLoadBalancerListener, from stopped or running. `isGone` is true for the failure of a listener that no longer
 * exists.
 */
export function deleteListener(identity: ListenerIdentity, options?: CallOptions): Promise<SlbResult<null>> {
  return changeListener('DeleteLoadBalancerListener', identity, options);
}

function changeListener(
  action: string,
  { listenerProtocol, ...key }: ListenerIdentity,
  options: CallOptions | undefined,
): Promise<SlbResult<null>> {
  const protocol = listenerProtocol !== undefined && { ListenerProtocol: listenerProtocol };
  return writeSlb(action, key.regionId, { ...keyOf(key), ...protocol }, options);
}

function keyOf({ loadBalancerId, listenerPort }: ListenerIdentity) {
  return { LoadBalancerId: loadBalancerId, ListenerPort: String(listenerPort) };
}
