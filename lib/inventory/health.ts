import 'server-only';
import type { ListenerKey } from '@/lib/model/outcome';
import { describeHealthStatus } from '@/lib/slb/operations/health';
import type { BackendHealth } from '@/lib/slb/responses';
import type { CallOptions, SlbResult } from '@/lib/slb/result';
import type { HealthReading } from '@/lib/model/health-types';
import { recordWaitingOf } from './health-recorder';
import { recordObservations, observationsOf } from './health-observations';
import { noteObservation } from './observed-health';

/** slb-api.md 3.12: nothing is checked on this port. */
const NOT_CHECKED = 'CheckedListenerNotFound';

/**
 * The health of the servers behind a TCP listener as SLB says now (DescribeHealthStatus, one call), with since when Sluice
 * itself has seen it so. Every reading is recorded. A listener whose check is off is no failure: `checked` is false.
 */
export async function readHealth(
  key: ListenerKey,
  { signal }: CallOptions = {},
): Promise<SlbResult<HealthReading>> {
  const { regionId, loadBalancerId, listenerPort } = key;
  // What SLB says was so when it was asked, or later.
  const readAtMillis = Date.now();
  const result = await describeHealthStatus({ regionId, loadBalancerId, listenerPort }, { signal });
  if (!result.ok)
    return result.error.code === NOT_CHECKED && result.error.kind === 'refused'
      ? {
          ok: true,
          value: { readAtMillis, checked: false, backends: [] },
          requestId: result.error.requestId ?? '',
        }
      : result;
  const found = new Map([[listenerPort, result.value.filter(isOfTcp)]]);
  await noteObservation(key, found, readAtMillis);
  // What the sweep saw of it before is older.
  await recordWaitingOf(key);
  const backends = (await recordObservations(key, found, readAtMillis)).get(listenerPort) ?? [];
  return { ...result, value: { readAtMillis, checked: true, backends } };
}

/**
 * What was last seen of each listener, without a call: by `healthKey`. A listener that was never looked at is missing.
 * `readAtMillis` is the time of the last look.
 */
export async function lastObservedHealth(keys: readonly ListenerKey[]): Promise<Map<string, HealthReading>> {
  const seen = new Map<string, HealthReading>();
  for (const key of keys) {
    await recordWaitingOf(key);
    const backends = await observationsOf(key);
    if (backends.length === 0) continue;
    const readAtMillis = Math.max(...backends.map((backend) => backend.observed.lastObservedMillis));
    seen.set(healthKey(key), {
      readAtMillis,
      checked: true,
      // A server that the last look no longer found is behind the listener no more.
      backends: backends.filter((backend) => backend.observed.lastObservedMillis === readAtMillis),
    });
  }
  return seen;
}

/** A listener as a key of a map. */
export function healthKey({ regionId, loadBalancerId, listenerPort }: ListenerKey): string {
  return `${regionId}/${loadBalancerId}/${listenerPort}`;
}

/** One port may carry a second listener (slb-api.md 3.11); older answers name no protocol. */
function isOfTcp({ protocol }: BackendHealth): boolean {
  return protocol === 'tcp' || protocol === '';
}
