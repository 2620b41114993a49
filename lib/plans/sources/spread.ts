import type { PlanCells } from '../plan-types';
import type { InstanceKey } from './known-rows';
import { failed, succeeded, type SourceResult } from './source-types';

/** `fill`: one instance after another is filled up. `turns`: each row goes to the next instance that has room. */
export type SpreadRule = 'fill' | 'turns';

/** An instance, and how many listeners (of any protocol) it has. */
export type SpreadTarget = InstanceKey & { listenerCount: number };

/**
 * The rows on these instances, none of which gets more than `quota` listeners together with those it has. A row's own
 * region and instance are replaced.
 */
export function spreadRows(
  rows: readonly PlanCells[],
  targets: readonly SpreadTarget[],
  { rule, quota }: { rule: SpreadRule; quota: number },
): SourceResult {
  const room = targets.map(({ listenerCount }) => Math.max(0, quota - listenerCount));
  const total = room.reduce((sum, each) => sum + each, 0);
  if (rows.length > total) return failed('quota-full', { count: rows.length - total, room: total, quota });
  let next = 0;
  return succeeded(
    rows.map((cells): PlanCells => {
      while (room[next] === 0) next = (next + 1) % targets.length;
      const at = next;
      room[at] = (room[at] ?? 0) - 1;
      if (rule === 'turns') next = (next + 1) % targets.length;
      const target = targets[at];
      return { ...cells, RegionId: target?.regionId ?? '', LoadBalancerId: target?.loadBalancerId ?? '' };
    }),
  );
}
