import type { InstancePorts, PlanDetail } from './plan-run';
import type { Confirmed } from './run-types';

/** What confirming this approves. */
export function confirmedOf({ touched, skipped }: PlanDetail): Confirmed {
  const named = ({ regionId, loadBalancerId, ports }: InstancePorts) => ({ regionId, loadBalancerId, ports });
  return {
    touched: touched.map((group) => ({
      ...named(group),
      onlyIfStopped: group.onlyIfStopped,
      despiteUnsettled: group.despiteUnsettled,
    })),
    skipped: skipped.flatMap(({ instances }) => instances.map(named)),
  };
}
