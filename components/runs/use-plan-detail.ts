import { useEffect, useState } from 'react';
import type { ListenerKey } from '@/lib/model/outcome';
import type { InstancePorts, PlanDetail, PlanSummary } from '@/lib/runs/plan-run';
import type { RunCounts, RunKind, RunSettings } from '@/lib/runs/run-types';
import { readDetail, type Decided } from './read-plan';

/** What the dialog was opened for; a refresh since then does not change it. */
export type PlanRequest = { plan: PlanSummary; selected: readonly ListenerKey[] };

export type KnownPlan = {
  /**
   * Which listeners the requested run affects and skips; the previous plan while that is loading, null before the
   * first.
   */
  detail: PlanDetail | null;
  /** The same of any change, whatever its settings. */
  first: PlanDetail | null;
  /** Whether `detail` belongs to the current settings. */
  isCurrent: boolean;
  /** Sluice did not respond. */
  failed: boolean;
  /**
   * Its numbers, and how many of the affected listeners are running: from `detail`, or from the button's plan until that
   * is loaded.
   */
  counts: RunCounts;
  running: number;
  /** Those with nothing but an earlier write of unknown outcome in the way: skipped, unless they are included. */
  unsettled: readonly InstancePorts[];
  includesUnsettled: boolean;
  includeUnsettled: (include: boolean) => void;
};

/** Requests which listeners a run would affect and skip, and again when its settings change. */
export function usePlanDetail(
  kind: RunKind,
  { plan, selected }: PlanRequest,
  settings: RunSettings | null,
): KnownPlan {
  const [includesUnsettled, includeUnsettled] = useState(false);
  const decided = JSON.stringify({ settings, includesUnsettled } satisfies Decided);
  const [first, setFirst] = useState<PlanDetail | null>(null);
  const [last, setLast] = useState<{ decided: string; detail: PlanDetail | null } | null>(null);

  useEffect(() => {
    const left = new AbortController();
    const read = async () => {
      try {
        const detail = await readDetail(kind, selected, JSON.parse(decided) as Decided, left.signal);
        setFirst((known) => known ?? detail);
        setLast({ decided, detail });
      } catch {
        // A plan for other settings must not stand in for this one: the run would be started by it.
        if (!left.signal.aborted)
          setLast((known) => ({ decided, detail: known?.decided === decided ? known.detail : null }));
      }
    };
    void read();
    return () => left.abort();
  }, [kind, selected, decided]);

  const detail = last?.detail ?? null;
  const running = detail === null ? plan.running : runningOf(detail);
  return {
    detail,
    first,
    isCurrent: last?.decided === decided,
    failed: last !== null && detail === null,
    counts: (detail ?? plan).counts,
    running,
    unsettled: detail === null ? [] : unsettledOf(detail),
    includesUnsettled,
    includeUnsettled,
  };
}

function runningOf({ touched }: PlanDetail): number {
  return touched.reduce((sum, { ports, onlyIfStopped }) => sum + ports.length - onlyIfStopped.length, 0);
}

function unsettledOf({ touched, skipped }: PlanDetail): InstancePorts[] {
  const included = touched.flatMap(({ despiteUnsettled: ports, ...instance }) =>
    ports.length === 0 ? [] : { ...instance, ports },
  );
  return [
    ...included,
    ...skipped.flatMap(({ blockReason, instances }) => (blockReason === 'unsettled-write' ? instances : [])),
  ];
}
