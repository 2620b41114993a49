import type { KeyGroup } from '@/lib/listeners/list/selection';
import type { InstancePorts, PlanDetail } from './plan-run';

/** What the question before a run showed, as it travels back with the yes: names only, and thousands of them share a few instances. */
export type Confirmed = {
  /**
   * Of `ports`, `onlyIfStopped`: whose deletion was confirmed as that of a stopped listener; `despiteUnsettled`: which were included after a warning that the outcome of
   * an earlier write is unknown.
   */
  touched: (KeyGroup & { onlyIfStopped: number[]; despiteUnsettled: number[] })[];
  skipped: KeyGroup[];
};

/** What is confirmed by a yes to this. */
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
