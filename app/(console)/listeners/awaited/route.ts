import { whereReachable } from '@/lib/db/storage';
import { instanceNames } from '@/lib/inventory/instance-names';
import type { AwaitedAnswer } from '@/lib/listeners/commands/awaited';
import { unsettledWrites } from '@/lib/listeners/commands/unsettled-writes';
import { portName } from '@/lib/model/protocol';
import { trustedRoute } from '@/lib/web/trusted-route';

/** Most responses arrive sooner, and need no notice. */
const PATIENCE_MILLIS = 4_000;
const MOST_RETURNED = 3;

/**
 * `GET /listeners/awaited`: the writes that have waited for SLB's response for some seconds, and until when they wait.
 * Makes no call.
 */
export const GET = trustedRoute(async () => {
  const since = new Date(Date.now() - PATIENCE_MILLIS).toISOString();
  const awaited = (await whereReachable(unsettledWrites, () => [])).filter(
    ({ phase, sentAt }) => phase === 'awaited' && sentAt <= since,
  );
  const limited = awaited.slice(0, MOST_RETURNED);
  const names = await instanceNames(limited);
  return Response.json(
    limited.map(({ operation, loadBalancerId, listenerPort, protocol, until }): AwaitedAnswer => ({
      operation,
      loadBalancerId,
      instance: names.get(loadBalancerId) ?? loadBalancerId,
      port: portName({ listenerPort, protocol }),
      until,
    })),
  );
});
