import 'server-only';
import type { ListenerKey } from '@/lib/model/outcome';
import { describeHealthStatus } from '@/lib/slb/operations/health';
import type { BackendHealth } from '@/lib/slb/responses';
import type { CallOptions, SlbResult } from '@/lib/slb/result';
import type { HealthReading } from '@/lib/model/health-types';
import { connectionIdentity } from './connection';
import { recordWaitingOf } from './health-recorder';
import { recordObservation } from './health-observations';
import { noteObservation } from './observed-health';

/** slb-api.md 3.12: nothing is checked on this port. */
const NOT_CHECKED = 'CheckedListenerNotFound';

/**
 * The current health of the servers behind a TCP listener (DescribeHealthStatus, one call), and since when Sluice has
 * observed it. Every read is recorded. A listener without health checks is not a failure: `checked` is false.
 */
export async function readHealth(
  key: ListenerKey,
  { signal }: CallOptions = {},
): Promise<SlbResult<HealthReading>> {
  const { regionId, loadBalancerId, listenerPort } = key;
  const connection = await connectionIdentity();
  // SLB's response is as of the request or later.
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
  const observation = { connection, instance: key, found, atMillis: readAtMillis };
  await noteObservation(observation);
  // Recorded first: what the sweep observed is older.
  await recordWaitingOf(key);
  const backends = (await recordObservation(observation)).get(listenerPort) ?? [];
  return { ...result, value: { readAtMillis, checked: true, backends } };
}

/** One port may have a second listener (slb-api.md 3.11); older responses name no protocol. */
function isOfTcp({ protocol }: BackendHealth): boolean {
  return protocol === 'tcp' || protocol === '';
}
