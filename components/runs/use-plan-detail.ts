import { useEffect, useState } from 'react';
import type { ListenerKey } from '@/lib/model/outcome';
import type { InstancePorts, PlanDetail, PlanSummary, ToldPlan } from '@/lib/runs/plan-run';
import type { BulkKind, RunSettings } from '@/lib/runs/run-types';
import { readDetail, type Decided } from './read-plan';

/** What the dialog was opened for; a refresh since then does not change it. */
export type PlanRequest = { plan: PlanSummary; selected: readonly ListenerKey[] };

/** Requests which listeners a run would affect and skip, and again when its settings change. */
export function usePlanDetail(kind: BulkKind, { plan, selected }: PlanRequest, settings: RunSettings | null) {
  const [includesUnsettled, includeUnsettled] = useState(false);
  const decided = JSON.stringify({ settings, includesUnsettled } satisfies Decided);
  const [first, setFirst] = useState<ToldPlan | null>(null);
  const [last, setLast] = useState<{ decided: string; detail: ToldPlan | null } | null>(null);

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
  return {
    /** Which listeners the requested run affects and skips; the previous plan while that is loading, null before the first. */
    detail,
    /** The same of any change, whatever its settings. */
    first,
    /** Whether `detail` belongs to the current settings. */
    isCurrent: last?.decided === decided,
    /** Sluice did not respond. */
    failed: last !== null && detail === null,
    /** Its numbers, and how many of the affected listeners are running; from the button's plan until `detail` is loaded. */
    counts: (detail ?? plan).counts,
    running: detail === null ? plan.running : runningOf(detail),
    /** Those with nothing but an earlier write of unknown outcome in the way: skipped, unless they are included. */
    unsettled: detail === null ? [] : unsettledOf(detail),
    includesUnsettled,
    includeUnsettled,
  };
}
export type KnownPlan = ReturnType<typeof usePlanDetail>;

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
