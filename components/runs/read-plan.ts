import { fetchJson, jsonRequest } from '@/components/shell/fetch-json';
import type { ListenerKey } from '@/lib/model/outcome';
import { groupKeys } from '@/lib/listeners/list/selection';
import type { ToldPlan, PlanSummary } from '@/lib/runs/plan-run';
import type { BulkKind, RunSettings } from '@/lib/runs/run-types';

const ADDRESS = '/runs/plan';

export type PlanSummaries = Record<BulkKind, PlanSummary>;

/** What each kind of run would touch of the selected, in numbers. Throws where Sluice does not answer. */
export function readSummaries(selected: readonly ListenerKey[], signal: AbortSignal): Promise<PlanSummaries> {
  return fetchJson(ADDRESS, jsonRequest({ selected: groupKeys(selected) }, signal));
}

/**
 * What has been decided about a run before it is confirmed: the settings of a change, and whether listeners with an
 * unknown outcome are included.
 */
export type Decided = { settings: RunSettings | null; includesUnsettled: boolean };

/** One kind of run in full. Throws where Sluice does not answer. */
export function readDetail(
  kind: BulkKind,
  selected: readonly ListenerKey[],
  decided: Decided,
  signal: AbortSignal,
): Promise<ToldPlan> {
  return fetchJson(ADDRESS, jsonRequest({ selected: groupKeys(selected), kind, ...decided }, signal));
}
