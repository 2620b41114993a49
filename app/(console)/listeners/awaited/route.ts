import { instanceNames } from '@/lib/inventory/instance-names';
import type { AwaitedAnswer } from '@/lib/listeners/commands/awaited';
import { unsettledWrites } from '@/lib/listeners/commands/unsettled-writes';
import { trustedRoute } from '@/lib/web/trusted-route';

/** Before that there is nothing to report: most responses come at once. */
const PATIENCE_MILLIS = 4_000;
const MOST_RETURNED = 3;

/** `GET /listeners/awaited`: which writes have waited for SLB's answer for some seconds, and until when it is awaited. No call is made. */
export const GET = trustedRoute(async () => {
  const since = new Date(Date.now() - PATIENCE_MILLIS).toISOString();
  const awaited = (await unsettledWrites()).filter(
    ({ phase, sentAt }) => phase === 'awaited' && sentAt <= since,
  );
  const limited = awaited.slice(0, MOST_RETURNED);
  const names = await instanceNames(limited);
  return Response.json(
    limited.map(({ operation, loadBalancerId, listenerPort, until }): AwaitedAnswer => ({
      operation,
      loadBalancerId,
      instance: names.get(loadBalancerId) ?? loadBalancerId,
      listenerPort,
      until,
    })),
  );
});
