import 'server-only';
import { describeHealthStatus } from '@/lib/slb/operations/health';
import type { BackendHealth } from '@/lib/slb/responses';
import type { CallOptions, SlbResult } from '@/lib/slb/result';
import { recordSightings } from './health-sightings';
import { tallyOf, type SeenTally } from './health-types';

/** The tally of one TCP listener of an instance. */
export type PortTally = { listenerPort: number; tally: SeenTally };

/**
 * The health behind all TCP listeners of an instance, in one call (DescribeHealthStatus without a port), for a list: it
 * gives way to every call that somebody waits for. Every finding is recorded. A listener that SLB says nothing of (its check is
 * off, or nothing is behind it) is missing.
 */
export async function readInstanceHealth(
  { regionId, loadBalancerId }: { regionId: string; loadBalancerId: string },
  { signal, lane = 'background' }: CallOptions = {},
): Promise<SlbResult<PortTally[]>> {
  const result = await describeHealthStatus({ regionId, loadBalancerId }, { signal, lane });
  if (!result.ok) return result;
  const seenAtMillis = Date.now();
  const byPort = new Map<number, BackendHealth[]>();
  for (const backend of result.value) {
    const { listenerPort, protocol } = backend;
    // One port may carry a second listener (slb-api.md 3.11); older answers name no protocol.
    if (listenerPort === null || (protocol !== 'tcp' && protocol !== '')) continue;
    byPort.set(listenerPort, [...(byPort.get(listenerPort) ?? []), backend]);
  }
  await recordSightings({ regionId, loadBalancerId }, byPort, seenAtMillis);
  const tallies = [...byPort].map(([listenerPort, backends]) => ({
    listenerPort,
    tally: { ...tallyOf({ backends }), seenAtMillis },
  }));
  return { ...result, value: tallies };
}
