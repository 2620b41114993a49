import 'server-only';
import { describeHealthStatus } from '@/lib/slb/operations/health';
import type { BackendHealth } from '@/lib/slb/responses';
import { unusable } from '@/lib/slb/errors';
import type { CallOptions, SlbResult } from '@/lib/slb/result';
import { metrics, regionLabels } from '@/lib/telemetry/metrics';
import { connectionIdentity } from './connection';
import { recordLater } from './health-recorder';
import { noteObservation, observedHealth } from './observed-health';

const UNASSIGNED = 'A server in the answer cannot be told from others, or names no listener.';

/**
 * Observes the health behind all TCP listeners of an instance in one call (DescribeHealthStatus without a port) that
 * yields to interactive calls. Results are available to the list at once and then recorded: this throws if the disk is
 * full. A listener without servers in the response is known to have none; if a server names no listener, nothing is
 * known about any of them.
 */
export async function observeInstanceHealth(
  { regionId, loadBalancerId }: { regionId: string; loadBalancerId: string },
  { signal, priority = 'idle' }: CallOptions = {},
): Promise<SlbResult<null>> {
  const connection = await connectionIdentity();
  // SLB's response is as of the request or later: a change observed in the meantime is newer.
  const requestedAtMillis = Date.now();
  const result = await describeHealthStatus({ regionId, loadBalancerId }, { signal, priority });
  if (!result.ok) return result;
  // It may be the dead one of a listener whose others are healthy: without it "3 of 3" would be shown for four.
  if (result.gaps !== undefined || result.value.some(({ listenerPort }) => listenerPort === null))
    return { ok: false, error: unusable(UNASSIGNED, result.requestId) };
  const byPort = new Map<number, BackendHealth[]>();
  for (const backend of result.value) {
    const { listenerPort, protocol } = backend;
    // One port may have a second listener (slb-api.md 3.11); older responses name no protocol.
    if (listenerPort === null || (protocol !== 'tcp' && protocol !== '')) continue;
    const known = byPort.get(listenerPort);
    if (known) known.push(backend);
    else byPort.set(listenerPort, [backend]);
  }
  const instance = { regionId, loadBalancerId };
  const { currentMillis } = await observedHealth();
  const sweep = { currentMillis };
  const observation = { connection, instance, found: byPort, atMillis: requestedAtMillis, sweep };
  await noteObservation(observation);
  metrics().healthObservedAt.set(regionLabels(regionId), requestedAtMillis / 1000);
  recordLater(observation);
  return { ...result, value: null };
}
