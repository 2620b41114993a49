import type { ListenerKey } from '@/lib/listeners/outcome';
import { groupKeys } from '@/lib/listeners/selection';
import type { PlanDetail, PlanSummary } from '@/lib/runs/plan-run';
import type { RunKind } from '@/lib/runs/run-types';

export type PlanSummaries = Record<RunKind, PlanSummary>;

/** What each kind of run would touch of the selected, in numbers. Throws where Sluice does not answer. */
export function readSummaries(selected: readonly ListenerKey[], signal: AbortSignal): Promise<PlanSummaries> {
  return ask<PlanSummaries>({ selected: groupKeys(selected) }, signal);
}

/** One kind of run in full; `settings` are those of a change, as JSON. Throws where Sluice does not answer. */
export function readDetail(
  kind: RunKind,
  selected: readonly ListenerKey[],
  settings: string,
  signal: AbortSignal,
): Promise<PlanDetail> {
  const decided: unknown = JSON.parse(settings);
  return ask<PlanDetail>({ selected: groupKeys(selected), kind, settings: decided }, signal);
}

async function ask<T>(body: unknown, signal: AbortSignal): Promise<T> {
  const response = await fetch('/runs/plan', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal,
  });
  if (!response.ok) throw new Error(`Sluice answered ${response.status}`);
  return response.json() as Promise<T>;
}
