import type { PlanCells, PlanProblem } from '@/lib/plans/plan-types';
import type { SourceNote, SourceProblem } from '@/lib/plans/sources/source-types';
import type { SpreadRule } from '@/lib/plans/sources/spread';

/** The outcome of a source: a plan, or why there is none. */
export type SourceOutcome =
  | { ok: true; planId: number; notes: readonly SourceNote[] }
  | { ok: false; problems: readonly SourceProblem[] }
  | PlanProblem;

export type SourceInstance = { regionId: string; loadBalancerId: string };

/** Rows for a plan, and the instances that they are spread over; null: those that they name. */
export type RowsInput = {
  name: string;
  rows: readonly PlanCells[];
  spread: { rule: SpreadRule; quota: number; targets: readonly SourceInstance[] } | null;
};

/** The listeners of one instance, for others. */
export type CopyInput = { name: string; source: SourceInstance; targets: readonly SourceInstance[] };
